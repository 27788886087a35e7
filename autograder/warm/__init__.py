"""A warm process that has the scientific stack loaded, and forks one confined child for each notebook."""
