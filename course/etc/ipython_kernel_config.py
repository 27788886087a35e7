# Read by every kernel of the environment that the course is installed in: mistakes are explained kindly.
c = get_config()  # noqa: F821  # IPython puts it there
c.InteractiveShellApp.extensions.append("course.errors")
