"""One assignment of an nbgrader course: its folders, its blueprints, and what a template has to know."""

from __future__ import annotations

import base64
import glob
import hashlib
import importlib.util
import json
import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from traitlets.config import Config

from autograder.assignments.settings import FastEngine
from autograder.confinement import Protections
from autograder.grading.output_rules import settings_in
from autograder.integrity.guard import imported_names
from autograder.notebooks import submission
from autograder.notebooks.blueprint import Blueprint, from_gradebook
from autograder.notebooks.marks import Marks
from autograder.problems import CannotGrade as CannotGrade

MAX_HASHED_BYTES = 64 * 1024 * 1024  # a larger file that notebooks read is known by its time


@dataclass(frozen=True)
class Assignment:
    """An assignment and where its parts are.

    Parameters
    ----------
    name : str
        nbgrader's id.
    config : Config
        nbgrader's configuration.
    """

    name: str
    config: Config

    @cached_property
    def course(self) -> Any:
        """nbgrader's own view of the course's folders."""
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=self.config)

    @cached_property
    def engine(self) -> FastEngine:
        return FastEngine(config=self.config)

    def gradebook(self) -> Any:
        """Open nbgrader's gradebook; it is a context that closes it."""
        from nbgrader.api import Gradebook

        return Gradebook(self.course.db_url, self.course.course_id)

    def folder(self, kind: str, student: str) -> Path:
        """Return a folder of the course: "source", "submitted", "autograded" or "feedback"."""
        return Path(self.course.format_path(getattr(self.course, f"{kind}_directory"), student, self.name))

    @property
    def records(self) -> Path:
        """Where the grader keeps what it knows of each submission, beside nbgrader's own folders."""
        return self.folder("autograded", "x").parents[2] / "grading" / self.name

    @cached_property
    def blueprints(self) -> list[Blueprint]:
        """The released notebooks.

        Raises
        ------
        CannotGrade
            If the assignment was never generated, or runs in a kernel other than Python's.
        """
        from nbgrader.api import MissingEntry

        self.require_gradebook()
        with self.gradebook() as gradebook:
            try:
                found = from_gradebook(gradebook, self.name, self.folder("source", "."), Marks.from_config(self.config))
            except MissingEntry:
                raise CannotGrade(
                    f"The gradebook knows no assignment {self.name!r}: "
                    f"run “nbgrader generate_assignment {self.name}” first."
                ) from None
        if not found:
            raise CannotGrade(f"{self.name} has no notebooks: run “nbgrader generate_assignment {self.name}” again.")
        for blueprint in found:
            language = blueprint.kernelspec.get("language", "python")
            if language != "python":
                raise CannotGrade(
                    f"{blueprint.name} runs in the {blueprint.kernelspec.get('name', language)} kernel, and the fast "
                    "engine grades Python: use --engine stock, which is nbgrader's own."
                )
        return found

    def require_gradebook(self) -> None:
        """Refuse a gradebook that is not there: nbgrader would make an empty one in its place."""
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            url = make_url(self.course.db_url)
        except ArgumentError:
            raise CannotGrade(
                f"{self.course.db_url!r} is no address of a gradebook: write it as sqlite:////folder/gradebook.db."
            ) from None
        if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
            raise CannotGrade(
                f"There is no gradebook at {url.database}: run “nbgrader generate_assignment {self.name}” first, or "
                "name the gradebook with --db."
            )

    def require_generated(self) -> None:
        """Raise `CannotGrade` where there are no `blueprints`."""
        _ = self.blueprints

    def students(self) -> list[str]:
        """Return who handed something in, in order."""
        pattern = re.escape(str(self.folder("submitted", "STUDENT"))).replace("STUDENT", "(?P<student>[^/]+)")
        root = Path(str(self.folder("submitted", "STUDENT")).split("STUDENT")[0])
        candidates = sorted(root.iterdir()) if root.is_dir() else []
        suffix = str(self.folder("submitted", "STUDENT")).split("STUDENT")[1].lstrip("/")
        found = [re.fullmatch(pattern, str(place / suffix)) for place in candidates if os.path.lexists(place / suffix)]
        return [match["student"] for match in found if match]

    def chosen(self, students: Sequence[str] | None) -> list[str]:
        """Return whose submissions are graded: these students', or everybody's.

        Raises
        ------
        CannotGrade
            If nobody has handed in, or one of these has not.
        """
        there = self.students()
        if students:
            absent = next((student for student in students if student not in there), None)
            if absent is not None:
                raise CannotGrade(f"{absent} has handed in nothing for {self.name}: collect first, or check the id.")
            return list(students)
        if not there:
            raise CannotGrade(
                f"Nobody has handed in {self.name} yet: run “nbgrader collect {self.name}”, or put "
                f"submissions into {self.folder('submitted', 'STUDENT')}."
            )
        return there

    def submission(self, student: str) -> submission.Submission:
        """Read what a student handed in."""
        return submission.read(self.folder("submitted", student), student, self.course.ignore)

    def master_files(self) -> dict[str, bytes]:
        """Return the files beside the source notebooks; as in nbgrader, they replace a student's."""
        kept = self.config.Autograde.get("exclude_overwriting", {}) if "Autograde" in self.config else {}
        read = submission.read(self.folder("source", "."), "", self.course.ignore)
        excluded = set(kept.get(self.name, []))
        return {n: c for n, c in read.files.items() if not n.endswith(".ipynb") and n not in excluded}

    def opening(self, have: Protections | None) -> dict[str, Any]:
        """Return what a template has to know before it grades, as plain data."""
        files = {name: base64.b64encode(content).decode("ascii") for name, content in self.master_files().items()}
        return {
            "assignment": self.name,
            "blueprints": [blueprint.as_plain_data() for blueprint in self.blueprints],
            "files": files,
            "readable": self.engine.readable_under(Path(self.course.root)),
            "extensions": list(self.engine.extensions),
            "learner_variable": self.engine.learner_variable,
            "outputs": settings_in(self.config),
            "limits": self.engine.limits().as_plain_data(),
            "protections": asdict(have) if have is not None else None,
        }

    def version(self) -> str:
        """Return a fingerprint of everything but the submission that a result depends on.

        The source, the settings, the installed packages, the files that notebooks may read, and the course's own code.
        """
        late = {name: section for name, section in self.config.items() if "Late" in name}
        about = [self.opening(None), sys.version, repr(sorted(late.items()))]
        about += _installed()
        found = hashlib.sha256(json.dumps(about, sort_keys=True).encode())
        sources = [source for blueprint in self.blueprints for source in blueprint.sources]
        tops = {module.split(".")[0] for module, _ in imported_names(sources).values()}
        tops |= {extension.split(".")[0] for extension in self.engine.extensions}
        for top in sorted(tops | {"autograder"}):
            _add(found, _own_code(top))
        _add(found, _read_ones(self.engine.readable_under(Path(self.course.root))))
        return found.hexdigest()


