"""Labs of 03_staffing, one file each."""

LABS: dict[str, str] = {
    "one chair": "census:one_chair",
    "staffing": "staffing:staffing_lab",
    "open shift": "open_shift:who_may_come",
    "roster": "roster:roster_lab",
    "refill guess": "refill:refill_guess",
    "people stay": "stay:stay_lab",
    "hiring": "people:people_lab",
    "weekend guess": "weekend:weekend_guess",
    "nursing home week": "home:home_lab",
    "clinic template": "clinic:template_lab",
    "registration desk": "desk:desk_lab",
}
WITHOUT_CASE: set[str] = set()  # labs that show the story's own case, so that they give no answer away
WITHOUT_PICTURE = {"roster"}  # a grid to edit: read cell by cell
