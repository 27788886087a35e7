"""What a student handed in is read as plain bytes: nothing is followed, opened for writing or run."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.notebooks import submission
from autograder.notebooks.reading import MAX_BYTES
from autograder.notebooks.submission import MB, Submission, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "hw"
    place.mkdir()
    return place


def test_every_ordinary_file_is_read_under_its_name(folder: Path) -> None:
    (folder / "unit.ipynb").write_bytes(b"{}")
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "ünï.csv").write_bytes(b"a\r\n\x00")
    (folder / "empty").write_bytes(b"")
    found = read(folder, "ana")
    assert found.files == {"unit.ipynb": b"{}", "deep/er/ünï.csv": b"a\r\n\x00", "empty": b""}
    assert found.left_out == ()


def test_what_nbgrader_ignores_is_ignored(folder: Path) -> None:
    for name in (".git/config", ".ipynb_checkpoints/unit.ipynb", "a.pyc", "kept.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    assert set(read(folder, "ana", [".*", "*.pyc"]).files) == {"kept.py"}


def test_a_link_is_not_followed_and_is_said(folder: Path) -> None:
    secret = folder.parent / "secret.txt"
    secret.write_text("solutions")
    (folder / "link.txt").symlink_to(secret)
    (folder / "up").symlink_to(folder.parent)
    (folder / "gone").symlink_to(folder / "nothing")
    found = read(folder, "ana")
    assert found.files == {}
    assert set(found.left_out) == {"“link.txt”, a link,", "“up”, a link,", "“gone”, a link,"}


def test_a_folder_that_is_a_link_is_not_followed(folder: Path) -> None:
    other = folder.parent / "other"
    other.symlink_to(folder)
    (folder / "unit.ipynb").write_bytes(b"{}")
    assert read(other, "ana").files == {}
    assert read(other, "ana").left_out == ("“other”, a link,",)


def test_a_named_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert read(folder, "ana").left_out == ("“pipe”, no ordinary file,",)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_what_may_not_be_read_is_said(folder: Path) -> None:
    (folder / "mine").write_bytes(b"x")
    (folder / "mine").chmod(0)
    (folder / "room").mkdir(mode=0)
    found = read(folder, "ana")
    (folder / "room").chmod(0o700)
    assert found.files == {}
    assert set(found.left_out) == {"“mine”, which cannot be read,", "“room”, which cannot be read,"}


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert read(tmp_path / "none", "ana").left_out == ("“none”, which cannot be read,",)


def test_a_file_that_is_too_large_is_said_and_not_held(folder: Path) -> None:
    with (folder / "big.csv").open("wb") as file:
        file.truncate(submission.MAX_FILE_MB * MB + 1)
    (folder / "small.csv").write_bytes(b"x")
    found = read(folder, "ana")
    assert set(found.files) == {"small.csv"}
    assert found.left_out == ("“big.csv” (40 MB, more than a submission may hold)",)


def test_a_notebook_that_is_too_large_is_still_known_to_be_there(folder: Path) -> None:
    """Its own verdict says that it is too large, not that it is missing."""
    with (folder / "unit.ipynb").open("wb") as file:
        file.truncate(100 * MB)
    assert len(read(folder, "ana").files["unit.ipynb"]) > MAX_BYTES


def test_all_files_together_have_an_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "MAX_ALL_MB", 1)
    for i in range(3):
        (folder / f"{i}.csv").write_bytes(b"x" * (MB // 2))
    found = read(folder, "ana")
    assert set(found.files) == {"0.csv", "1.csv"}
    assert len(found.left_out) == 1


def test_the_number_of_files_has_an_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "MAX_FILES", 3)
    for i in range(5):
        (folder / f"{i}.csv").write_bytes(b"x")
    assert len(read(folder, "ana").files) == 3
    assert len(read(folder, "ana").left_out) == 2


@pytest.mark.parametrize("stamp", ["2026-03-01 12:00:00 UTC", "", "nonsense"])
def test_the_time_is_nbgraders_file(folder: Path, stamp: str) -> None:
    (folder / "timestamp.txt").write_text(f"{stamp}\n")
    assert read(folder, "ana").timestamp == stamp


def test_a_time_of_other_bytes_stops_nothing(folder: Path) -> None:
    (folder / "timestamp.txt").write_bytes(b"\xff\xfe" * 10_000)
    assert read(folder, "ana").timestamp == ""


def test_a_name_of_any_bytes_stops_nothing(folder: Path) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt"))).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    found = read(folder, "ana")
    assert found.request()["files"]
    assert len(found.digest()) == 64


FILES = st.dictionaries(st.text("ab/.", min_size=1, max_size=4), st.binary(max_size=6), max_size=4)


@settings(deadline=None)
@given(FILES, FILES, st.sampled_from(["ana", "ben"]))
def test_a_fingerprint_is_the_same_only_for_the_same(one: dict[str, bytes], two: dict[str, bytes], who: str) -> None:
    first, second = Submission("ana", one), Submission(who, two)
    assert (first.digest() == second.digest()) == (one == two and who == "ana")


def test_what_was_left_out_is_in_the_fingerprint() -> None:
    assert Submission("ana", {}, ("a link",)).digest() != Submission("ana", {}).digest()


def test_a_request_carries_the_bytes() -> None:
    request = Submission("ana", {"a": b"\x00\xff"}, ("“b”",)).request()
    assert base64.b64decode(request["files"]["a"]) == b"\x00\xff"
    assert (request["student"], request["left_out"]) == ("ana", ["“b”"])