def _installed() -> list[str]:
    """Return the installed packages with their versions, as the folders that describe them are named."""
    return sorted({about.name for place in sys.path for about in Path(place or ".").glob("*.*-info")})


def _add(found: Any, paths: Iterable[Path]) -> None:
    """Add files to a fingerprint, each with its name and size, so that no two sets of files are alike."""
    for path in paths:
        status = path.stat()
        found.update(f"\0{path}\0{status.st_size}\0".encode("utf-8", "surrogateescape"))
        if status.st_size <= MAX_HASHED_BYTES:
            found.update(path.read_bytes())
        else:
            found.update(str(status.st_mtime_ns).encode())


def _read_ones(patterns: Iterable[str]) -> list[Path]:
    """Return the files that notebooks may read beside their own."""
    places = {Path(path) for pattern in patterns if not pattern.endswith("/") for path in glob.glob(pattern)}
    files = {path for place in places if place.is_dir() for path in place.rglob("*")} | places
    return sorted(path for path in files if path.is_file() and "__pycache__" not in path.parts)


def _own_code(top: str) -> list[Path]:
    """Return the files of a package that is not installed but worked on, as the course's own is."""
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return []
    if spec is None or not spec.origin or not spec.origin.endswith(".py"):
        return []
    places = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    if any(spec.origin.startswith(f"{place}/") for place in places):
        return []
    origin = Path(spec.origin)
    return sorted(origin.parent.rglob("*.py")) if origin.name == "__init__.py" else [origin]
