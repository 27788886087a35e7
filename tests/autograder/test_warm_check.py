"""The template that waits in the background: private, patient, one client at a time, and gone when nobody asks."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.confinement import Limits, protections
from autograder.warm import HERE, TemplateLost, background, daemon, frames
from autograder.warm.background import ask, runtime_folder
from autograder.warm.daemon import Daemon
from tests.autograder.small_courses import KERNEL, answer, check
from tests.support.machine import lacks
from tests.support.patience import PATIENCE_SECONDS, until

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="A warm template needs Linux: run these there."),
]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runtime folder of the test's own; whatever listens there is ended."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folder = runtime_folder()
    assert folder.parent == tmp_path
    yield folder
    for pid in listening(folder):
        os.kill(pid, signal.SIGKILL)


def listening(folder: Path) -> list[int]:
    """Return the background processes of a runtime folder."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"autograder.warm.daemon" in words and os.fsencode(folder) in words:
            found.append(int(line.parent.name))
    return found


@pytest.fixture
def opening(tmp_path: Path) -> dict[str, Any]:
    return opening_in(tmp_path)


def opening_in(folder: Path) -> dict[str, Any]:
    """Return a small assignment, as a check hands it over."""
    source = folder / "p.ipynb"
    cells = [answer("one"), check("test", "assert x == 1", 2)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), source)
    limits = Limits(cell_seconds=3000.0, seconds=3000.0).as_plain_data()
    return {
        "assignment": "hw",
        "sources": [str(source)],
        "files": {},
        "readable": [],
        "extensions": [],
        "learner_variable": "WHOSE_WORK",
        "limits": limits,
        "protections": HERE,
    }


def request(text: str, **files: bytes) -> dict[str, Any]:
    cells = [answer("one"), check("test", "assert x == 1", 2)]
    cells[0].source = text
    book = nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})).encode()
    every = {"p.ipynb": book, **files}
    encoded = {name: base64.b64encode(content).decode() for name, content in every.items()}
    return {"student": "", "files": encoded, "only": ["p"]}


def points(result: dict[str, Any]) -> list[float]:
    return [score["points"] for score in result["notebooks"][0]["scores"]]


def test_the_second_check_finds_the_template_of_the_first(place: Path, opening: dict[str, Any]) -> None:
    told: list[tuple[int, int]] = []
    assert points(ask(opening, request("x = 1"), "v1", lambda *so_far: told.append(so_far))) == [2]
    first = listening(place)
    assert len(first) == 1
    assert points(ask(opening, request("x = 2"), "v1")) == [0]
    assert listening(place) == first
    assert told == [(1, 2), (2, 2)]


def test_its_place_is_private(place: Path, opening: dict[str, Any]) -> None:
    ask(opening, request("x = 1"), "v1")
    assert place.stat().st_mode & 0o777 == 0o700
    assert place.stat().st_uid == os.getuid()
    assert not Path(place).is_symlink()


@pytest.mark.parametrize("umask", [0o022, 0o077, 0])
def test_it_is_private_whatever_the_umask(place: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with background._private_folder():
            assert place.stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(before)


def test_a_place_that_others_can_enter_or_that_leads_elsewhere_is_not_used(
    place: Path, opening: dict[str, Any], tmp_path: Path
) -> None:
    place.mkdir(mode=0o755)
    place.chmod(0o755)
    with pytest.raises(TemplateLost, match="is not private"):
        ask(opening, request("x = 1"), "v1")
    place.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    place.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TemplateLost, match="cannot be used"):
        ask(opening, request("x = 1"), "v1")
    place.unlink()


def test_a_place_of_somebody_elses_is_not_used(place: Path, opening: dict[str, Any]) -> None:
    if os.getuid() != 0:
        pytest.skip("Only root can make a folder somebody else's.")
    place.mkdir(mode=0o700)
    shutil.chown(place, 65534)
    with pytest.raises(TemplateLost, match="is not private"):
        ask(opening, request("x = 1"), "v1")


def test_another_user_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the socket ever within another's reach: who connects is looked at before anything is read."""
    monkeypatch.setattr(daemon, "peer", lambda connection: os.getuid() + 1)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "s"))
    listener.listen()
    served = threading.Thread(target=Daemon(listener, "v1", 1.0).serve)
    served.start()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(tmp_path / "s"))
        with pytest.raises((frames.Closed, OSError)):
            frames.receive(client.fileno())
    served.join(PATIENCE_SECONDS)
    assert not served.is_alive()


