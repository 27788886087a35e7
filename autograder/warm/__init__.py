"""A warm process that has the scientific stack loaded, and forks one confined child for each notebook."""

HERE = "here"  # in place of protections in an opening: confine with whatever the template's own machine has


class TemplateLost(RuntimeError):
    """The template's process ended or could not start; another can be started."""
