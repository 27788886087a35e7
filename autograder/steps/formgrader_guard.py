"""The part of the Jupyter server that keeps formgrader from running settings out of a student's folder.

``/formgrader?path=FOLDER`` has formgrader change to another course: it runs the folder's ``nbgrader_config.py``. It is
an ordinary address, so any page that an instructor follows a link to could send the browser there, and a submission
may hold such a file. JupyterLab itself asks for it in a frame of its own page, which no other page can do.
"""

from __future__ import annotations

from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import HTTPError, RequestHandler

REFUSED = "Formgrader changes to another course only from JupyterLab's own menu: Nbgrader > Formgrader (local)."


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: Any) -> None:
    """Answer such requests before nbgrader does, whichever of the two was loaded first."""
    router = app.web_app.default_router
    router.rules.insert(0, router.process_rule(Rule(FromElsewhere(app.web_app.settings["base_url"]), Refuse)))


class FromElsewhere(Matcher):
    """Matches requests that change formgrader's course and were not made by JupyterLab.

    Parameters
    ----------
    base_url : str
        The server's, with its slashes.
    """

    def __init__(self, base_url: str) -> None:
        self._formgrader = f"{base_url.rstrip('/')}/formgrader"

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Return what tornado passes on to `Refuse`, None where the request is not for it."""
        changes = request.path.rstrip("/") == self._formgrader and "path" in request.arguments
        return {} if changes and not _in_a_frame_of_ours(request) else None


def _in_a_frame_of_ours(request: HTTPServerRequest) -> bool:
    """Return whether a page of this server asks in a frame; browsers set these headers, and no page can."""
    return (request.headers.get("Sec-Fetch-Site"), request.headers.get("Sec-Fetch-Dest")) == ("same-origin", "iframe")


class Refuse(RequestHandler):
    """Answers with the reason."""

    def prepare(self) -> None:
        raise HTTPError(403, reason=REFUSED)
