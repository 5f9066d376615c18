"""A draft that somebody wrote, read as blocks: what it states, and what it only says about itself.

Markdown, DOCX and plain text. Headings, code, lists of sources and footnotes are no statements: they are kept, so that
the draft can be shown whole, and marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from briefer.errors import InputError
from briefer.reading.cleaning import clean
from briefer.reading.decoding import decode
from briefer.reading.formats.fragments import fragment_text
from briefer.reading.formats.frontmatter import split_front_matter
from briefer.reading.formats.word import read_blocks
from briefer.reading.raw import Unreadable

LIMIT = 8 * 2**20  # bytes
SUFFIXES = (".md", ".markdown", ".txt", ".docx")

# Sections that tell where a text comes from, not what happened.
_ABOUT_ITSELF = re.compile(
    r"(?:list of )?(?:sources?|references|bibliography|notes|footnotes|endnotes|further reading|how it was made|"
    r"method(?:ology)?|withheld|gaps(?: in reporting)?|what the bulletins do not cover|"
    r"about this (?:briefing|report)|contents)\W*",
    re.IGNORECASE,
)
_BLANK_CELL = re.compile(r"(?:nobody is named|reported by .+|n/?a|unknown|none|[-–—?]*)", re.IGNORECASE)
_BASIS = re.compile(r", by its place on the page\b")  # how a date is known, where briefer wrote the table
_LOW, _HIGH = "low", "high"  # columns of a figure's bounds
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# What a briefing of briefer's says of itself: its facts, a trend that it counted, a picture, what it leaves out.
_DAYS = r"(?:[\d–,; ]|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|since|until)+"
_FACT = rf"(?:Number|As of|Period|Data cut-off|Compared with|Bulletins): {_DAYS}"
_OF_ITSELF = re.compile(
    rf"(?:{_FACT} · )*Made on {_DAYS}"
    r"(?:from [\d,]+ (?:earlier )?bulletins?(?: of the period and [\d,]+ earlier)?)?"
    rf"|{_FACT}"
    r"|[▲▼►] (?:Deteriorated|Improved|Unchanged): (?:[^.;]+; )?the bulletins "
    r"(?:have [^.;]+ of attack or of people killed or hurt, against [^.;]+"
    r"|of neither period report attacks, or people killed or hurt)"
    r"|Picture in words: .*"
    r"|[\d,]+ further sentences? not shown\."
    r"|The bulletins hold nothing on .{1,80}\."
    r"|The bottom line tells and marks (?:all that|what else) changed: [^.]+\."
)
_BOX = re.compile(r"^\[[ xX]\]\s+")
_FOOTNOTE = re.compile(r"^\[\^[^\]]+\]:")
_LABEL = re.compile(r"^\*\*(?P<label>[^*]+?):?\*\*:?\s+(?=\S)")


_CELLS = " | "
# Styles of what stands about a text: of a word processor's own, and those that briefer writes.
_ASIDE = frozenset(
    {"caption", "subtitle", "header", "footer", "toc heading", "kicker", "facts", "source", "source facts"}
)


class Kind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    ROW = "row"  # of a table: its cells, parted by " | "
    QUOTATION = "quotation"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A piece of a draft; `states` where its sentences are to be checked."""

    kind: Kind
    text: str
    line: int | None  # in the file, from 1; DOCX has none
    level: int = 0  # of a heading, from 1
    states: bool = True
    label: str = ""  # what stands in bold before it: a speaker, a topic


def read_draft(path: Path, data: bytes | None = None) -> tuple[DraftBlock, ...]:
    """Read a draft from a file, or from `data` that is Markdown.

    Raises InputError where it cannot be read, is none of the formats, or holds nothing.
    """
    suffix = path.suffix.lower()
    if data is None and suffix not in SUFFIXES:
        raise InputError(f"{path} is no draft that can be read", f"save it as one of: {', '.join(SUFFIXES)}")
    try:
        data = path.read_bytes() if data is None else data
        if len(data) > LIMIT:
            raise InputError(f"{path} has more than {LIMIT // 2**20} MiB", "split it")
        blocks = _docx(data) if suffix == ".docx" else _parsed(decode(data, None), plain=suffix == ".txt")
        found = tuple(_judged_by_section(blocks))
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror})", "check the path") from None
    except Unreadable as error:
        raise InputError(f"{path}: {error.message}", error.hint) from None
    if not found:
        raise InputError(f"{path} holds no text", "fill it, or name another")
    return found


def _parsed(text: str, *, plain: bool) -> Iterator[DraftBlock]:
    front, body = split_front_matter(text)
    return _paragraphs(body, front.lines) if plain else _markdown(body, front.lines)


def _paragraphs(text: str, lines_before: int) -> Iterator[DraftBlock]:
    """Plain text: lines that follow each other are one paragraph, as mail and editors wrap them."""
    open_lines: list[str] = []
    first = 0
    for number, line in enumerate([*text.split("\n"), ""], lines_before + 1):
        if line.strip():
            first = first if open_lines else number
            open_lines.append(line.strip())
        elif open_lines:
            yield DraftBlock(Kind.PARAGRAPH, clean(" ".join(open_lines)), first)
            open_lines = []