def test_a_listener_that_is_somebody_elses_is_not_asked(
    place: Path, opening: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(opening, request("x = 1"), "v1")
    monkeypatch.setattr(background, "peer", lambda connection: os.getuid() + 1)
    with pytest.raises(TemplateLost, match="somebody else"):
        ask(opening, request("x = 1"), "v1")


def test_a_killed_client_does_not_hold_up_the_next(place: Path, opening: dict[str, Any], tmp_path: Path) -> None:
    """What it had asked for would run for most of an hour."""
    ask(opening, request("x = 1"), "v1")
    (tmp_path / "asked.json").write_text(json.dumps([opening, request("import time\ntime.sleep(2000)")]))
    code = "import json, sys; from autograder.warm.background import ask\n"
    code += "ask(*json.load(open(sys.argv[1])), 'v1', lambda *so_far: print(so_far, flush=True))"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "asked.json")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as client:
        assert client.stdout is not None
        assert client.stdout.readline() == "(1, 2)\n"
        client.kill()
    assert points(ask(opening, request("x = 1"), "v1")) == [2]
    assert len(listening(place)) == 1


def test_two_at_once_wait_for_each_other(place: Path, opening: dict[str, Any]) -> None:
    """Also the very first two: only one of them starts the process."""
    found: list[float] = []
    clients = [
        threading.Thread(target=lambda: found.extend(points(ask(opening, request("x = 1"), "v1")))) for _ in range(3)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join(PATIENCE_SECONDS)
    assert found == [2, 2, 2]
    assert len(listening(place)) == 1


def test_a_killed_background_process_is_replaced(place: Path, opening: dict[str, Any]) -> None:
    """Its socket is still there, and nobody answers at it."""
    ask(opening, request("x = 1"), "v1")
    before = listening(place)
    os.kill(before[0], signal.SIGKILL)
    assert until(lambda: not listening(place))
    assert (place / "socket").exists()
    assert points(ask(opening, request("x = 1"), "v1")) == [2]
    assert listening(place) != before


def test_changed_code_starts_it_afresh(place: Path, opening: dict[str, Any]) -> None:
    ask(opening, request("x = 1"), "v1")
    before = listening(place)
    assert points(ask(opening, request("x = 1"), "v2")) == [2]
    assert until(lambda: len(listening(place)) == 1)
    assert listening(place) != before


def test_a_lost_template_is_started_again(place: Path, opening: dict[str, Any]) -> None:
    ask(opening, request("x = 1"), "v1")
    children = Path(f"/proc/{listening(place)[0]}/task")
    template = next(int(pid) for task in children.iterdir() for pid in (task / "children").read_text().split())
    os.kill(template, signal.SIGKILL)
    assert points(ask(opening, request("x = 1"), "v1")) == [2]


def test_it_ends_when_nobody_asks(place: Path, opening: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """And leaves neither a process nor a socket nor scratch."""
    monkeypatch.setenv("AUTOGRADER_IDLE_SECONDS", "0.2")
    monkeypatch.setenv("TMPDIR", str(place.parent))
    ask(opening, request("x = 1"), "v1")
    assert until(lambda: not listening(place))
    assert [path.name for path in place.iterdir()] == ["lock"]
    assert list(place.parent.glob("autograder-scratch-*")) == []


def test_a_template_that_cannot_start_says_why(place: Path, opening: dict[str, Any]) -> None:
    opening["sources"] = ["/nowhere/p.ipynb"]
    with pytest.raises(TemplateLost, match="There is no file /nowhere"):
        ask(opening, request("x = 1"), "v1")


def test_where_there_is_no_fork_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(TemplateLost, match="needs Linux"):
        ask({}, {}, "v1")


def test_what_is_beside_the_notebook_is_there_and_nothing_else_is(place: Path, opening: dict[str, Any]) -> None:
    """The owner's own work is confined too, where the machine can."""
    if not protections().landlock:
        lacks("Landlock is missing: Linux 5.13 or newer has it.")
    (place.parent / "diary.txt").write_text("dear diary")
    reading = f"x = int(open('beside.txt').read())\ntry:\n    open({str(place.parent / 'diary.txt')!r})\n    x = 0"
    reading += "\nexcept PermissionError:\n    pass"
    asked = request(reading)
    asked["files"]["beside.txt"] = base64.b64encode(b"1").decode()
    assert points(ask(opening, asked, "v1")) == [2]
