"""The list of sources: the bulletins behind an output, with the words that are cited of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from briefer.model import Bulletin, Claim
from briefer.reading.cleaning import cut
from briefer.reading.dates import describe_date
from briefer.reading.sentences import sentence_spans
from briefer.rendering.plain import one_line, web_address
from briefer.rendering.shown import Quote, Source

_TITLE = 300  # characters of a title that is the beginning of the body


def list_sources(
    bulletins: Iterable[Bulletin],
    claims: Iterable[Claim],
    read: set[str],
    uses: Mapping[str, int],
    remarks: Mapping[int, str],
) -> tuple[Source, ...]:
    """Return the bulletins as sources, numbered from 1; `read` are the sentences that are shown whole.

    `remarks` are on the bulletin of a number.
    """
    quotes: dict[str, dict[str, bool]] = defaultdict(dict)
    for claim in claims:
        for citation in claim.citations:
            words = one_line(citation.quote)
            quotes[citation.bulletin.id][words] = words not in read
    return tuple(
        source_of(
            bulletin,
            number,
            tuple(Quote(words, needed) for words, needed in quotes.get(bulletin.id, {}).items()),
            uses.get(bulletin.id, 0),
            remarks.get(number, ""),
        )
        for number, bulletin in enumerate(bulletins, start=1)
    )


def source_of(
    bulletin: Bulletin, number: int = 0, quotes: tuple[Quote, ...] = (), uses: int = 0, remark: str = ""
) -> Source:
    """Return one bulletin as a source; number 0 in a list that is not numbered."""
    title = title_of_bulletin(bulletin)
    return Source(
        number=number,
        title="" if _echoes(title, [quote.text for quote in quotes]) else title,
        date=describe_date(bulletin.date),
        outlets=", ".join(map(one_line, bulletin.outlets)),
        file=file_of(bulletin),
        url=web_address(bulletin.url) or web_address(bulletin.source),
        quotes=quotes,
        uses=uses,
        remark=remark,
    )


def file_of(bulletin: Bulletin) -> str:
    """Return where the bulletin was read: a file, an address, standard input."""
    return "standard input" if bulletin.source == "-" else one_line(bulletin.source)


def _echoes(title: str, quotes: Iterable[str]) -> bool:
    """Say whether a title is the beginning of the words cited, or they are that of the title."""
    said = title.rstrip("….").rstrip()
    return any(words.startswith(said) or said.startswith(words.rstrip(".")) for words in quotes)


def title_of_bulletin(bulletin: Bulletin) -> str:
    """Return the title; one that is the cut beginning of the body is continued from there, to a sentence's end or
    at least a whole word."""
    title, body = one_line(bulletin.title), one_line(bulletin.body)
    beginning = title.rstrip("….").rstrip()
    if not beginning:
        return "Untitled"
    if not title.endswith(("…", "...")) or not body.startswith(beginning):
        return title
    sentences = (span.end for span in sentence_spans(body))
    return cut(body[: next((end for end in sentences if end >= len(beginning)), len(body))], _TITLE, "…")
