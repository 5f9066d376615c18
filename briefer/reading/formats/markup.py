"""HTML pages: the article's text and what the page says about it."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date, timedelta
from typing import Any, TypeAlias
from urllib.parse import urljoin

from briefer.reading.cleaning import one_line
from briefer.reading.decoding import decode
from briefer.reading.formats.fragments import fragment_text
from briefer.reading.formats.frontmatter import parse_date
from briefer.reading.raw import Document, Log, Parsed, RawItem, Unreadable, guarded

Element: TypeAlias = Any  # of lxml, which is untyped

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # lxml refuses one on text that is decoded already
_HEADING = ".//h1|.//h2|.//h3|.//h4"
_DEEPEST = 500  # nested elements; real pages stay under 60, and the parsers recurse


def read_html(document: Document, log: Log) -> Parsed:
    """Read a page: one bulletin for each headed <article>, or one for the whole. Raises Unreadable."""
    data = document.read()
    declared = _CHARSET.search(data[:4096])
    charset = document.charset or (declared[1].decode("ascii") if declared else None)
    with guarded("HTML page", "open it in a browser and save it again"):
        tree = _tree(decode(data, charset))
        site = _metadata(tree, document)
        items = _articles(tree, site) or [_whole(tree, site)]
    if not any(item.body for item in items):
        raise Unreadable(
            "no article text on the page",
            "if the page needs scripts to show, save its text as a file instead",
        )
    return Parsed("html", items)


def _tree(text: str) -> Element:
    from lxml import html  # type: ignore[import-untyped]

    parser = html.HTMLParser(huge_tree=False, no_network=True)
    text = _XML_DECLARATION.sub("", text)
    if not text.strip():
        raise Unreadable("the page is empty", "check the address or the file")
    tree = html.document_fromstring(text, parser=parser)
    if tree.xpath("/" + "/*" * _DEEPEST):
        raise Unreadable("the page nests its elements too deep", "save its text as a file instead")
    return tree


def _metadata(tree: Element, document: Document) -> RawItem:
    """Return an item without text: what the page tells of itself."""
    import trafilatura

    # The latest day is passed in, or htmldate would read the clock; a "nearest guess" is not asked for.
    latest = (document.today + timedelta(days=1)).isoformat()
    found: Any = trafilatura.extract_metadata(
        deepcopy(tree),
        default_url=document.url,
        date_config={"extensive_search": False, "original_date": True, "max_date": latest},
        extensive=False,
    )
    return RawItem(
        title=one_line(found.title or ""),
        body="",
        outlets=(one_line(found.sitename),) if found.sitename else (),
        given=_day(found.date),
        url=document.url or found.url,
    )


def _whole(tree: Element, site: RawItem) -> RawItem:
    import trafilatura

    text = trafilatura.extract(
        deepcopy(tree), include_comments=False, include_tables=True, with_metadata=False, output_format="txt"
    )
    body = (text or "").strip()
    if site.title and one_line(body.split("\n", 1)[0]) == site.title:
        body = body.partition("\n")[2].strip()
    return RawItem(site.title, body, site.outlets, site.given, site.url)


def _articles(tree: Element, site: RawItem) -> list[RawItem]:
    """Return an item for each outermost <article> that has a heading and a text, where there are several."""
    found = tree.xpath("//article[not(ancestor::article)][.//h1 or .//h2 or .//h3 or .//h4]")
    items = [_article(element, site) for element in found]
    items = [item for item in items if item.body]
    return items if len(items) > 1 else []


def _article(element: Element, site: RawItem) -> RawItem:
    from lxml import html

    heading = element.xpath(_HEADING)[0]
    title = one_line(heading.text_content())
    links = heading.xpath(".//a/@href|ancestor::a/@href")
    times = element.xpath(".//time/@datetime")
    element = deepcopy(element)
    for part in element.xpath(
        "(.//h1|.//h2|.//h3|.//h4)[1]|.//time|.//nav|.//footer|.//button|.//form|.//aside"
    ):
        part.drop_tree()
    return RawItem(
        title=title,
        body=fragment_text(html.tostring(element, encoding="unicode", with_tail=False)),
        outlets=site.outlets,
        given=next(filter(None, map(_day, times)), None),
        url=urljoin(site.url or "", links[0]) if links else None,
    )


def _day(text: str | None) -> date | None:
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None
