"""`medmgmt learn`: a learner's own copy of the released course, opened in JupyterLab.

The copy is made from nbgrader's release, so it holds no solution and no hidden test.
What is missing is added, what is untouched is brought up to date, and what a learner has written is never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course.commands import Stop
from course.commands.jupyter_settings import arguments as jupyter_arguments
from course.commands.jupyter_settings import write_settings
from course.commands.refreshing import refresh
from course.commands.release import release_without_gradebook
from course.commands.start_page import refresh_start_page
from course.identity import FILE as NAME_FILE
from course.identity import GUEST, tidy
from course.paths import ROOT, module_folders

RECORD = ".copied.json"  # what was copied last: a file that still has this fingerprint is not edited
RELEASE = ".release"
BACKUPS = "before_updates"  # in the learner's folder, where JupyterLab shows it and no submission takes it along
NOTHING_EARLIER: Mapping[str, bytes] = {}


@dataclass
class Copied:
    """What happened to the learner's files; of a `refreshed` notebook the cells that the learner wrote are kept."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def prepare(folder: Path, name: str | None = None) -> Copied:
    """Make or refresh a learner's copy and return what was done.

    Raises
    ------
    Stop
        If the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        earlier = _notebooks(folder / RELEASE)
        copied = bring_up_to_date(_release(folder), folder, earlier)
        write_settings(folder)
        _name(folder, name)
        refresh_start_page(folder)
    except OSError as problem:
        where = problem.filename or folder
        raise Stop(
            f"{where} could not be written ({problem.strerror or problem}): free some space or choose another "
            "folder with --folder; nothing you have done is lost."
        ) from None
    return copied


def _notebooks(folder: Path) -> dict[str, bytes]:
    """Return a release's notebooks by their path in it, before a new release takes their place."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob("*/*.ipynb"))}


def _release(folder: Path) -> Path:
    """Return the release, made anew where the sources have changed since."""
    release, stamp = folder / RELEASE, folder / RELEASE / ".sources"
    fingerprint = _fingerprint_of_sources()
    if not stamp.is_file() or stamp.read_text() != fingerprint:
        release_without_gradebook([module.name for module in module_folders()], release)
        stamp.write_text(fingerprint)
    return release


def _fingerprint_of_sources() -> str:
    digest = hashlib.sha256()
    for path in sorted(p for module in module_folders() for p in module.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def bring_up_to_date(release: Path, folder: Path, earlier: Mapping[str, bytes] = NOTHING_EARLIER) -> Copied:
    """Copy the release into a learner's folder without overwriting what the learner wrote.

    Parameters
    ----------
    earlier : mapping of str to bytes
        The notebooks of the release before, by their path in it.
    """
    record_path = folder / RECORD
    record = _read_record(record_path)
    copied = Copied()
    for source in sorted(p for p in release.rglob("*") if p.is_file() and not p.name.startswith(".")):
        name = source.relative_to(release).as_posix()
        target, new = folder / name, _fingerprint(source)
        if not target.exists():
            _copy(source, target)
            copied.added.append(name)
        elif _fingerprint(target) == new:
            pass
        elif _fingerprint(target) == record.get(name):
            _copy(source, target)
            copied.updated.append(name)
        elif record.get(name) != new and _refreshed(source, target, name, earlier.get(name), folder / BACKUPS):
            copied.refreshed.append(name)
        else:
            copied.kept.append(name)
            continue
        record[name] = new
    record_path.write_text(json.dumps(record, indent=1))
    return copied


def _refreshed(source: Path, target: Path, name: str, earlier: bytes | None, backups: Path) -> bool:
    """Bring the instructor's cells of an edited notebook up to date; return whether there was anything to do."""
    from autograder.notebooks.reading import Unreadable

    if source.suffix != ".ipynb":
        return False
    try:
        return refresh(target, source, name, earlier, (backups / name).parent)
    except Unreadable:  # it is the learner's to restore; `medmgmt check` says how
        return False


def _read_record(path: Path) -> dict[str, str]:
    try:
        record = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _copy(source: Path, target: Path) -> None:
    """Copy by way of a draft, so that a full disk leaves no half a notebook."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(source, draft)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def name_of(folder: Path) -> str | None:
    """Return the name that a learner chose at first start, or None."""
    try:
        return str(json.loads((folder / NAME_FILE).read_text(encoding="utf-8"))["learner"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _name(folder: Path, name: str | None) -> None:
    """Write the learner's name beside the units of each module; a name once chosen keeps its organization."""
    chosen = name_of(folder) or tidy(name or os.environ.get("JUPYTERHUB_USER") or GUEST)
    for place in [folder, *(folder / module.name for module in module_folders())]:
        if not (place / NAME_FILE).exists():
            (place / NAME_FILE).write_text(json.dumps({"learner": chosen}), encoding="utf-8")


def free_port(port: int) -> None:
    """Raise where a port that was asked for is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Stop(
                f"Port {port} is in use: close the other program, or leave --port out and a free one is found."
            ) from None


def open_jupyterlab(folder: Path, arguments: list[str], port: int | None) -> int:
    """Serve the learner's folder in JupyterLab until it is stopped; return its exit code."""
    if port is not None:
        free_port(port)
    command = [sys.executable, "-m", "jupyterlab", *jupyter_arguments(folder)]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"] if port is not None else []
    command += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"),
        "JUPYTER_CONFIG_PATH": str(folder / ".jupyter"),  # before the environment's, which loads nbgrader's parts
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    environment.pop("COURSE_LEARNER", None)  # the name beside the units says who is learning
    try:
        return subprocess.run([*command, *arguments], env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
