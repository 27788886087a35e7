"""What each command of `medmgmt` does; with `course.cli`, the only code that knows both course and autograder."""


class Stop(Exception):
    """A command that cannot go on, in one sentence with its remedy."""
