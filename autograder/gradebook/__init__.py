"""The one writer of nbgrader's gradebook and folders, and the comparison with what stock nbgrader writes."""
