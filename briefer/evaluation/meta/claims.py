"""Claims that are supported: sentences of bulletins, as they stand and in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from briefer.errors import InputError
from briefer.evaluation.meta.text import random_of
from briefer.grounding.pairs import Pair, pair_of
from briefer.model import Bulletin, Citation, Claim, Page, Span
from briefer.reading.assemble import assemble
from briefer.reading.formats import parser_for
from briefer.reading.opening import open_file
from briefer.reading.raw import Log, RawItem
from briefer.reading.sentences import sentence_spans

SEEDS, CORPUS = "seeds", "corpus"
VERBATIM, REWORDED = "verbatim", "reworded"

HELD_OUT = 5  # one month in so many is measured with, and nothing may be trained on it
_SAMPLE = 6_000  # bulletins of the corpus
_SHORTEST, _LONGEST = 60, 700  # characters of a corpus bulletin
_FEWEST, _MOST = 7, 60  # words of a sentence
_NEAR = 30  # days between neighbours
_LIMIT = 200 * 2**20  # bytes
_RESIDUE = re.compile(r"thumb\||\bpx\b|[|{}\[\]<>=]|https?:")
_WHOLE = re.compile(r"[\"“'‘]?[A-Z0-9].*[.!]['\"”’]?", re.DOTALL)
_HANGING = re.compile(r"\s\w\.$|\s(?:the|of|in|about|was|and)\s*[.,]|\bin length\b|\(\s*\)")


@dataclass(frozen=True, slots=True)
class Base:
    """A claim that its citations support."""

    id: str
    text: str
    citation: Citation
    origin: str  # SEEDS or CORPUS
    half: str = VERBATIM  # or REWORDED: by a harmless edit
    wording: str = ""  # the kind of that edit

    @property
    def bulletin(self) -> Bulletin:
        """Where the words stand."""
        return self.citation.bulletin

    @property
    def premise(self) -> str:
        """The words cited."""
        return self.citation.quote

    @property
    def known(self) -> str:
        """All that the bulletin says: an edit must bring in something else."""
        return f"{self.bulletin.title}\n{self.bulletin.body}\n{self.text}"

    def pair(self, text: str | None = None, citations: Sequence[Citation] = ()) -> Pair:
        """Hold the claim, or another text, against the words cited, or other words."""
        return pair_of(Claim(self.text if text is None else text, tuple(citations) or (self.citation,)))


@dataclass(frozen=True, slots=True)
class Library:
    """Bulletins of one origin and their sentences."""

    origin: str
    bulletins: tuple[Bulletin, ...]
    bases: tuple[Base, ...] = field(init=False)
    by_country: dict[str, tuple[int, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        bases = tuple(base for each in self.bulletins for base in _bases_of(each, self.origin))
        object.__setattr__(self, "bases", bases)
        places: dict[str, list[int]] = {}
        for place, base in enumerate(bases):
            for code in base.bulletin.countries.all:
                places.setdefault(code, []).append(place)
        object.__setattr__(self, "by_country", {code: tuple(each) for code, each in places.items()})

    def neighbours(self, base: Base) -> tuple[Base, ...]:
        """Sentences of other bulletins on the same country, near in time; without a date, of any time."""
        codes = base.bulletin.countries.all
        places = sorted({place for code in codes for place in self.by_country.get(code, ())})
        found = [self.bases[place] for place in places]
        return tuple(each for each in found if each.bulletin.id != base.bulletin.id and _is_near(base, each))

    def siblings(self, base: Base) -> tuple[Citation, ...]:
        """The other sentences of the same bulletin."""
        body = base.bulletin.body
        spans = (span for span in sentence_spans(body) if not span.overlaps(base.citation.span))
        return tuple(Citation(base.bulletin, span) for span in spans)


def _is_near(base: Base, other: Base) -> bool:
    one, two = base.bulletin.date.earliest, other.bulletin.date.earliest
    return one is None or two is None or abs((one - two).days) <= _NEAR


def _bases_of(bulletin: Bulletin, origin: str) -> Iterable[Base]:
    for place, span in enumerate(sentence_spans(bulletin.body)):
        if is_sound(span.of(bulletin.body)):
            yield Base(f"{bulletin.id}.{place}", span.of(bulletin.body), Citation(bulletin, span), origin)


def is_sound(sentence: str) -> bool:
    """Say whether a sentence is whole and of a usual length: archives of wiki pages hold some that are not."""
    words = len(sentence.split())
    if not _FEWEST <= words <= _MOST or sentence.count("(") != sentence.count(")"):
        return False
    return (
        bool(_WHOLE.fullmatch(sentence)) and not _RESIDUE.search(sentence) and not _HANGING.search(sentence)
    )


def cited(bulletin: Bulletin, quote: str) -> Citation | None:
    """Return the citation of a quotation, or None where the bulletin does not hold it."""
    start = bulletin.body.find(quote)
    return None if start < 0 else Citation(bulletin, Span(start, start + len(quote)))


def read_corpus(path: Path, seed: int = 0, size: int = _SAMPLE) -> tuple[Bulletin, ...]:
    """Read a seeded sample of the months of a JSONL archive that are held out, in the order of the archive.

    Raises InputError where the file cannot be read or holds too little.
    """
    log = Log(path.name)
    page, every = open_corpus(path, log)
    items = [item for item in every if is_held_out(item.given) and _is_fit(item)]
    if not items:
        raise InputError(
            f"{path.name} holds no bulletin to measure with", "give JSON lines with dates and texts"
        )
    drawn = sorted(random_of("corpus", seed).sample(range(len(items)), min(size, len(items))))
    return tuple(assemble(page, (items[place] for place in drawn), log, date.max))


def open_corpus(path: Path, log: Log) -> tuple[Page, Iterable[RawItem]]:
    """Return the page and the items of a JSONL archive. Raises InputError where it cannot be read."""
    # The clock only bounds dates that records do not state themselves, and these do.
    document = open_file(path, path.name, limit=_LIMIT, today=date.max)
    parsed = parser_for(document, "")(document, log)
    return Page(path.name, parsed.kind, document.sha256), parsed.items


def is_held_out(day: date | None) -> bool:
    """Say whether bulletins of a day are for measuring only. Whole months: neighbours tell the same events."""
    return day is not None and (12 * day.year + day.month) % HELD_OUT == 0


def _is_fit(item: RawItem) -> bool:
    return _SHORTEST <= len(item.body) <= _LONGEST and not _RESIDUE.search(item.body)
