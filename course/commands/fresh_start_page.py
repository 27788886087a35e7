"""The part of the course that runs in the Jupyter server: it writes the start page anew when a learner has done more.

A check or a lab writes beside its notebook, in a kernel that knows nothing of the page. The server looks at the times
of those files, which takes less than a millisecond, and reads them where one has changed.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from course.checks.progress import FOLDER as PROGRESS
from course.commands.start_page import FILE, refresh_start_page
from course.decisions.plan_file import FOLDER as PLANS

EVERY_MILLISECONDS = 1000


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: Any) -> None:
    """Keep the start page of the server's folder fresh, if it is a learner's copy."""
    from tornado.ioloop import PeriodicCallback

    folder = Path(app.root_dir)
    if (folder / FILE).is_file():
        PeriodicCallback(Watch(folder).look, EVERY_MILLISECONDS).start()


class Watch:
    """Looks whether a learner has done more since the page was written.

    Parameters
    ----------
    folder : Path
        The learner's copy.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[Path, int] = {}

    def look(self) -> None:
        """Write the page anew where a file of results or plans is new or has changed; a full disk changes nothing."""
        with contextlib.suppress(OSError):
            found = dict(self._files())
            if found != self._seen:
                refresh_start_page(self._folder)
                self._seen = found

    def _files(self) -> list[tuple[Path, int]]:
        """Return the files that the page is made of, with their times."""
        patterns = (f"*/{PROGRESS}/*.json", f"*/{PLANS}/*.json", "learner.json")
        return [(path, path.stat().st_mtime_ns) for pattern in patterns for path in self._folder.glob(pattern)]
