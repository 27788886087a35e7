"""Explains a stopped cell in a sentence with its remedy; an IPython extension, ``course.errors``."""

from course.errors.telling import load_ipython_extension, unload_ipython_extension

__all__ = ["load_ipython_extension", "unload_ipython_extension"]
