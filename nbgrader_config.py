"""nbgrader's configuration: the sources are in modules/, everything a class makes is in classroom/."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
CLASSROOM = HERE / "classroom"
CLASSROOM.mkdir(exist_ok=True)  # the gradebook is made in it at first use

c = get_config()  # noqa: F821  # traitlets puts it there

c.CourseDirectory.course_id = "medmgmt"
c.CourseDirectory.root = str(HERE)
c.CourseDirectory.source_directory = "modules"
c.CourseDirectory.release_directory = "classroom/release"
c.CourseDirectory.submitted_directory = "classroom/submitted"
c.CourseDirectory.autograded_directory = "classroom/autograded"
c.CourseDirectory.feedback_directory = "classroom/feedback"
c.CourseDirectory.db_url = f"sqlite:///{CLASSROOM / 'gradebook.db'}?timeout=60"  # seconds; two graders take turns

c.Exchange.root = str(CLASSROOM / "exchange")
c.Exchange.cache = str(CLASSROOM / "cache")
c.ExchangeCollect.check_owner = False  # one operating-system user may hand in for many students

# An answer cell shows its own blanks (...), so the stub adds nothing; a learner never meets NotImplementedError.
c.ClearSolutions.code_stub = {"python": ""}
c.ClearSolutions.text_stub = "*Write your answer here: double-click, replace this line, press Shift+Enter.*"

# nbgrader's own steps of a release, with one in place of `ClearHiddenTests` that also seals what is cut, so that a
# learner's check gives the whole verdict at once. `--SealHiddenTests.sealed=False` releases without: the cell then
# says when it is marked.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "course.commands.sealing.SealHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

c.ExecutePreprocessor.timeout = 60

# nbgrader's own steps before a notebook is run, with repairs that a repeated cell does not stop.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "autograder.steps.executing.RestoreCells",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# nbgrader's own steps, with the confined executor in place of a kernel: formgrader's button is safe and quick too.
c.Autograde.autograde_preprocessors = [
    "autograder.steps.naming.NameLearner",
    "autograder.steps.executing.ConfinedExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Feedback shows the visible checks, the slip and the points; never a hidden test or the lines that lead there.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.steps.feedback.LeaveOutData",
    "autograder.steps.feedback.HideHiddenTests",
    "autograder.steps.sanitizing.Sanitize",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# formgrader reads this: no script of a student's runs on an instructor's screen.
c.HTMLExporter.preprocessors = ["autograder.steps.sanitizing.Sanitize"]

c.LeaveOutData.mime_types = ["application/vnd.medmgmt.check+json"]  # what checks say, as data beside their text

# What a graded notebook may read beside its own folder: the datasets, not how they are made.
c.FastEngine.readable = ["datasets/", "datasets/*/data.*", "datasets/*/datapackage.json"]
c.FastEngine.extensions = ["course.errors"]
