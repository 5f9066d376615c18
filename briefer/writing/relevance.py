"""Which sentences of a bulletin concern a country.

A bulletin that is about one country is told whole, but for sentences that speak only of others. One that is about
several, or only mentions the country, gives the sentences that name it and those that lean on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefer.model import Bulletin, Citation, Span, Withheld
from briefer.reading.cleaning import cut
from briefer.reading.countries import Mention, find_mentions
from briefer.reading.instructions import instructions_in, news_spans
from briefer.writing.leaning import leans_back

_MANY = 3  # from so many main countries on, a bulletin is about a region
_FEWEST_WORDS = 4
_SUBJECT_ENDS = 30  # characters; a country named later in a sentence is hardly its subject
_MOST_LEANED_ON = 3  # sentences back
_SHOWN = 300  # characters of a sentence that is set aside


def relevant_spans(bulletin: Bulletin, country: str) -> tuple[Span, ...]:
    """Return the spans of the sentences that concern the country, in order."""
    spans = news_spans(bulletin.body)
    kept: list[int] = []
    for index, span in enumerate(spans):
        words = span.of(bulletin.body)
        mentions = find_mentions(words)
        follows = bool(kept) and kept[-1] == index - 1
        if any(each.code == country for each in mentions):
            kept.extend(_leaned_on(bulletin.body, spans, index, kept[-1] if kept else -1))
            kept.append(index)
        elif (follows or len(words.split()) >= _FEWEST_WORDS) and _belongs(
            bulletin, country, words, mentions, follows
        ):
            kept.append(index)
    return tuple(spans[index] for index in kept)


def _leaned_on(body: str, spans: Sequence[Span], index: int, last: int) -> list[int]:
    """The sentences before this one, back to the last one kept, without which it could not be read."""
    first = index
    while first - 1 > last and index - first < _MOST_LEANED_ON and leans_back(spans[first].of(body)):
        first -= 1
    return list(range(first, index))


def set_aside(bulletins: Iterable[Bulletin]) -> tuple[Withheld, ...]:
    """Return the bulletins' sentences that are addressed to a machine, each with the reason why it is not used."""
    return tuple(
        Withheld(
            _readable(span.of(bulletin.body)),
            f"the bulletin's own words, but {reason}",
            (Citation(bulletin, span),),
        )
        for bulletin in bulletins
        for span, reason in instructions_in(bulletin.body).items()
    )


def _readable(words: str) -> str:
    seen = any(character.isprintable() and not character.isspace() for character in words)
    return cut(words, _SHOWN, "…") if seen else "(characters that are not shown)"


def _belongs(
    bulletin: Bulletin, country: str, words: str, mentions: Sequence[Mention], follows: bool
) -> bool:
    """Say whether a sentence that does not name the country is about it all the same."""
    main = bulletin.countries.main
    leans = follows and leans_back(words)
    if country not in main or len(main) >= _MANY:
        return leans and not mentions
    if leans or not mentions:
        return True
    subject = min(mentions, key=lambda each: each.span.start)
    return subject.code in main or subject.span.start > _SUBJECT_ENDS
