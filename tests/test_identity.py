"""Who is learning decides which organization they run, and copied work shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from course.case import case_for, my_case, sample_cases
from course.identity import FILE, GUEST, remember, tidy, who


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Start each test without a name, in an empty folder."""
    monkeypatch.delenv("COURSE_LEARNER", raising=False)
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_any_name_a_learner_is_a_guest() -> None:
    assert who().learner == GUEST


def test_the_grader_comes_before_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "hub-ana")
    assert who().learner == "hub-ana"
    monkeypatch.setenv("COURSE_LEARNER", "ana")
    assert who().learner == "ana"


def test_work_is_read_on_the_organization_it_was_done_for_and_flagged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No honest learner is punished, and copied work shows at once."""
    (tmp_path / FILE).write_text(json.dumps({"learner": "ana"}))
    monkeypatch.setenv("COURSE_LEARNER", "ben")
    me = who()
    assert (me.learner, me.submitted_by, me.flagged) == ("ana", "ben", True)
    assert my_case("02_finance").case_id == case_for("02_finance", "ana").case_id
    assert "Worked on the organization of ana; handed in by ben." in capsys.readouterr().out


def test_the_name_is_written_once_beside_the_notebook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "ana")
    remember()
    monkeypatch.setenv("JUPYTERHUB_USER", "someone-else")
    remember()
    assert json.loads((tmp_path / FILE).read_text()) == {"learner": "ana"}
    assert who().learner == "ana"


def test_a_graders_run_and_the_source_leave_no_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = tmp_path / "modules" / "02_finance"
    source.mkdir(parents=True)
    (tmp_path / "nbgrader_config.py").touch()
    remember(source)
    monkeypatch.setenv("COURSE_LEARNER", "ana")
    remember(tmp_path)
    assert not list(tmp_path.rglob(FILE))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"learner": 3}', '{"learner": " "}'])
def test_a_damaged_name_file_is_as_good_as_none(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text)
    assert who().learner == GUEST


def test_a_name_is_safe_to_show_and_to_file() -> None:
    assert tidy(" ana../\n<b>") == "ana..---b-"
    assert tidy("") == GUEST
    assert len(tidy("x" * 999)) == 64


def test_the_same_learner_always_meets_the_same_organization() -> None:
    once, again = case_for("02_finance", "ana"), case_for("02_finance", "ana")
    assert once.hospital == again.hospital
    assert once.hospital != case_for("02_finance", "ben").hospital


def test_the_parts_of_a_case_do_not_depend_on_the_order_they_are_used_in() -> None:
    """A new part never changes an old one."""
    first, second = case_for("02_finance", "ana"), case_for("02_finance", "ana")
    assert (first.hospital, first.gap) == (second.gap, second.hospital)[::-1]


def test_hidden_checks_meet_organizations_that_no_learner_has() -> None:
    unseen = sample_cases("02_finance", 50)
    assert len({case.case_id for case in unseen}) == 50


def test_a_module_that_does_not_exist_is_named_in_the_refusal() -> None:
    with pytest.raises(ValueError, match="07_nowhere"):
        case_for("07_nowhere", "ana")
