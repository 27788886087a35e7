"""Shows a student's notebook on an instructor's screen without letting it act there.

nbgrader's feedback page and formgrader put outputs and texts into a page as they are, and formgrader's page is of
Jupyter's own origin: a script in it can set scores and start kernels in the instructor's name. nbconvert's own
`SanitizeHTML` cleans Markdown before it is made into HTML, so a link like ``[x](javascript:…)`` passes; it leaves
cells' metadata, and in the place of a data frame's style it shows the style's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from nbconvert.exporters import TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.notebooks.scoring import BY_ANSWER, keep_outputs
from autograder.steps.safe_html import as_html, name, picture_html, plain, safe_html, says_something

LEFT_OUT = "(An output was left out here: it is a program, or made by one, and pages for instructors run none.)"
PROGRAMS = {  # what nbconvert makes into scripts, frames or drawings of other programs
    "application/javascript",
    "application/pdf",
    "application/vnd.jupyter.widget-view+json",
    "text/html",
    "text/javascript",
    "text/vnd.mermaid",
}
PICTURES = ("image/png", "image/jpeg")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
LANGUAGE = re.compile(r"[A-Za-z0-9+#_.-]+")
WORD = re.compile(r"[\w-]+")
NAMES = (
    "assignment",
    "first_name",
    "last_name",
    "notebook",
    "notebook_path",
    "student",
)  # in resources, printed by templates

Markdown = Callable[[Any, str], str]


class Sanitize(NbGraderPreprocessor):
    """Leave of a student's notebook what an instructor can read: no scripts, forms, frames or styles of the page.

    Name it in ``c.HTMLExporter.preprocessors``, which formgrader and feedback both read, or last of
    ``c.GenerateFeedback.preprocessors``. A sanitized notebook stays as it is.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not isinstance(self.parent, TemplateExporter):
            raise TypeError(
                "Sanitize works inside an exporter that makes HTML: give nbgrader its name, not an instance."
            )

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Sanitize every cell, the notebook's metadata and the names that are printed."""
        language = _language(nb)
        nb.metadata = type(nb.metadata)(language_info={"name": language, "pygments_lexer": language})
        self.parent.register_filter("markdown2html", safe_markdown(self.parent))
        self.parent.register_filter("highlight_code", Highlight2HTML(pygments_lexer=language, parent=self.parent))
        for number, cell in enumerate(nb.cells):
            _sanitize_cell(cell, number)
        for printed in (resources, resources.get("nbgrader", {})):
            printed.update({key: name(printed[key]) for key in NAMES if isinstance(printed.get(key), str)})
        return nb, resources


def safe_markdown(exporter: Any) -> Markdown:
    """Return the filter that makes Markdown into safe HTML; a text that nbconvert stumbles at stays as it is."""
    from jinja2 import pass_context

    @pass_context
    def markdown2html(context: Any, source: str) -> str:
        try:
            made = exporter.markdown2html(context, source)
        except Exception:  # an attachment that is not there, brackets nested too deeply: a student's to write
            return f"<pre>{as_html(source)}</pre>"
        return safe_html(made)

    return markdown2html


def _language(nb: Any) -> str:
    info = nb.metadata.get("language_info", {})
    said = info.get("pygments_lexer") or info.get("name") or "ipython3"
    return said if isinstance(said, str) and LANGUAGE.fullmatch(said) else "ipython3"


# ---------------------------------------------------------------- cells


def _sanitize_cell(cell: Any, number: int) -> None:
    if "id" in cell and not WORD.fullmatch(str(cell.id)):
        cell.id = f"cell-{number}"
    cell.metadata = type(cell.metadata)(_safe_metadata(cell.metadata))
    if "attachments" in cell:
        cell.attachments = {key: _pictures(files) for key, files in cell.attachments.items()}
    if cell.cell_type == "raw":
        cell.source = plain(cell.source)
    elif cell.cell_type == "code":
        if not isinstance(cell.get("execution_count"), int):
            cell.execution_count = None
        _sanitize_outputs(cell)


def _safe_metadata(metadata: Any) -> dict[str, Any]:
    """Return what templates and later steps need: nbgrader's part, tags that are words, whose each output is."""
    safe: dict[str, Any] = {}
    if isinstance(metadata.get("nbgrader"), dict):
        own = {k: v for k, v in metadata["nbgrader"].items() if v is None or isinstance(v, str | int | float)}
        # A comment is Markdown, and `markdown2html` is safe.
        safe["nbgrader"] = {k: name(v) if isinstance(v, str) and k != "comment" else v for k, v in own.items()}
    if isinstance(tags := metadata.get("tags"), list):
        safe["tags"] = [tag for tag in tags if isinstance(tag, str) and WORD.fullmatch(tag)]
    if isinstance(whose := metadata.get(BY_ANSWER), list):
        safe[BY_ANSWER] = [place for place in whose if isinstance(place, int)]
    return safe


def _pictures(files: Any) -> dict[str, str]:
    kinds = (*PICTURES, "image/gif")
    return {kind: text for kind, text in files.items() if kind in kinds and BASE64.fullmatch(str(text))}


# ---------------------------------------------------------------- outputs


def _sanitize_outputs(cell: Any) -> None:
    outputs = [_safe_output(output) for output in cell.outputs]
    cell.outputs = [output or before for output, before in zip(outputs, cell.outputs, strict=True)]
    keep_outputs(cell, [place for place, output in enumerate(outputs) if output is not None])


def _safe_output(output: Any) -> Any:
    """Return an output made anew of what is safe in it, None for data that no page shows."""
    from nbformat.v4 import new_output

    if output.output_type == "stream":
        return new_output("stream", name=output.name, text=output.text)
    if output.output_type == "error":
        return new_output("error", ename=output.ename, evalue=output.evalue, traceback=list(output.traceback))
    data = _safe_data(output.data)
    if not data and set(output.data) & PROGRAMS:
        return new_output("stream", name="stdout", text=LEFT_OUT)
    if not data and output.data:
        return None
    sizes = {kind: _sizes(output.metadata.get(kind)) for kind in PICTURES if kind in data}
    more = {"execution_count": None} if output.output_type == "execute_result" else {}
    return new_output(output.output_type, data=data, metadata=sizes, **more)


def _safe_data(data: Any) -> dict[str, str]:
    """Return the kinds of a display that can be shown, all of them safe; nbconvert chooses among them as ever."""
    safe: dict[str, str] = {}
    if says_something(markup := safe_html(_text(data, "text/html"))):
        safe["text/html"] = markup
    elif "text/markdown" in data:
        safe["text/markdown"] = _text(data, "text/markdown")
    elif svg := _text(data, "image/svg+xml"):
        safe["text/html"] = picture_html("A drawing", svg)
    elif formula := _text(data, "text/latex"):
        safe["text/html"] = as_html(formula)
    safe.update({kind: text for kind in PICTURES if BASE64.fullmatch(text := _text(data, kind))})
    if "text/plain" in data:
        safe["text/plain"] = _text(data, "text/plain")
    return safe


def _text(data: Any, kind: str) -> str:
    found = data.get(kind, "")
    return found if isinstance(found, str) else "".join(map(str, found))


def _sizes(metadata: Any) -> dict[str, Any]:
    """Return a picture's size in pixels and its alternative text."""
    metadata = metadata if isinstance(metadata, dict) else {}
    sizes = {k: v for k in ("width", "height") if isinstance(v := metadata.get(k), int)}
    return sizes | ({"alt": name(alt)} if isinstance(alt := metadata.get("alt"), str) else {})
