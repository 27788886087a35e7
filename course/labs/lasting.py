"""What a reopened notebook shows of a lab: its last picture and sentence, and how to go on.

JupyterLab draws a lab only while its kernel runs; afterwards it writes “model not found” in the lab's place. So a lab
publishes a second output beside itself: plain HTML, saved with the notebook like any other output. A style in it hides
it while the lab beside it is alive, and hides what is left of the lab once it is not.
"""

from __future__ import annotations

import base64
import html
import io
from dataclasses import dataclass
from typing import Any

import anywidget

from course.figures.skipping import being_graded

MAX_PICTURE_BYTES = 45_000  # 60,000 characters in the notebook's file
COLORS = 64  # of a kept picture: charts have few
STYLE = """<style>
.jp-OutputArea-child:has(.mm-lab) + .jp-OutputArea-child:has(.mm-last) { display: none; }
.jp-OutputArea-child:not(:has(.mm-lab)):has(+ .jp-OutputArea-child .mm-last) { display: none; }
.mm-last { max-width: 820px; font: 14px/1.4 system-ui, sans-serif; color: var(--jp-content-font-color1, #1b1f24); }
.mm-last img { display: block; max-width: 100%; height: auto; border-radius: 6px; }
</style>"""


@dataclass(frozen=True)
class LastView:
    """What is left of a lab once its kernel is gone.

    Parameters
    ----------
    title, sentence : str
        Of the lab.
    png : bytes
        Its picture, or nothing where it has none.
    alt : str
        What the picture shows.
    more : str
        Further HTML, for instance a table.
    """

    title: str
    sentence: str
    png: bytes = b""
    alt: str = ""
    more: str = ""

    def html(self) -> str:
        """Return it as one element, with the style that hides it while the lab is alive."""
        return (
            f'{STYLE}<div class="mm-last" role="group" aria-label="{html.escape(self.title)}: as you left it">'
            f"<p><strong>{_safe(self.title)}</strong>, as you left it</p>{self._picture()}{self.more}"
            f"<p>{_safe(self.sentence)}</p>"
            "<p><strong>Run this cell to go on</strong> (the set-up cell at the top of the page first).</p></div>"
        )

    def _picture(self) -> str:
        if not self.png:
            return ""
        data = base64.b64encode(small_picture(self.png)).decode()
        return f'<img alt="{html.escape(self.alt)}" src="data:image/png;base64,{data}">'


def small_picture(png: bytes, at_most: int = MAX_PICTURE_BYTES) -> bytes:
    """Return a picture in few colors, and in half its size as often as it takes to keep a notebook small."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    while True:
        buffer = io.BytesIO()
        picture.quantize(COLORS).save(buffer, format="png", optimize=True)
        if buffer.tell() <= at_most or min(picture.size) < 100:
            return buffer.getvalue()
        picture = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)


class LastingLab(anywidget.AnyWidget):
    """A widget that leaves its last view in the notebook."""

    def __init__(self, **traits: Any) -> None:
        self._left: list[Any] = []  # a display to update for each place in which the lab stands
        self._left_html = ""
        super().__init__(**traits)

    def last_view(self) -> LastView:
        """Return what a reopened notebook shows in place of the lab."""
        raise NotImplementedError

    def leave_view(self) -> None:
        """Put the present view into the notebook, if it differs from the one that is there."""
        if not self._left:
            return
        left = self.last_view().html()
        if left != self._left_html:
            self._left_html = left
            for handle in self._left:
                handle.update(_output(left), raw=True)

    def _ipython_display_(self, **_options: Any) -> None:
        from IPython.display import display

        bundle = self._repr_mimebundle_()
        if bundle is None:
            return
        data, metadata = bundle
        display(data, metadata=metadata, raw=True)
        if being_graded():
            return
        self._left_html = self.last_view().html()
        handle = display(_output(self._left_html), raw=True, display_id=True)
        if handle is not None:
            self._left.append(handle)


def _output(text: str) -> dict[str, str]:
    return {"text/html": text, "text/plain": "(What the lab showed last.)"}


def _safe(text: str) -> str:
    """Escape words; a dollar stands in an element of its own, or a notebook would read two of them as mathematics."""
    return html.escape(text).replace("$", "<span>&#36;</span>")
