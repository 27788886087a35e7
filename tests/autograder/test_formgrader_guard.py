"""Formgrader runs another folder's settings only when JupyterLab itself asks; tests/browser asks in a browser."""

from __future__ import annotations

import json

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest

from autograder.steps.formgrader_guard import FromElsewhere
from tests.support.units import ROOT

OURS = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "iframe"}


def refused(address: str, headers: dict[str, str], base_url: str = "/") -> bool:
    request = HTTPServerRequest("GET", address, headers=HTTPHeaders(headers))
    return FromElsewhere(base_url).match(request) is not None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"},
    ],
)
def test_a_link_or_a_picture_changes_no_course(headers: dict[str, str]) -> None:
    """A link in a student's notebook, a redirect of another site, a picture in a Markdown cell."""
    assert refused("/formgrader?path=/tmp", headers)
    assert refused("/formgrader/?a=b&path=x", headers)
    assert refused("/user/ann/formgrader?path=/tmp", headers, "/user/ann/")


def test_jupyterlabs_own_frame_does() -> None:
    assert not refused("/formgrader?path=/tmp", OURS)


@pytest.mark.parametrize("address", ["/formgrader", "/formgrader/", "/formgrader/gradebook?path=x", "/api?path=x"])
def test_other_requests_are_let_through(address: str) -> None:
    assert not refused(address, {})


def test_the_settings_load_it() -> None:
    file = ROOT / "packages/autograder/etc/jupyter/jupyter_server_config.d/autograder.json"
    settings = json.loads(file.read_text(encoding="utf-8"))
    assert settings == {"ServerApp": {"jpserver_extensions": {FromElsewhere.__module__: True}}}
