"""The table of formats, and how a document's format is told: by media type, by suffix, by its first bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from briefer.reading.decoding import decode
from briefer.reading.formats.feeds import read_feed
from briefer.reading.formats.jsonl import read_json
from briefer.reading.formats.mail import read_mailbox, read_message
from briefer.reading.formats.markup import read_html
from briefer.reading.formats.pdf import read_pdf
from briefer.reading.formats.text import read_markdown, read_text
from briefer.reading.formats.word import read_docx
from briefer.reading.raw import Document, Log, Parsed, Unreadable

_PROLOGUE = r"(?:<\?[^>]*>|<!--(?:(?!-->)[\s\S])*-->|<!doctype (?!html)[^>]*>|\s)*"


@dataclass(frozen=True, slots=True)
class Format:
    """One way that news is kept in a file."""

    parse: Callable[[Document, Log], Parsed]
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...] = ()
    magic: bytes | None = None  # in the first bytes
    opening: str | None = None  # a pattern at the start of the text, in lower case
    sniffed: bool = False  # the first bytes decide rather than the suffix


# Where the first bytes decide, the first format that fits is taken: text, which anything fits, stands last.
FORMATS = (
    Format(read_pdf, (".pdf",), ("application/pdf",), magic=rb"[\s\S]{0,1024}?%PDF-"),
    Format(
        read_docx,
        (".docx",),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        magic=rb"PK\x03\x04[\s\S]*(?:word/|\[Content_Types\]\.xml)",
    ),
    Format(read_mailbox, (".mbox",), ("application/mbox",), magic=rb"From \S+.*\n(?:[\w-]+:|>?From )"),
    Format(
        read_message,
        (".eml",),
        ("message/rfc822",),
        magic=rb"(?i)(?=(?:.*\n){0,40}?(?:from|received|message-id|return-path):)"
        rb"(?:[\w-]+:.*\n(?:[ \t].*\n)*+)++\r?\n",
    ),
    Format(
        read_json,
        (".jsonl", ".ndjson", ".json"),
        ("application/json", "application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
        opening=r"(?:\[\s*)?\{\s*\"|\[\s*\]",
    ),
    Format(
        read_feed,
        (".rss", ".atom", ".rdf", ".xml"),
        ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
        opening=_PROLOGUE + r"<(?:rss|feed|rdf:rdf)\b",
    ),
    Format(
        read_html,
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        opening=_PROLOGUE + r"<(?:!doctype html|html|head|body|article|div|main|section|p)\b",
    ),
    Format(read_markdown, (".md", ".markdown"), ("text/markdown",), opening=r"#{1,3} \S"),
    Format(read_text, (".txt", ".text"), ("text/plain",), opening="", sniffed=True),
)
_BY_SUFFIX = {suffix: entry for entry in FORMATS for suffix in entry.suffixes}
_BY_MEDIA_TYPE = {name: entry for entry in FORMATS for name in entry.media_types}
_FRONT_MATTER = re.compile(r"---\n(?:.*\n)*?---\n\s*")
# Servers send feeds under these names too, and anything under text/plain.
_VAGUE = frozenset({"", "text/plain", "text/html", "text/xml", "application/xml"})


def suffix_of(name: str) -> str:
    """Return the suffix of a file name or URL in lower case, that of compression aside."""
    path = urlsplit(name).path if "://" in name else name
    return PurePosixPath(path.lower().removesuffix(".gz")).suffix


def is_known(name: str) -> bool:
    """Say whether the suffix is one of a format that can be read."""
    return suffix_of(name) in _BY_SUFFIX


def parser_for(document: Document, media_type: str = "") -> Callable[[Document, Log], Parsed]:
    """Return what reads the document. Raises Unreadable where its first bytes are no text."""
    if media_type in _BY_MEDIA_TYPE and media_type not in _VAGUE:
        return _BY_MEDIA_TYPE[media_type].parse
    by_suffix = _BY_SUFFIX.get(suffix_of(document.source))
    if by_suffix and not by_suffix.sniffed and media_type not in {"text/html", "text/xml", "application/xml"}:
        return by_suffix.parse
    found = _sniffed(document.head)
    if found.sniffed and media_type in _BY_MEDIA_TYPE:
        return _BY_MEDIA_TYPE[media_type].parse
    return found.parse


def _sniffed(head: bytes) -> Format:
    for entry in FORMATS:
        if entry.magic and re.match(entry.magic, head):
            return entry
    text = decode(head[:4096]).lstrip().lower()
    text = _FRONT_MATTER.sub("", text, count=1)
    for entry in FORMATS:
        if entry.opening is not None and re.match(entry.opening, text):
            return entry
    raise Unreadable("of no known format", "give it a suffix such as .txt, .md or .jsonl")
