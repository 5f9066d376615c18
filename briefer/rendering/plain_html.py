"""What a user's own page may be made of: text, tables, links and drawings; nothing that runs or is fetched.

The page's Content-Security-Policy, which stands before anything of the user's, forbids the same to the browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from briefer.errors import InputError
from briefer.reading.words import words

ELEMENTS = words(
    """a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt
    em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li mark nav ol p pre q s samp section small span
    strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
    svg g title desc path rect circle ellipse line polyline polygon text tspan defs clippath marker"""
)
_VOID = words("br col hr wbr")
_ATTRIBUTES = words(
    """class id title lang dir translate open scope colspan rowspan headers span start value reversed datetime cite role
    tabindex style
    xmlns viewbox width height x y dx dy x1 x2 y1 y2 cx cy r rx ry d points transform fill fill-opacity fill-rule
    stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin opacity font-family font-size
    font-weight font-style text-anchor dominant-baseline preserveaspectratio orient markerwidth markerheight
    refx refy paint-order xml:space marker-start marker-end clip-path href rel"""
)
_STYLING = words("style fill stroke clip-path marker-start marker-end transform")
_LINK = re.compile(r"#[^\s]*|https?://[^\s]+|mailto:[^\s]+", re.IGNORECASE)
_FETCHING = re.compile(
    r"url\s*\(|image-set\s*\(|@import|@namespace|expression\s*\(|src\s*\(|\\|<", re.IGNORECASE
)
_ALLOWED = "a page has text, lists, tables, links and drawings, and asks for nothing"


def plain_html(html: str, page: Path) -> str:
    """Return the HTML as it was understood here, so that no browser can understand it in another way.

    Raises InputError where it holds more than ELEMENTS with plain attributes, or does not close them.
    """
    return _Reader(page).read(html)


def faults_of_css(css: str, path: Path) -> Iterator[InputError]:
    """Yield what in a style sheet would fetch something, or could end the element that it stands in."""
    for number, line in enumerate(css.splitlines(), start=1):
        found = _FETCHING.search(line)
        if found:
            yield InputError(
                f"{path}, line {number}: a style sheet may not hold {found[0]!r}",
                "it has no pictures, no fonts and no other sheets: leave it out",
            )


class _Reader(HTMLParser):
    def __init__(self, page: Path) -> None:
        super().__init__(convert_charrefs=True)
        self._page = page
        self._open: list[str] = []
        self._written: list[str] = []

    def read(self, html: str) -> str:
        self.feed(html)
        self.close()
        if self._open:
            raise self._wrong(f"does not close <{self._open[-1]}>", "close each element in the page itself")
        return "".join(self._written)

    def handle_data(self, data: str) -> None:
        self._written.append(escape(data, quote=False))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            raise self._wrong(f"makes the element <{tag[:40]}>", _ALLOWED)
        for name, value in attrs:
            self._check(tag, name, value or "")
        said = (f' {name}="{escape(value)}"' if value is not None else f" {name}" for name, value in attrs)
        self._written.append(f"<{tag}{''.join(said)}>")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            # Only in a drawing does the slash close an element.
            if "svg" not in self._open:
                raise self._wrong(f"does not close <{tag}/>", f"write <{tag}></{tag}>")
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            inside = f" inside <{self._open[-1]}>" if self._open else ""
            raise self._wrong(
                f"closes </{tag[:40]}>{inside}", "close elements in the order in which they stand"
            )
        self._written.append(f"</{self._open.pop()}>")

    def handle_comment(self, data: str) -> None:
        raise self._wrong("makes a comment <!-- -->", "write it as {# #}, which is not printed")

    def handle_decl(self, decl: str) -> None:
        raise self._wrong(
            f"makes <!{decl[:40]}>", "it writes what stands in the body: the head is made for it"
        )

    def unknown_decl(self, data: str) -> None:
        raise self._wrong(f"makes <![{data[:40]}]>", "leave it out")

    def handle_pi(self, data: str) -> None:
        raise self._wrong(f"makes <?{data[:40]}>", "leave it out")

    def _check(self, tag: str, name: str, value: str) -> None:
        if name not in _ATTRIBUTES and not name.startswith(("aria-", "data-")):
            raise self._wrong(f"gives <{tag}> the attribute {name[:40]!r}", _ALLOWED)
        if name == "href" and (tag != "a" or not _LINK.fullmatch(value.strip())):
            raise self._wrong(
                f"links to {value[:60]!r}", "an <a> may link to https://, http://, mailto: and #places"
            )
        # Many attributes of a drawing may hold url(...); those that are text alone may speak of it.
        if name in _STYLING and _FETCHING.search(value):
            raise self._wrong(f"has {name}={value[:60]!r}", _ALLOWED)

    def _wrong(self, what: str, fix: str) -> InputError:
        line, _ = self.getpos()
        return InputError(f"{self._page} {what} (line {line} of what it writes)", fix)
