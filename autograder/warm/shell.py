"""An IPython shell without a kernel: runs cells as a kernel does, and keeps what they put out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import FrameType
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from autograder.warm.outputs import Outputs, Stream

INSTRUCTORS = "<the instructor's cell>"
MAX_FRAMES = 200


class _ShownResult(DisplayHook):
    """Keeps the value of a cell's last line."""

    shell: Any

    def write_output_prompt(self) -> None:
        """A notebook draws its own prompt."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        self.shell.outputs.result(self.prompt_count, format_dict, md_dict or {})

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Shown(DisplayPublisher):
    """Keeps what `display` is given."""

    shell: Any

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        source: str | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **kwargs: Any,
    ) -> None:
        shown_as = (transient or {}).get("display_id")
        if update and shown_as is not None:
            self.shell.outputs.update(data, metadata or {}, shown_as)
        elif not update:
            self.shell.outputs.display(data, metadata or {}, shown_as)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear(wait)


class _Compiler(CachingCompiler):
    """Keeps the source of the instructor's cells out of reach of `inspect` and `linecache`."""

    locked = False

    def is_answers(self, file: str) -> bool:
        """Return whether code of a file name was written in one of the learner's cells."""
        return file in self._filename_map

    def cache(self, transformed_code: str, number: int = 0, raw_code: str | None = None) -> str:
        if self.locked:
            return INSTRUCTORS
        name: str = super().cache(transformed_code, number, raw_code)
        return name


class GradingShell(InteractiveShell):
    """Runs the cells of one notebook.

    What a kernel would send to a browser goes to `outputs` instead.
    """

    displayhook_class = Type(_ShownResult)
    display_pub_class = Type(_Shown)
    compiler_class = Type(_Compiler)

    def __init__(self, outputs: Outputs, **kwargs: Any) -> None:
        self.outputs = outputs
        self.ended = False
        super().__init__(**kwargs)

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.outputs.error(etype.__name__, _words(evalue), list(stb), self._stopped_in_answer(evalue))

    def called_by_answer(self, frame: FrameType | None) -> bool:
        """Return whether an instructor's cell runs, and a learner's code it called is what runs now."""
        if not self.compile.locked:
            return False
        for _ in range(MAX_FRAMES):
            if frame is None or frame.f_code.co_filename == INSTRUCTORS:
                return False
            if self.compile.is_answers(frame.f_code.co_filename):
                return True
            frame = frame.f_back
        return True  # deeper than any check calls: not the check's own words

    def _stopped_in_answer(self, problem: BaseException) -> bool:
        """Return whether a learner's code, called by an instructor's cell, raised this."""
        if not self.compile.locked:
            return False
        trace = problem.__traceback__
        files = []
        while trace is not None:
            files.append(trace.tb_frame.f_code.co_filename)
            trace = trace.tb_next
        return any(self.compile.is_answers(file) for file in files)

    def ask_exit(self) -> None:
        """What `exit` and `quit` call: a kernel would end after this cell."""
        self.ended = True

    def init_sys_modules(self) -> None:
        sys.modules["__main__"] = self.user_module

    def enable_gui(self, gui: str | None = None) -> None:
        """Nobody looks on: no event loop is needed."""


def _words(value: BaseException) -> str:
    try:
        return str(value)
    except Exception:  # a learner's own exception may refuse even that
        return "an exception that cannot be written out"


def make_shell(outputs: Outputs, extensions: Iterable[str] = (), traceback: str = "Plain") -> GradingShell:
    """Return the shell that the forked children run cells in.

    Parameters
    ----------
    outputs : Outputs
        Where what they put out is kept.
    extensions : iterable of str
        IPython extensions that the course's kernels load.
    traceback : str
        IPython's traceback mode; "Plain" is Python's own.
    """
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.xmode = traceback
    config.InteractiveShell.colors = "nocolor"
    shell: GradingShell = GradingShell.instance(outputs=outputs, config=config)
    manager: Any = shell.extension_manager
    for extension in extensions:
        manager.load_extension(extension)
    sys.stdout, sys.stderr = (Stream(outputs, name, shell.called_by_answer) for name in ("stdout", "stderr"))
    return shell


def no_input(prompt: str = "") -> str:
    """Stand in for `input`: nobody is there to answer."""
    raise StdinNotImplementedError(
        "raw_input was called, but this frontend does not support input requests."  # as a kernel says it
    )
