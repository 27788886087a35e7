"""What of a student's HTML, Markdown's HTML and mathematics an instructor's browser is given: an allow-list."""

from __future__ import annotations

import base64
import html
import re
import urllib.parse
from functools import cache

import nh3

# What `id` and `#` links get in front, so that no element of a student's takes the place of one of the page's own.
# nbgrader's grade ids hold no colon.
OWN_ID = "student:"

TAGS = set(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 "
    "h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th "
    "thead tr u ul var".split()
)
# What stands in these is no text for a reader; of every other element that is left out, the text stays.
WITHOUT_THEIR_TEXT = set(
    "applet audio canvas embed head iframe math noembed noframes noscript object script select style svg template "
    "textarea title video xmp".split()
)
ATTRIBUTES = {
    "*": {"dir", "id", "lang", "style", "title"},
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "table": {"border"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# Nothing that takes an element out of its place: no position, display, margin, height, line height or transform.
STYLES = set(
    "background-color border border-bottom border-collapse border-color border-left border-right border-style "
    "border-top border-width color font-style font-weight max-width min-width overflow-x padding padding-bottom "
    "padding-left padding-right padding-top text-align text-decoration vertical-align white-space width".split()
)
LINK = re.compile(r"(?:https?://|mailto:)[^\s\\]+", re.I)
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=\s]*", re.I)
PICTURE_FILE = re.compile(r"(?:\./)?(?:\w[\w.-]*/)*\w[\w.-]*\.(?:png|jpe?g|gif)", re.I)
# MathJax's macros that put links, styles, classes and code into a page, in any version of it.
REACHING_MACRO = re.compile(
    r"\\(?=(?:href|style|class|cssid|bbox|mmltoken|require|unicode|data|csname|includegraphics|html|enclose)(?![a-z]))",
    re.I,
)
NOT_IN_A_FORMULA = "\\<span></span>"  # MathJax reads no formula across an element: its source is shown instead
MARKUP = re.compile(r'[<>"\x00-\x1f]')


def safe_html(markup: str) -> str:
    """Return what of some HTML is text, tables, headings, pictures, plain links and plain formatting.

    Notes
    -----
    Safe HTML stays as it is. Links lead to http, https, mailto or a place in the text; pictures are PNG, JPEG or GIF,
    as data or as files of the submission, or SVG as data, in which browsers run nothing. What MathJax could make into
    a link or a style of its own is no formula any more.
    """
    return REACHING_MACRO.sub(lambda _: NOT_IN_A_FORMULA, _cleaner().clean(markup))


def as_html(text: str) -> str:
    """Return plain text, which may hold formulas, as safe HTML."""
    return safe_html(html.escape(text))


def plain(text: str) -> str:
    """Return HTML's text, its marks escaped: no element is left of it."""
    return nh3.clean(text, tags=set(), clean_content_tags=WITHOUT_THEIR_TEXT)


def picture_html(kind: str, content: str) -> str:
    """Return an image element that shows an SVG, in which a browser runs no script and loads nothing."""
    return f'<img alt="{kind}" src="data:image/svg+xml;base64,{base64.b64encode(content.encode()).decode()}">'


def name(text: str) -> str:
    """Return a name, or an id, as templates can print it anywhere: without the characters that HTML is made of."""
    return MARKUP.sub("", text)


def says_something(markup: str) -> bool:
    """Return whether safe HTML shows anything at all."""
    return "<img" in markup or bool(html.unescape(re.sub(r"<[^>]*>", "", markup)).strip())


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        clean_content_tags=WITHOUT_THEIR_TEXT,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"data", "http", "https", "mailto"},  # which of them where: `_attribute`
        allowed_classes=_classes(),
        filter_style_properties=STYLES,
        strip_comments=True,
    )


def _classes() -> dict[str, set[str]]:
    """Return the classes that nbconvert and pandas give: the page's own scripts and styles take hold of others."""
    from pygments.token import STANDARD_TYPES

    colors = {short for short in STANDARD_TYPES.values() if short}
    return {"a": {"anchor-link"}, "div": {"highlight"}, "span": colors, "table": {"dataframe"}}


def _attribute(tag: str, attribute: str, value: str) -> str | None:
    """Return what an attribute is to be, None for nothing."""
    match tag, attribute:
        case "a", "href":
            return _link(value)
        case "img", "src":
            return value if PICTURE.fullmatch(value) or PICTURE_FILE.fullmatch(value) else None
        case _, "id":
            return _own_id(value)
        case _, "style":
            return None if re.search(r"url|image|\\|/\*|@", value, re.I) else value
        case _:
            return value


def _link(target: str) -> str | None:
    """Return a link's target; a link to formgrader itself goes, as it would act in the reader's name."""
    if target.startswith("#"):
        return "#" + _own_id(target[1:])
    if "formgrader" in urllib.parse.unquote(target).lower():
        return None
    return target if LINK.fullmatch(target) else None


def _own_id(value: str) -> str:
    return value if value.startswith(OWN_ID) else OWN_ID + value
