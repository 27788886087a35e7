"""Properties draw the same examples on every run, and no example is judged by its time."""

from hypothesis import settings

settings.register_profile("course", derandomize=True, deadline=None)
settings.load_profile("course")
