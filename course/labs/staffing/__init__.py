"""Labs of 03_staffing, one file each."""

LABS: dict[str, str] = {}
WITHOUT_CASE: set[str] = set()  # labs that show the story's own case, so that they give no answer away
