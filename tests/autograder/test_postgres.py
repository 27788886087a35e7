"""A PostgreSQL gradebook, through nbgrader's own `db_url`, has the grades that an SQLite one has."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.gradebook.recording import back_up, read_record
from tests.autograder.scale import make_class, rows
from tests.autograder.small_courses import Course
from tests.support.machine import lacks
from tests.support.patience import PATIENCE_SECONDS, until

pytestmark = pytest.mark.slow
CLASS = 6


def binary(name: str) -> str:
    """Return one of the server's programs; without it, skip with the remedy, and fail under CI."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = shutil.which(name) or next((str(path) for path in newest), None)
    if found is None:
        lacks("PostgreSQL is missing: install the package postgresql and run the tests again.")
    return str(found)


def unprivileged() -> str | None:
    """Return a user for the server, which refuses to be root's; None where the tests are an ordinary user's."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of the tests' own, on a socket in a folder of its own; yields its address for a database's name."""
    initdb, postgres = binary("initdb"), binary("postgres")
    user = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path is short, a test's own folder is not
    if user is not None:
        shutil.chown(folder, user)
    options: dict[str, Any] = {"user": user, "cwd": folder, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    made = subprocess.run(
        [initdb, "-D", str(folder / "data"), "-U", "grader", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=False,
        **options,
    )
    assert made.returncode == 0, made.stdout.decode()
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", "fsync=off"]
    command = [postgres, "-D", str(folder / "data"), *(word for line in settings for word in ("-c", line))]
    process = subprocess.Popen(command, **{**options, "stdout": (folder.parent / f"{folder.name}.log").open("wb")})
    try:
        _wait(folder)
        yield f"postgresql+psycopg://grader@/{{}}?host={folder}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE_SECONDS)
        shutil.rmtree(folder)
        (folder.parent / f"{folder.name}.log").unlink()


def _wait(folder: Path) -> None:
    assert until(lambda: _answers(folder), every_seconds=0.05), (folder.parent / f"{folder.name}.log").read_text()


def _answers(folder: Path) -> bool:
    import psycopg

    try:
        with psycopg.connect(f"host={folder} user=grader dbname=postgres"):
            return True
    except psycopg.OperationalError:
        return False


@pytest.fixture
def on_postgres(server: str, tmp_path: Path) -> Course:
    """A class whose gradebook is a database of its own on the server."""
    import psycopg

    name = f"g{abs(hash(tmp_path))}"
    host = server.split("host=")[1]
    with psycopg.connect(f"host={host} user=grader dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return make_class(tmp_path / "postgres", CLASS, CourseDirectory={"db_url": server.format(name)})


def results(made: Course) -> dict[str, Any]:
    return {student: rows(made.db_url, student) for student in made.students}


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the same class has in an SQLite gradebook."""
    made = make_class(tmp_path_factory.mktemp("sqlite") / "course", CLASS)
    assert sorted(made.grade().graded) == sorted(made.students)
    return results(made)


def test_the_grades_are_those_of_sqlite(on_postgres: Course, on_sqlite: dict[str, Any]) -> None:
    """And a second run skips everybody."""
    assert sorted(on_postgres.grade().graded) == sorted(on_postgres.students)
    assert on_postgres.db_url.startswith("postgresql+psycopg://")
    assert results(on_postgres) == on_sqlite
    again = on_postgres.grade()
    assert (again.graded, sorted(again.skipped)) == ([], sorted(on_postgres.students))


def test_the_servers_backup_is_the_servers(on_postgres: Course) -> None:
    assert back_up(on_postgres.assignment) is None


def test_an_extension_counts_there_too(on_postgres: Course) -> None:
    on_postgres.grade()
    with Gradebook(on_postgres.db_url, "small") as gradebook:
        gradebook.grant_extension(on_postgres.name, "ben", days=2)
    assert on_postgres.grade().graded == ["ben"]


@pytest.mark.parametrize("moment", [1, 3])
def test_killed_it_goes_on_where_it_was(
    on_postgres: Course, on_sqlite: dict[str, Any], tmp_path: Path, moment: int
) -> None:
    """Killed inside the transaction of a submission: that one and those after it are graded by the next run."""
    code = (
        "import os, pickle, sys\n"
        "from autograder.gradebook import recording\n"
        "from tests.autograder.small_courses import Course\n"
        "course = pickle.load(open(sys.argv[1], 'rb'))\n"
        "late, seen = recording.Recorder.late_penalties, []\n"
        "def count(*about):\n"
        "    late(*about)\n"
        "    seen.append(about)\n"
        f"    len(seen) == {moment} and os.kill(os.getpid(), 9)\n"
        "recording.Recorder.late_penalties = count\n"
        "course.grade()\n"
    )
    import pickle

    (tmp_path / "course.pickle").write_bytes(pickle.dumps(on_postgres))
    command = [sys.executable, "-c", code, str(tmp_path / "course.pickle")]
    ran = subprocess.run(command, cwd=Path(__file__).resolve().parents[2], check=False, capture_output=True)
    assert ran.returncode == -signal.SIGKILL, ran.stderr.decode()
    students = sorted(on_postgres.students)
    recorded = [student for student in students if read_record(on_postgres.assignment, student) is not None]
    assert len(recorded) == moment - 1
    assert sorted(on_postgres.grade().graded) == [student for student in students if student not in recorded]
    assert results(on_postgres) == on_sqlite
