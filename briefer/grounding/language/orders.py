"""Which of two events a sentence puts first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.cues import Sentence, share
from briefer.model import Span

_LATER_FIRST = (
    r"(?:(?:which|that)\s+)?(?:came|comes|happened|took place)\s+(?:just\s+)?after|(?:which|that)\s+followed"
    r"|after|following"
)
_EARLIER_FIRST = r"before|ahead of|prior to|followed by|(?:and|,)\s+then|(?:which|that)\s+preceded"
_CUE = re.compile(
    rf"(?:\b|(?=,))(?:(?P<later>{_LATER_FIRST})|(?P<earlier>{_EARLIER_FIRST}))\b", re.IGNORECASE
)
_SAME = 0.75  # of a side's own words must be borne where the same event is told of,
_OTHER = 0.25  # and at most so many where the other one is


@dataclass(frozen=True, slots=True)
class Order:
    """The words of the event told as earlier, and of the later one."""

    earlier: frozenset[str]
    later: frozenset[str]
    span: Span  # of the word that orders them


@lru_cache(maxsize=2_048)
def orders_in(sentence: Sentence) -> tuple[Order, ...]:
    """The events that a sentence puts in order; none where it orders more than two, one cannot say which."""
    found = tuple(_orders(sentence))
    return found if len(found) == 1 else ()


def _orders(sentence: Sentence) -> Iterator[Order]:
    for match in _CUE.finditer(sentence.text):
        before = frozenset(w.stem for w in sentence.words if w.span.end <= match.start())
        after = frozenset(w.stem for w in sentence.words if w.span.start >= match.end())
        if not before:  # "After the coup, the UN left"
            comma = sentence.text.find(",", match.end())
            before = frozenset(w.stem for w in sentence.words if w.span.start > comma > 0)
            after -= before
        earlier, later = (before - after, after - before)
        if match["later"]:
            earlier, later = later, earlier
        if earlier and later:
            yield Order(earlier, later, Span(*match.span()))


def is_reversed(mine: Order, theirs: Order) -> bool:
    """Say whether the two tell of the same two events, the other way round."""
    crossed = min(share(mine.earlier, theirs.later), share(mine.later, theirs.earlier))
    straight = max(share(mine.earlier, theirs.earlier), share(mine.later, theirs.later))
    return crossed >= _SAME and straight <= _OTHER