def _docx(data: bytes) -> Iterator[DraftBlock]:
    columns: Sequence[str] = ()
    for block in read_blocks(data, LIMIT * 8):
        if block.level:
            yield DraftBlock(Kind.HEADING, block.text, None, block.level)
        elif block.cells:
            columns = [cell.lower() for cell in block.cells] if block.opens else columns
            yield from _row(tuple(dict.fromkeys(_bounded(block.cells, columns))), None)
        else:
            is_aside = block.style in _ASIDE or bool(_OF_ITSELF.fullmatch(block.text))
            yield DraftBlock(Kind.PARAGRAPH, block.text, None, states=not is_aside)


def _markdown(text: str, lines_before: int) -> Iterator[DraftBlock]:
    from markdown_it import MarkdownIt

    within: list[Kind] = []
    level, line = 0, 0
    opened = {"heading_open": Kind.HEADING, "list_item_open": Kind.ITEM, "blockquote_open": Kind.QUOTATION}
    cells: list[str] | None = None
    columns: Sequence[str] = ()
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        line = token.map[0] + 1 + lines_before if token.map else line
        if token.type in opened:
            within.append(opened[token.type])
            level = int(token.tag[1:]) if token.type == "heading_open" else 0
        elif within and token.type.removesuffix("_close") + "_open" in opened:
            within.pop()
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            columns = columns or [cell.lower() for cell in cells or ()]
            yield from _row(_bounded(cells or (), columns), line)
            cells = None
        elif token.type == "table_close":
            columns = ()
        elif token.type == "inline" and cells is not None:
            cells.append(_shown(token.content))
        elif token.type == "inline":
            yield from _inline(token.content, within[-1] if within else Kind.PARAGRAPH, line, level)
        elif token.type == "html_block" and (shown := fragment_text(token.content)):
            yield DraftBlock(Kind.PARAGRAPH, clean(" ".join(shown.split())), line)
        elif token.type in {"fence", "code_block"}:
            yield DraftBlock(Kind.CODE, clean(token.content).rstrip(), line, states=False)


def _bounded(cells: Sequence[str], columns: Sequence[str]) -> Sequence[str]:
    """The cells with what the bounds of a figure say in words: "at least 12"; those that its words hold say no more."""
    if _LOW not in columns or _HIGH not in columns or len(cells) != len(columns):
        return cells
    low, high = columns.index(_LOW), columns.index(_HIGH)
    has = {at: bool(_NUMBER.fullmatch(cells[at])) for at in (low, high)}
    told = " ".join(cell for at, cell in enumerate(cells) if at not in has)
    said = list(cells)
    if has[low] and has[high]:
        for at in has:
            said[at] = "" if cells[at] in _NUMBER.findall(told) else cells[at]
    elif has[low]:
        said[low] = f"at least {cells[low]}"
    elif has[high]:
        said[high] = f"up to {cells[high]}"
    return said


def _row(cells: Sequence[str], line: int | None) -> Iterator[DraftBlock]:
    """A row of a table; one without a number, such as that of its headings, states nothing to be checked."""
    filled = [_BASIS.sub("", cell) for cell in cells if not _BLANK_CELL.fullmatch(cell.strip())]
    if filled:
        has_number = any(character.isdigit() for cell in filled for character in cell)
        yield DraftBlock(Kind.ROW, _CELLS.join(filled), line, states=has_number)


def _inline(source: str, kind: Kind, line: int, level: int) -> Iterator[DraftBlock]:
    source = _BOX.sub("", source) if kind is Kind.ITEM else source
    text = _shown(source)
    if not text:
        return
    label = _LABEL.match(source)
    block = DraftBlock(kind, text, line, level if kind is Kind.HEADING else 0)
    if label:
        words = _shown(label["label"]).rstrip(":")
        block = replace(block, text=_shown(source[label.end() :]), label=words)
    yield replace(block, states=not (_FOOTNOTE.match(source) or _OF_ITSELF.fullmatch(text)))


def _shown(source: str) -> str:
    """The words of a line of Markdown as they are shown."""
    from markdown_it import MarkdownIt

    (inline,) = MarkdownIt("commonmark").parseInline(source)
    words = (
        " " if child.type in {"softbreak", "hardbreak"} else child.content
        for child in inline.children or ()
        if child.type in {"text", "text_special", "code_inline", "softbreak", "hardbreak"}
    )
    return clean("".join(words)).strip()


def _judged_by_section(blocks: Iterator[DraftBlock]) -> Iterator[DraftBlock]:
    """Headings state nothing, nor does anything in a section that is about the text itself."""
    outside = 0  # the level of the heading of such a section
    for block in blocks:
        if block.kind is Kind.HEADING:
            if block.level and (not outside or block.level <= outside):
                outside = block.level if _ABOUT_ITSELF.fullmatch(block.text) else 0
            block = replace(block, states=False)
        yield replace(block, states=False) if outside else block
