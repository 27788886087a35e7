"""An IPython shell without a kernel: runs cells as a kernel does, and keeps what they put out."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable, Coroutine, Iterable, Iterator
from types import FrameType
from typing import Any, Literal

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.utils.text import LSString, SList
from traitlets import Type, default
from traitlets.config import Config

from autograder.warm.as_kernel import Kernel, LikeKernels, speak_for_widgets
from autograder.warm.outputs import Outputs, Stream
from autograder.warm.transforms import QuickTransforms

INSTRUCTORS = "<the instructor's cell>"
WITHHELD = "# the instructor's cell"  # in its place in the learner's `In`
MAX_FRAMES = 200
NOT_FOUND = 127  # how a program that is not there ends


class _ShownResult(DisplayHook):
    """Keeps the value of a cell's last line."""

    shell: Any

    def write_output_prompt(self) -> None:
        """A notebook draws its own prompt."""

    def compute_format_data(self, result: Any) -> Any:
        if self.shell.compile.locked and type(result).__module__ == "__main__":
            self.shell.outputs.shown_by_answer(type(result).__name__)
        return super().compute_format_data(result)

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        self.shell.outputs.result(self.prompt_count, format_dict, md_dict or {})

    def finish_displayhook(self) -> None:
        self._is_active = False

    def quiet(self) -> bool:
        """Return whether the cell ends in a semicolon, which hides its value."""
        return bool(self.semicolon_at_end_of_expression(self.shell.history_manager.running))


class _History(HistoryManager):
    """Numbers every cell, as a kernel's does, and keeps the text of none of the instructor's."""

    running = ""

    def store_inputs(self, line_num: int, source: str, source_raw: str | None = None) -> None:
        self.running = source
        if self.shell is not None and self.shell.compile.locked:
            source, source_raw = WITHHELD, WITHHELD
        super().store_inputs(line_num, source, source_raw)


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


class GradingShell(InteractiveShell, metaclass=LikeKernels):
    """Runs the cells of one notebook.

    What a kernel would send to a browser goes to `outputs` instead.
    """

    displayhook_class = Type(_ShownResult)
    display_pub_class = Type(_Shown)
    compiler_class = Type(_Compiler)

    def __init__(self, outputs: Outputs, **kwargs: Any) -> None:
        self.outputs = outputs
        self.ended = False
        self.starts_programs = True
        self.around_code: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext
        self.kernel = Kernel()
        super().__init__(**kwargs)

    @default("input_transformer_manager")
    def _quick(self) -> QuickTransforms:
        return QuickTransforms()

    def init_history(self) -> None:
        self.history_manager = _History(shell=self, parent=self)
        self.configurables.append(self.history_manager)

    def run_cell(self, raw_cell: str, *args: Any, **kwargs: Any) -> Any:
        """Run a cell; what IPython would remember of one of the instructor's is forgotten."""
        history: Any = self.history_manager
        history.running = ""
        result = super().run_cell(raw_cell, *args, **kwargs)
        if self.compile.locked:
            self.last_execution_result = ExecutionResult(None)
            history.exceptions.clear()
        return result

    async def run_code(self, code_obj: Any, result: Any = None, *, async_: bool = False) -> bool:
        """Run compiled code; the instructor's is watched while it runs."""
        if not self.compile.locked:
            return bool(await super().run_code(code_obj, result, async_=async_))
        with self.around_code():
            return bool(await super().run_code(code_obj, result, async_=async_))

    @contextlib.contextmanager
    def _tee(self, channel: Literal["stdout", "stderr"]) -> Iterator[None]:
        """Keep no second copy of what is printed: IPython's own has no end."""
        yield

    def should_run_async(self, raw_cell: str, **kwargs: Any) -> bool:
        """Return True for every cell but one inside another: in a kernel each runs while an event loop does."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return True
        return bool(super().should_run_async(raw_cell, **kwargs))

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.outputs.error(etype.__name__, in_words(evalue), list(stb), self._stopped_in_answer(evalue))

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

    def system(self, cmd: str) -> Any:
        """Start a program (`!` and %pip come to this), or say that none is started, and let the cell go on."""
        if self.starts_programs:
            return super().system(cmd)
        self._was_not_run(self.var_expand(cmd, depth=1))
        self.user_ns["_exit_code"] = NOT_FOUND
        return None

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Return what a program puts out; nothing of one that is not started."""
        if self.starts_programs:
            return super().getoutput(cmd, split, depth + 1)
        self._was_not_run(self.var_expand(cmd, depth=depth + 1))
        return SList() if split else LSString("")

    @staticmethod
    def _was_not_run(command: str) -> None:
        words = command.strip().replace(sys.executable, "python")
        sys.stdout.write(f"“{words}” was not run: a notebook that is graded starts no other programs.\n")

    def enable_gui(self, gui: str | None = None) -> None:
        """Nobody looks on: no event loop is needed."""


GradingShell.__name__ = "ZMQInteractiveShell"  # by which rich and others know a notebook


def _in_loop(cell: Coroutine[Any, Any, Any]) -> Any:
    """Run a cell in the notebook's event loop; one that is interrupted while it waits does not go on later."""
    from IPython.core.async_helpers import get_asyncio_loop

    loop = get_asyncio_loop()
    task = loop.create_task(cell)
    try:
        return loop.run_until_complete(task)
    except BaseException:
        task.cancel()
        with contextlib.suppress(BaseException):
            loop.run_until_complete(task)
        raise


def in_words(value: BaseException) -> str:
    """Return what an exception says, if it can be made to."""
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
    config.IPKernelApp.parent_appname = "nbgrader"  # tqdm and others look for the section
    shell: GradingShell = GradingShell.instance(outputs=outputs, config=config)
    shell.loop_runner = _in_loop
    speak_for_widgets(outputs)
    manager: Any = shell.extension_manager
    magics: Any = shell.magics_manager
    magics.load_all_lazy_magics()  # the guard knows them as they are before the fork
    with shell.builtin_trap:  # libraries that are loaded here meet the shell, as in a cell
        for extension in extensions:
            manager.load_extension(extension)
    sys.argv = ["ipykernel_launcher.py", "-f", "kernel.json"]  # as a kernel's
    outputs.by_answer = shell.called_by_answer
    sys.stdout, sys.stderr = (Stream(outputs, name) for name in ("stdout", "stderr"))
    return shell


def no_input(prompt: str = "") -> str:
    """Stand in for `input`: nobody is there to answer."""
    raise StdinNotImplementedError(
        "raw_input was called, but this frontend does not support input requests."  # as a kernel says it
    )
