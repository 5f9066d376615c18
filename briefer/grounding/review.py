"""A text that somebody wrote, held against an archive sentence by sentence.

For each sentence the words that may bear it out are looked for: a sentence of a bulletin, a few that follow each
other, or two that stand apart. It is supported where some of them pass the gate, contradicted where the words that
come nearest say otherwise, and not found in any other case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from briefer.grounding.gate import VERBATIM, Gate
from briefer.grounding.language.quantities import find_quantities
from briefer.grounding.language.words import content_words, ideas_of, stems_of, words_of
from briefer.grounding.pairs import Pair, pair_of
from briefer.grounding.verbatim import is_verbatim
from briefer.model import Bulletin, Citation, Claim, Finding, Hit, Span, Support, Verdict
from briefer.reading.dates import find_dates
from briefer.reading.instructions import told_apart

Search = Callable[[str], Sequence[Hit]]

_LONGEST_RUN = 3  # sentences of one bulletin that are read together
_SINGLE = 6  # sentences that are read for each sentence, those that share most words with it
_RUNS = 6  # and runs of sentences
_APART = 5  # of those sentences that are also read in twos
_FEW, _SEVERAL = 4, 7  # words with a meaning: in so short a sentence none, or few, may be unheard of
_HELD = {_FEW: 1.0, _SEVERAL: 0.8}  # the least share of its words that the cited words must hold
_LONG = 10  # words; a shorter sentence is hardly made of two sources
LONGEST = 4_000  # characters
_OF_A_RUN = 0.15
_AT_ONCE = 32  # sentences
_SAME_MATTER = 0.5  # share of its words that a contradicted sentence has in common with what contradicts it


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A sentence with its verdict and the words that it rests on, or that contradict it, or that come nearest."""

    text: str
    verdict: Verdict
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Words of the archive that a sentence is held against."""

    citations: tuple[Citation, ...]
    coverage: float  # share of the sentence's words that they hold, from 0 to 1
    is_single: bool = False  # one sentence, not a run of them

    @property
    def nearness(self) -> float:
        """The coverage, of which a run must have more to be as near as one sentence."""
        return round(self.coverage - (0 if self.is_single else _OF_A_RUN), 2)


def review(
    sentences: Sequence[str], search: Search, gate: Gate, progress: Callable[[int], None] | None = None
) -> tuple[Reviewed, ...]:
    """Hold each sentence against what `search` finds for it; `progress` is told how many are done.

    Raises ModelError where the judge fails.
    """
    found: list[Reviewed] = []
    for start in range(0, len(sentences), _AT_ONCE):
        batch = sentences[start : start + _AT_ONCE]
        short = [sentence for sentence in batch if len(sentence) <= LONGEST]
        reviewed = _review(short, [_readings(sentence, search(sentence)) for sentence in short], gate)
        found += [next(reviewed) if len(sentence) <= LONGEST else _too_long(sentence) for sentence in batch]
        if progress:
            progress(len(found))
    return tuple(found)


def _too_long(sentence: str) -> Reviewed:
    reason = f"it has {len(sentence):,} characters without an end: split it"
    return Reviewed(sentence, Verdict(Support.NOT_FOUND, 0.0, "none", (Finding("length", reason),)), ())


def _review(
    sentences: Sequence[str], readings: Sequence[Sequence[_Reading]], gate: Gate
) -> Iterator[Reviewed]:
    first = _ruled(sentences, readings, gate)
    # Only what no window bears out is read against two of them.
    apart = [
        () if _supported(ruled) else tuple(_in_twos(sentence, one))
        for sentence, one, ruled in zip(sentences, readings, first, strict=True)
    ]
    second = _ruled(sentences, apart, gate)
    for sentence, one, two in zip(sentences, first, second, strict=True):
        yield _best(sentence, one, two, gate)


_Ruled = tuple[_Reading, Verdict]


def _ruled(
    sentences: Sequence[str], readings: Sequence[Sequence[_Reading]], gate: Gate
) -> list[list[_Ruled]]:
    pairs = [
        [_pair(sentence, reading) for reading in some]
        for sentence, some in zip(sentences, readings, strict=True)
    ]
    verdicts = iter(gate.rule([pair for some in pairs for pair in some]))
    return [
        [(reading, _held(sentence, reading, next(verdicts))) for reading in some]
        for sentence, some in zip(sentences, readings, strict=True)
    ]


def _held(sentence: str, reading: _Reading, verdict: Verdict) -> Verdict:
    """A short sentence is not borne out by words that lack one of its own, whatever the judge says."""
    wanted = _words(sentence)
    least = next((share for most, share in _HELD.items() if len(wanted) <= most), 0.0)
    if verdict.support is not Support.SUPPORTED or verdict.judge == VERBATIM or reading.coverage >= least:
        return verdict
    unheard = Finding("words", "the words that come nearest do not speak of it")
    return Verdict(Support.NOT_FOUND, verdict.score, verdict.judge, (unheard,))


def _pair(sentence: str, reading: _Reading) -> Pair:
    return pair_of(Claim(sentence, reading.citations))


def _supported(ruled: Sequence[_Ruled]) -> bool:
    return any(verdict.support is Support.SUPPORTED for _, verdict in ruled)


def _best(sentence: str, ruled: Sequence[_Ruled], in_twos: Sequence[_Ruled], gate: Gate) -> Reviewed:
    supporting = [each for each in (*ruled, *in_twos) if each[1].support is Support.SUPPORTED]
    if supporting:
        reading, verdict = max(supporting, key=lambda each: (each[1].score, -_length(each[0])))
        return Reviewed(sentence, verdict, reading.citations)
    if not ruled:
        nothing = gate.verdict(Pair(sentence, ()), gate.judge.judge([Pair(sentence, ())])[0])
        return Reviewed(sentence, nothing, ())
    # What is contradicted is so by the words that come nearest, the fewer the better; others are of another matter.
    reading, verdict = max(ruled, key=lambda each: (each[0].nearness, each[1].score, -_length(each[0])))
    if verdict.support is Support.CONTRADICTED and reading.coverage < _SAME_MATTER:
        findings = tuple(each for each in verdict.findings if not each.contradicts) or verdict.findings
        verdict = Verdict(Support.NOT_FOUND, verdict.score, verdict.judge, findings)
    return Reviewed(sentence, verdict, reading.citations)


def _length(reading: _Reading) -> int:
    return sum(len(each.quote) for each in reading.citations)


def _readings(sentence: str, hits: Sequence[Hit]) -> list[_Reading]:
    """The windows of the bulletins that were hit, those with most of the sentence's words first."""
    bulletins = dict.fromkeys(hit.bulletin for hit in hits)
    wanted = _words(sentence)
    windows = [
        _Reading((citation,), _coverage(wanted, citation.quote), length == 1)
        for bulletin in bulletins
        for length in range(1, _LONGEST_RUN + 1)
        for citation in _runs(bulletin, length)
    ]
    for window in windows:
        if is_verbatim(_pair(sentence, window)):
            return [window]
    windows.sort(key=lambda each: (-each.coverage, _length(each)))  # stable: else in the order of the hits
    singles = [window for window in windows if window.is_single]
    runs = [window for window in windows if not window.is_single]
    return [*singles[:_SINGLE], *runs[:_RUNS]]


