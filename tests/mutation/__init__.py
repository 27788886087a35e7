"""Seeds faults into a copy of the tree, one at a time, and shows that the suite catches each: ``make mutate``."""
