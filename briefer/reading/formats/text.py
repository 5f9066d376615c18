"""Plain text and Markdown, with or without front matter."""

from __future__ import annotations

from dataclasses import replace

from briefer.reading.assemble import country_line
from briefer.reading.cleaning import one_line
from briefer.reading.decoding import decode
from briefer.reading.formats.digest import opens_digest, read_digest
from briefer.reading.formats.fragments import fragment_text
from briefer.reading.formats.frontmatter import FrontMatter, split_front_matter
from briefer.reading.formats.outline import Block, one_item, split_by_headings
from briefer.reading.raw import Document, Log, Parsed, RawItem, Unreadable

_LONGEST_LINE = 1 << 20  # characters


def read_text(document: Document, log: Log) -> Parsed:
    """Read a digest page, or a text that is one bulletin. Raises Unreadable."""
    front, text = split_front_matter(_decoded(document))
    if opens_digest(text, country_line):
        digest = read_digest(text, country_line, first_line=front.lines + 1)
        for line, title in digest.bare:
            log.warning(f'the title "{title[:60]}" has no text under it', "check the line", line)
        if digest.items:
            # The date of a digest is the page's, not that of any item on it.
            items = [replace(front, date=None, title="").fill(item) for item in digest.items]
            return Parsed("digest", items, front.retrieved or front.date, digest.dropped)
    _check_not_empty(text)
    if front.title:
        item = RawItem(title=front.title, body=text.strip())
    else:
        item = replace(one_item(text), line=front.lines + 1)
    return Parsed("text", [front.fill(item)], front.retrieved)


def read_markdown(document: Document, log: Log) -> Parsed:
    """Read a Markdown file: one bulletin, or one for each heading. Raises Unreadable."""
    front, text = split_front_matter(_decoded(document))
    _check_not_empty(text)
    blocks = _blocks(text, front.lines)
    if not any(block.level for block in blocks) and not front.title:
        items = [replace(one_item("\n\n".join(block.text for block in blocks)), line=front.lines + 1)]
    else:
        items = split_by_headings(blocks, country_line)
    return Parsed("markdown", _filled(items, front), front.retrieved)


def _decoded(document: Document) -> str:
    """The document's text. Raises Unreadable for a line that no person wrote."""
    text = decode(document.read(), document.charset)
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            raise Unreadable(
                f"line {number} has {len(line):,} characters", "break it up, or leave the file out"
            )
    return text


def _filled(items: list[RawItem], front: FrontMatter) -> list[RawItem]:
    if len(items) > 1:  # the page's title and address are not those of each item on it
        front = replace(front, title="", url=None)
    return [front.fill(item) for item in items]


def _check_not_empty(text: str) -> None:
    if not text.strip():
        raise Unreadable("holds no text", "leave the file out, or fill it")


def _blocks(text: str, lines_before: int) -> list[Block]:
    from markdown_it import MarkdownIt

    blocks: list[Block] = []
    cells: list[str] = []
    level = 0
    line: int | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.map:
            line = token.map[0] + 1 + lines_before
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type in {"th_open", "td_open"}:
            cells.append("")
        elif token.type == "tr_close":  # a row is a line: a cell alone says nothing
            blocks += [Block(0, " | ".join(cells), line)] if any(cells) else []
            cells = []
        elif token.type == "inline":
            content = "".join(_inline(child.type, child.content) for child in token.children or ())
            if cells:
                cells[-1] = one_line(content)
                continue
        elif token.type in {"fence", "code_block"}:
            content = token.content.rstrip("\n")
        elif token.type == "html_block":
            content = fragment_text(token.content)
        if token.type in {"inline", "fence", "code_block", "html_block"} and content.strip():
            blocks.append(Block(level, content.strip(), line))
    return blocks


def _inline(kind: str, content: str) -> str:
    if kind == "softbreak":
        return " "
    if kind == "hardbreak":
        return "\n"
    return content if kind in {"text", "code_inline", "image"} else ""