def _runs(bulletin: Bulletin, length: int) -> Iterator[Citation]:
    """Sentences that follow each other; none of them is addressed to a machine, for such a one supports nothing."""
    parts = told_apart(bulletin.body)
    for start in range(len(parts) - length + 1):
        run = parts[start : start + length]
        if not any(reason for _, reason in run):
            yield Citation(bulletin, Span(run[0][0].start, run[-1][0].end))


def _in_twos(sentence: str, readings: Sequence[_Reading]) -> Iterator[_Reading]:
    """Windows that do not overlap, two together, where both bring words of their own."""
    wanted = _words(sentence)
    if len(words_of(sentence)) < _LONG:
        return
    singles = [reading for reading in readings if reading.is_single]
    for one, other in combinations(singles[:_APART], 2):
        (left,), (right,) = one.citations, other.citations
        if left.bulletin.id == right.bulletin.id and left.span.overlaps(right.span):
            continue
        coverage = _coverage(wanted, f"{left.quote}\n{right.quote}")
        if coverage > max(one.coverage, other.coverage):
            yield _Reading((left, right), coverage)


@lru_cache(maxsize=256)
def _words(sentence: str) -> tuple[tuple[str, frozenset[int]], ...]:
    """The words with a meaning; figures and dates have many forms, and checks of their own."""
    apart = [mention.span for mention in find_dates(sentence)]
    apart += [quantity.span for quantity in find_quantities(sentence)]
    words = (word for word in content_words(sentence) if not any(word.span.overlaps(span) for span in apart))
    return tuple((word.stem, ideas_of((word.stem,))) for word in words)


def _coverage(wanted: Sequence[tuple[str, frozenset[int]]], text: str) -> float:
    stems = stems_of(text)
    ideas = ideas_of(stems)
    return sum(stem in stems or bool(some & ideas) for stem, some in wanted) / max(1, len(wanted))
