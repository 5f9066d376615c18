"""The same event told by two bulletins, and one toll revised by the next.

Silver labels, by rule: a bulletin supports another's sentence where it has nearly all of its words, all of its names
and all of its figures; it does not where they tell one event and a figure differs, nor where half of its words are new.
(Likeness of embeddings finds no more of the first: over 0.7 it is the same story, and mostly another day of it.)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from briefer.evaluation.meta.claims import is_sound
from briefer.evaluation.meta.text import content, names_in, values_in
from briefer.grounding.language.words import stem
from briefer.model import Bulletin
from briefer.training.examples import NOT_ENOUGH, SUPPORTED, UNSUPPORTED, Example

_DAYS = 2  # between two tellings
_COMMON = 12  # a word that more bulletins of a month have does not tell events apart
_SHARED = 3  # rare words that two tellings share at least
_COVERED = 0.8  # of the claim's words, for support
_OTHER = 0.5  # of the claim's words, under which it tells of more than the other does
_ALIKE = 0.5  # of the claim's words, for one event with another figure


def retellings(month: Sequence[Bulletin]) -> Iterator[Example]:
    """Yield examples out of the pairs of bulletins of one month that tell one event."""
    words = [frozenset(map(stem, content(each.body))) for each in month]
    counts = Counter(word for each in words for word in each)
    having: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(words):
        for word in sorted(each):
            if counts[word] <= _COMMON:
                having[word].append(at)
    shared = Counter(
        (one, two) for places in having.values() for one in places for two in places if one != two
    )
    for (one, two), count in sorted(shared.items()):
        if count >= _SHARED and _is_near(month[one].date.earliest, month[two].date.earliest):
            yield from _told_by(month[one], words[one], month[two], words[two])


def _is_near(one: date | None, two: date | None) -> bool:
    return one is not None and two is not None and abs((one - two).days) <= _DAYS


def _told_by(
    claim: Bulletin, claimed: frozenset[str], evidence: Bulletin, held: frozenset[str]
) -> Iterator[Example]:
    same = " ".join(claim.body.split()) in " ".join(evidence.body.split())
    if same or not claimed or not is_sound(claim.body) or len(claim.body) > 400:
        return
    covered = len(claimed & held) / len(claimed)
    figures, given = values_in(claim.body), values_in(evidence.body)
    names = names_in(claim.body) - _said(evidence.body)
    if covered >= _COVERED and figures <= given and not names:
        yield Example(evidence.body, claim.body, (SUPPORTED,), "retold")
    elif covered >= _ALIKE and figures and not figures & given:
        yield Example(evidence.body, claim.body, UNSUPPORTED, "revised")
    elif covered < _OTHER:
        yield Example(evidence.body, claim.body, (NOT_ENOUGH,), "same story")


def _said(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w[\w’-]*", text))
