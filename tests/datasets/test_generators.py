"""Every dataset can be remade, byte for byte, and is small."""

import hashlib
from importlib import import_module
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from datasets.__main__ import made_names
from tests.datasets.held_to_dictionary import ROOT

MEGABYTE = 1_000_000


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def same_writer(one: Path, other: Path) -> bool:
    """Parquet files name the library that wrote them, so only the same version gives the same bytes."""
    return bool(pq.read_metadata(one).created_by == pq.read_metadata(other).created_by)


@pytest.mark.parametrize("name", made_names())
def test_a_generator_run_again_gives_the_same_bytes(name, tmp_path):
    made = import_module(f"datasets.{name}.make").make(tmp_path)
    assert made
    for path in made:
        kept = ROOT / name / path.name
        if path.suffix == ".parquet" and not same_writer(path, kept):
            assert pq.read_table(path).equals(pq.read_table(kept))
        else:
            assert sha256(path) == sha256(kept), f"run python -m datasets.{name}.make, then look"


def test_every_dataset_has_its_four_parts():
    for name in made_names():
        there = {path.name for path in (ROOT / name).iterdir()}
        assert {"make.py", "README.md", "datapackage.json"} <= there
        assert there & {"data.csv", "data.parquet"}


def test_all_datasets_together_stay_under_fifteen_megabytes():
    files = [path for path in ROOT.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in files) < 15 * MEGABYTE


@pytest.mark.parametrize("name", made_names())
def test_readmes_say_what_is_invented_and_on_what_it_is_calibrated(name):
    text = (ROOT / name / "README.md").read_text(encoding="utf-8")
    assert "License" in text
    assert name == "reference_values" or ("**Invented:**" in text and "**Calibrated on" in text)


@pytest.mark.parametrize("name", made_names())
def test_what_is_released_does_not_tell_the_planted_truths(name):
    """READMEs and dictionaries say which kinds of trouble there are, never where."""
    for part in ("README.md", "datapackage.json"):
        text = (ROOT / name / part).read_text(encoding="utf-8").lower()
        assert not any(word in text for word in ("mispost", "mis-post", "november", "leak", "plant", "simpson"))
