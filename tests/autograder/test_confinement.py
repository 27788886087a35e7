"""Each protection does by itself what it says: it refuses what it lists, and lets an honest notebook work."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import platform
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.assignments.settings import unprotected
from autograder.confinement import Limits, Protections, confine, environment, landlock, namespaces, protections, seccomp

HAVE = protections()
ALLOWED, DENIED = "allowed", {errno.EPERM, errno.EACCES, errno.ENOSYS}


def needs(name: str) -> pytest.MarkDecorator:
    """Skip where this machine lacks a protection; under CI it may not lack one that others build on."""
    may_lack = not os.environ.get("CI") or name == "namespaces"
    return pytest.mark.skipif(may_lack and not getattr(HAVE, name), reason=f"this machine has no {name}")


def in_a_child(prepare: Callable[[], None], *acts: Callable[[], Any]) -> list[Any]:
    """Fork, prepare the child, try each act there; return "allowed" or the error's number for each."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            prepare()
            os.write(theirs, json.dumps([tried(act) for act in acts]).encode())
        except BaseException as problem:
            os.write(theirs, json.dumps(f"{type(problem).__name__}: {problem}").encode())
        os._exit(0)
    os.close(theirs)
    with open(ours, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    found = json.loads(said)
    assert isinstance(found, list), found
    return found


def tried(act: Callable[[], Any]) -> Any:
    try:
        act()
    except OSError as problem:
        return problem.errno
    except ValueError as problem:  # what `resource` makes of a refusal
        return str(problem)
    return ALLOWED


def call(name: str, *arguments: Any) -> Callable[[], None]:
    """Return an act that makes a system call by its name."""
    import pyseccomp

    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    if number < 0:
        number = seccomp.NEWER.get(name, -1)

    def act() -> None:
        ctypes.set_errno(0)
        if number >= 0 and ctypes.CDLL(None, use_errno=True).syscall(number, *arguments) == -1:
            raise OSError(ctypes.get_errno(), name)
        if number < 0:
            raise OSError(errno.ENOSYS, name)

    return act


# ---------------------------------------------------------------- system calls


@needs("seccomp")
@pytest.mark.parametrize("group", seccomp.REFUSED)
def test_every_call_of_each_group_is_refused(group: str) -> None:
    calls = seccomp.REFUSED[group]

    found = in_a_child(seccomp.restrict, *(call(name, 0, 0, 0, 0, 0, 0) for name in calls))

    assert {name: number for name, number in zip(calls, found, strict=True) if number not in DENIED} == {}


@needs("seccomp")
def test_processes_are_refused_and_threads_are_not() -> None:
    def thread() -> None:
        started = threading.Thread(target=int)
        started.start()
        started.join()

    def run() -> None:
        subprocess.run(["true"], check=True)

    assert in_a_child(seccomp.restrict, os.fork, run, thread) == [errno.EPERM, errno.EPERM, ALLOWED]


@needs("seccomp")
def test_signals_limits_and_life_of_other_processes_are_out_of_reach() -> None:
    parent = os.getpid()
    acts: list[Callable[[], Any]] = [
        lambda: os.kill(parent, 0),
        lambda: os.kill(-1, 0),
        lambda: os.kill(0, 0),
        lambda: os.kill(os.getpid(), 0),
        lambda: resource.prlimit(parent, resource.RLIMIT_NOFILE),
        lambda: resource.getrlimit(resource.RLIMIT_NOFILE),
        call("prctl", 1, 0, 0, 0, 0),
        call("prctl", 1 | 1 << 32, 0, 0, 0, 0),
        call("fcntl", 0, seccomp.F_SETOWN, parent),
        call("ioctl", 0, seccomp.TIOCSTI, b"x"),
    ]

    refused = errno.EPERM
    assert in_a_child(seccomp.restrict, *acts) == [
        refused,
        refused,
        refused,
        ALLOWED,
        refused,
        ALLOWED,
        refused,
        refused,
        refused,
        refused,
    ]


@needs("seccomp")
@pytest.mark.parametrize("disk_is_sealed", [True, False])
def test_a_filter_made_before_the_fork_lets_a_process_signal_itself_alone(disk_is_sealed: bool) -> None:
    """The number of each process is put in, where the two calls that send signals compare."""
    stand_in = seccomp.STAND_IN.to_bytes(4, sys.byteorder)
    program = seccomp.prepared(disk_is_sealed)
    assert len(program) % seccomp.INSTRUCTION_BYTES == 0
    places = [at for at in range(len(program)) if program.startswith(stand_in, at)]
    assert places
    assert all(place % seccomp.INSTRUCTION_BYTES == 4 for place in places)
    parent = os.getpid()
    to_itself = (lambda: os.kill(os.getpid(), 0), lambda: call("tgkill", os.getpid(), threading.get_native_id(), 0)())
    to_others = (lambda: os.kill(parent, 0), lambda: os.kill(0, 0), call("tgkill", parent, parent, 0))
    found = in_a_child(lambda: seccomp.restrict(disk_is_sealed), *to_itself, *to_others)
    assert found == [ALLOWED, ALLOWED, errno.EPERM, errno.EPERM, errno.EPERM]


@needs("seccomp")
def test_rights_and_times_of_files_are_not_changed_where_the_disk_is_open(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    before = file.stat()

    acts = (lambda: file.chmod(0), lambda: os.utime(file, (1, 1)), lambda: os.chown(file, 65534, 65534))
    found = in_a_child(seccomp.restrict, *acts)

    after = file.stat()
    assert found == [ALLOWED] * 3  # copying files does these, and must not fail
    assert (after.st_mode, after.st_mtime, after.st_uid) == (before.st_mode, before.st_mtime, before.st_uid)


@needs("seccomp")
@pytest.mark.skipif(platform.machine() != "x86_64", reason="the other two call tables are of x86-64")
def test_the_other_call_tables_are_no_way_round() -> None:
    child = os.fork()
    if child == 0:
        seccomp.restrict()
        result = ctypes.CDLL(None).syscall(0x40000000 + 41, socket.AF_INET, socket.SOCK_STREAM, 0)
        os._exit(0 if result == -1 else 99)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) in (0, -signal.SIGSYS, -signal.SIGKILL)


@needs("seccomp")
def test_what_honest_notebooks_call_is_allowed(tmp_path: Path) -> None:
    def copies() -> None:
        import shutil

        (tmp_path / "a").write_text("x")
        shutil.copy2(tmp_path / "a", tmp_path / "b")

    acts = (copies, socket.socketpair, os.getcwd, lambda: os.listdir(tmp_path))
    assert in_a_child(seccomp.restrict, *acts) == [ALLOWED] * len(acts)


# ---------------------------------------------------------------- files


@needs("landlock")
def test_only_what_is_readable_is_read_only_what_is_listable_is_listed_and_only_one_folder_is_written(
    tmp_path: Path,
) -> None:
    for name in ("own", "shown", "names", "secret"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    readable = landlock.opened([str(tmp_path / "shown"), f"{tmp_path / 'names'}/", str(tmp_path / "gone")])
    own, shown, names, secret = (tmp_path / name for name in ("own", "shown", "names", "secret"))
    allowed: list[Callable[[], Any]] = [
        lambda: (own / "file").read_text(),
        lambda: (own / "new").write_text("x"),
        lambda: (own / "new").rename(own / "newer"),
        lambda: (own / "newer").unlink(),
        lambda: (own / "folder").mkdir(),
        lambda: os.symlink("file", own / "link"),
        lambda: os.link(own / "file", own / "hard"),
        lambda: (shown / "file").read_text(),
        lambda: os.listdir(shown),
        lambda: os.listdir(names),
        lambda: open(os.devnull, "w").close(),
    ]
    denied: list[Callable[[], Any]] = [
        lambda: (secret / "file").read_text(),
        lambda: os.listdir(secret),
        lambda: os.listdir(tmp_path),
        lambda: (names / "file").read_text(),
        lambda: (shown / "file").write_text("x"),
        lambda: os.truncate(shown / "file", 0),
        lambda: (shown / "new").write_text("x"),
        lambda: (shown / "file").unlink(),
        lambda: os.rename(shown / "file", own / "taken"),
        lambda: os.link(secret / "file", own / "taken"),
        lambda: os.mkfifo(own / "pipe"),
        lambda: Path("/proc/self/environ").read_bytes(),
    ]

    found = in_a_child(lambda: landlock.restrict(readable, str(own)), *allowed, *denied)

    assert found[: len(allowed)] == [ALLOWED] * len(allowed)
    assert set(found[len(allowed) :]) <= {errno.EACCES, errno.EPERM, errno.EXDEV}


@needs("landlock")
@pytest.mark.skipif(HAVE.landlock < 4, reason="this kernel's Landlock knows no networks")
def test_landlock_alone_refuses_tcp(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        found = in_a_child(
            lambda: landlock.restrict([], str(tmp_path)),
            lambda: socket.create_connection(address, 1),
            lambda: socket.create_server(("127.0.0.1", 0)),
        )

    assert found == [errno.EACCES, errno.EACCES]


# ---------------------------------------------------------------- namespaces, limits, environment


@needs("namespaces")
def test_in_namespaces_there_is_no_network_and_no_disk_but_the_scratch(tmp_path: Path) -> None:
    scratch, other = tmp_path / "scratch", tmp_path / "other"
    scratch.mkdir()
    other.mkdir()

    def enter() -> None:
        assert namespaces.enter()
        if child := os.fork():
            os.waitpid(child, 0)
            os._exit(0)
        assert namespaces.mount_scratch(str(scratch), 8)
        assert namespaces.seal(str(scratch))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        found = in_a_child(
            enter,
            lambda: (scratch / "file").write_text("x"),
            lambda: (scratch / "file").chmod(0o600),
            lambda: (other / "file").write_text("x"),
            lambda: other.chmod(0o777),
            lambda: os.utime(other, (1, 1)),
            lambda: socket.create_connection(address, 1),
            lambda: os.kill(os.getppid(), 0) if os.getpid() != 1 else None,
            lambda: (scratch / "big").write_bytes(bytes(64 << 20)),
        )

    assert found[:2] == [ALLOWED] * 2
    assert found[2:5] == [errno.EROFS] * 3
    assert found[5] in (errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.ECONNREFUSED)
    assert found[6:] == [ALLOWED, errno.ENOSPC]
    assert list(scratch.iterdir()) == list(other.iterdir()) == []


def test_a_process_that_is_in_no_namespace_seals_no_disk(tmp_path: Path) -> None:
    assert not namespaces.entered()
    assert not namespaces.seal(str(tmp_path))
    assert tried(lambda: (tmp_path / "file").write_text("x")) == ALLOWED


def test_limits_hold_and_cannot_be_raised(tmp_path: Path) -> None:
    open_already = max(map(int, os.listdir("/proc/self/fd")))  # what earlier tests hold open counts too
    limits = Limits(memory_mb=64, file_mb=1, files=open_already + 32)

    def holds() -> None:
        try:
            bytearray(256 << 20)
        except MemoryError:
            return
        raise AssertionError

    def too_big() -> None:
        with open(tmp_path / "big", "wb", buffering=0) as file:
            while file.write(bytes(1 << 18)):
                pass

    found = in_a_child(
        lambda: confine(Protections(0, False, False), limits, [], str(tmp_path)),
        holds,
        too_big,
        lambda: [open(os.devnull) for _ in range(limits.files)],  # noqa: SIM115  # they are to stay open
        lambda: resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)),
    )

    assert found == [ALLOWED, errno.EFBIG, errno.EMFILE, "not allowed to raise maximum limit"]


def test_a_notebook_sees_no_variable_that_python_does_not_need() -> None:
    given = {
        "PATH": "/bin",
        "LC_ALL": "C",
        "PYTHONPATH": "x",
        "PGPASSWORD": "x",
        "JUPYTERHUB_API_TOKEN": "x",
    }

    assert set(environment.kept(given)) == {"PATH", "LC_ALL", "PYTHONPATH"}


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize("landlock_version", [0, 4])
@pytest.mark.parametrize("seccomp_there", [False, True])
@pytest.mark.parametrize("namespaces_there", [False, True])
def test_what_is_on_and_what_is_off_is_said(landlock_version: int, seccomp_there: bool, namespaces_there: bool) -> None:
    have = Protections(landlock_version, seccomp_there, namespaces_there)

    on = [": on" in line for line in have.lines]

    assert on == [bool(landlock_version), seccomp_there, namespaces_there]
    assert have.any is any(on)
    assert all("off; " in line for line in have.lines if ": on" not in line)  # with what would turn it on


def test_a_machine_without_any_protection_grades_only_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder import CannotGrade, confinement
    from autograder.runs import class_run
    from autograder.runs.engines import grade

    class Graded(Exception):
        pass

    def graded(*arguments: Any, **options: Any) -> None:
        raise Graded

    class Trusting:
        unconfined = False

    class SomeAssignment:
        name = "ps1"
        engine = Trusting()

    monkeypatch.setattr(confinement, "protections", lambda: Protections(0, False, False))
    monkeypatch.setattr(class_run, "grade_class", graded)
    assignment: Any = SomeAssignment()

    with pytest.raises(CannotGrade, match="nothing to keep submitted code from your files"):
        grade(assignment)
    with pytest.raises(Graded):
        grade(assignment, unconfined=True)
    assert "--unconfined" in unprotected(Protections(0, False, False))


@pytest.mark.skipif(sys.platform.startswith("linux"), reason="this machine may have protections")
def test_elsewhere_there_are_no_protections() -> None:
    assert not protections().any
