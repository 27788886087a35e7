"""Labs of 01_role, one file each."""

LABS: dict[str, str] = {
    "envelopes": "desk:envelopes",
    "inbox": "inbox:inbox_lab",
    "beds": "beds:beds_lab",
    "dashboard": "dashboard:dashboard_lab",
    "few": "few:few_lab",
    "verbs": "verbs:verbs_lab",
}
WITHOUT_CASE: set[str] = {"verbs"}  # labs that show the story's own case, so that they give no answer away
