"""Kernels that are forked from a warm process behave as kernels that are started afresh, and start sooner."""

from __future__ import annotations

import importlib.metadata
import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from autograder.warm import provisioner
from autograder.warm.provisioner import WarmProvisioner, is_ours, kernels
from tests.support.patience import PATIENCE_SECONDS, until

ROOT = Path(__file__).resolve().parents[2]
GROUP, VALUE = "jupyter_client.kernel_provisioners", "autograder.warm.provisioner:WarmProvisioner"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Forked kernels are Linux's: run these there."),
]

Start = Callable[..., tuple[KernelManager, Any]]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Return a function that starts a kernel with the warm provisioner; all are ended."""
    factory = KernelProvisionerFactory.instance()
    monkeypatch.setattr(factory, "default_provisioner_name", "warm")
    monkeypatch.setitem(factory.provisioners, "warm", importlib.metadata.EntryPoint("warm", VALUE, GROUP))
    running: list[tuple[KernelManager, Any]] = []

    def started(**options: Any) -> tuple[KernelManager, Any]:
        manager = KernelManager(kernel_name="python3")
        manager.start_kernel(**options)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=PATIENCE_SECONDS)
        running.append((manager, client))
        return manager, client

    yield started
    for manager, client in running:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def said(client: Any, source: str) -> list[dict[str, Any]]:
    """Run a cell and return its outputs."""
    found: list[dict[str, Any]] = []

    def keep(message: dict[str, Any]) -> None:
        if message["msg_type"] in ("stream", "display_data", "execute_result", "error"):
            found.append(message["content"])

    client.execute_interactive(source, output_hook=keep, timeout=PATIENCE_SECONDS)
    return found


def text(client: Any, source: str) -> str:
    return "".join(output.get("text", "") for output in said(client, source)).strip()


def pid_of(manager: KernelManager) -> int:
    forked: Any = manager.provisioner
    assert isinstance(forked, WarmProvisioner)
    assert isinstance(forked.process, provisioner.ForkedKernel)
    return int(forked.process.pid)


def gone(pid: int) -> bool:
    """Wait until there is no such process, not even as a zombie."""
    return until(lambda: not Path(f"/proc/{pid}").exists())


def test_two_kernels_at_once_have_their_own_folder_environment_and_names(start: Start, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b")]
    clients = []
    for folder in folders:
        folder.mkdir()
        (folder / "helper.py").write_text(f"who = {folder.name!r}")
        clients.append(start(cwd=str(folder), env={**os.environ, "WHO": folder.name})[1])
    for client, folder in zip(clients, folders, strict=True):
        said(client, f"mine = {folder.name!r}")
    ask = "import os, helper; print(mine, helper.who, os.getcwd(), os.environ['WHO'])"
    for client, folder in zip(clients, folders, strict=True):
        assert text(client, ask) == f"{folder.name} {folder.name} {folder} {folder.name}"


def test_what_is_random_is_not_the_same_twice(start: Start) -> None:
    ask = "import random, numpy; print(random.random(), numpy.random.random())"
    one, other = (text(start()[1], ask) for _ in range(2))
    assert one != other
    assert not set(one.split()) & set(other.split())


def test_an_interrupt_stops_the_cell_and_not_the_kernel(start: Start) -> None:
    manager, client = start()
    seen: list[str] = []

    def interrupt(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            manager.interrupt_kernel()
        if message["msg_type"] == "error":
            seen.append(message["content"]["ename"])

    source = "import time\nx = 7\nprint('here', flush=True)\ntime.sleep(3000)"
    client.execute_interactive(source, output_hook=interrupt, timeout=PATIENCE_SECONDS)
    assert seen == ["KeyboardInterrupt"]
    assert text(client, "print(x)") == "7"


def test_shut_down_or_killed_it_is_gone_and_no_zombie(start: Start) -> None:
    for now in (False, True):
        manager, _ = start()
        pid = pid_of(manager)
        assert manager.is_alive()
        manager.shutdown_kernel(now=now)
        assert gone(pid)
        assert not manager.has_kernel


def test_a_kernel_that_ends_by_itself_is_seen_to_have_ended(start: Start) -> None:
    manager, client = start()
    pid = pid_of(manager)
    client.execute("import os; os._exit(3)")
    process = manager.provisioner.process
    assert process.wait(PATIENCE_SECONDS) == 3
    assert process.poll() == 3
    assert not manager.is_alive()
    assert gone(pid)


def test_restarted_it_is_another_process_with_nothing_in_it(start: Start) -> None:
    manager, client = start()
    before = pid_of(manager)
    said(client, "x = 1")
    manager.restart_kernel(now=True)
    client.wait_for_ready(timeout=PATIENCE_SECONDS)
    assert pid_of(manager) != before
    # A new kernel's own warnings may still arrive among the outputs of its first cell.
    assert [output["ename"] for output in said(client, "x") if "ename" in output] == ["NameError"]
    assert gone(before)


def test_a_figure_appears(start: Start) -> None:
    _, client = start()
    shown = said(client, "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()")
    assert [sorted(output["data"]) for output in shown if "data" in output] == [["image/png", "text/plain"]]
    assert text(client, "import matplotlib; print(matplotlib.get_backend())").endswith("inline")


def test_a_widget_displays(start: Start) -> None:
    _, client = start()
    shown = said(client, "import ipywidgets\nipywidgets.IntSlider()")
    assert "application/vnd.jupyter.widget-view+json" in shown[-1]["data"]


def test_a_kernel_dies_with_its_template_and_another_can_be_started(start: Start) -> None:
    manager, _ = start()
    pid = pid_of(manager)
    kernels().process.kill()
    assert gone(pid)
    assert not manager.is_alive()
    assert text(start()[1], "print(1)") == "1"


def test_the_template_ends_with_its_client() -> None:
    code = "from autograder.warm.provisioner import kernels; import os\n"
    code += "print(kernels().process.pid, flush=True); os.kill(os.getpid(), 9)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == -signal.SIGKILL
    assert gone(int(ran.stdout))


def test_only_this_environments_own_python_is_forked() -> None:
    """A kernel of another language or environment is started as ever."""
    mine = [sys.executable, "-m", "ipykernel_launcher", "-f", "x.json"]
    assert is_ours(mine)
    assert not is_ours(["/usr/bin/python3", *mine[1:]])
    assert not is_ours(["ir", "--args", "x.json"])
    assert not is_ours([sys.executable, "-X", "dev", "-m", "ipykernel_launcher"])


def test_nbval_runs_a_notebook_in_a_warm_kernel(tmp_path: Path) -> None:
    """Through the entry point, as a person uses it: the kernel's parent is the warm process."""
    about = tmp_path / "path" / "warm-0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: warm\nVersion: 0\n")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\nwarm = {VALUE}\n")
    parent = "import os; print(b'autograder.warm.kernels' in open(f'/proc/{os.getppid()}/cmdline', 'rb').read())"
    cells = [nbformat.v4.new_code_cell(source) for source in (parent, "1 + 1")]
    cells[0].outputs = [nbformat.v4.new_output("stream", name="stdout", text="True\n")]
    cells[1].outputs = [nbformat.v4.new_output("execute_result", data={"text/plain": "2"}, execution_count=2)]
    for place, cell in enumerate(cells, start=1):
        cell.execution_count = place
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), tmp_path / "small.ipynb")
    search = os.pathsep.join([str(about.parent), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "small.ipynb"],
        cwd=tmp_path,
        env={**os.environ, "JUPYTER_DEFAULT_PROVISIONER_NAME": "warm", "PYTHONPATH": search},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "2 passed" in ran.stdout


def test_the_package_declares_it() -> None:
    project = tomllib.loads((ROOT / "packages/autograder/pyproject.toml").read_text())["project"]
    assert project["entry-points"][GROUP]["warm"] == VALUE
