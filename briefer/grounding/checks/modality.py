"""What is planned, possible, attempted, demanded or suspected must not be told as done or as fact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.cues import (
    Sentence,
    alike,
    is_quotation,
    premise_sentences,
    quoted,
    sentences_of,
    share,
)
from briefer.grounding.language.words import stem
from briefer.grounding.pairs import Pair
from briefer.model import Finding

NAME = "modality"

_BE = r"(?:is|are|was|were|be|been|being)"
_MAY = r"(?-i:may)(?! \d)"  # the month has a capital
# Each pattern ends where the words that it bears on begin.
_MARKS = {
    "possible": rf"{_MAY}|might|could(?! not)|possibl[ey]|potential(?:ly)?|perhaps|considering|considers?"
    rf"|mulling|weighing"
    r"|likely to|fear(?:s|ed) (?:of|to|that|for)|likely",
    "planned": rf"will(?! not)|would|plan(?:s|ned|ning)? (?:to|for)|intend(?:s|ed|ing)? to|intention (?:of"
    rf"|to)|set to|{_BE} due to"
    r"|scheduled (?:to|for)|expect(?:s|ed|ing) to|aim(?:s|ed|ing)? to|hop(?:es?|ed|ing) to"
    r"|want(?:s|ed)? to|seek(?:s|ing)? to"
    r"|vow(?:s|ed|ing)? to|pledg(?:es?|ed|ing) to|promis(?:es?|ed|ing) to|threat(?:s|ens?|ened"
    r"|ening)? to|agree[sd]? to"
    r"|offer(?:s|ed|ing)? to|propos(?:es?|ed|ing|als?) (?:to|for)|prepar(?:es?|ed|ing) (?:to"
    r"|for)|about to|poised to|going to"
    r"|planned|proposed|ready to",
    "suspected": rf"suspected(?: of)?|alleged(?:ly)?|reportedly|presumed(?: to be)?|apparent(?:ly)?|supposed(?:ly)?"
    rf"|purported(?:ly)?|{_BE} (?:also )?(?:believed|thought|said|reported|understood|alleged|rumou?red) to"
    r"|(?:believed|thought|said) to (?:be|have)",
    "attempted": r"attempt(?:s|ed|ing)? to|attempted|tr(?:y|ies|ied|ying) to|sought to|plot(?:s|ted|ting)? to"
    r"|bid to|foil(?:s|ed)|thwart(?:s|ed)",
    "demanded": r"call(?:s|ed|ing)? for|demand(?:s|ed|ing)?(?: (?:that|for))?|(?:urg|ask|order|request|call"
    r"|tell|told|instruct|command)"
    r"(?:e|es|s|ed|ing)?(?: on)? (?:[\w’'-]+ ){1,5}?to|appeal(?:s|ed|ing)? for|recommend(?:s|ed|ing)?",
    "discussed": r"(?:talks|negotiations|discussions) (?:on|about|over|to|towards?)|negotiat(?:es?|ed|ing)"
    r"|discuss(?:es|ed|ing)?",
}
_MARK = re.compile(
    "|".join(rf"(?P<{kind}>\b(?:{pattern})(?!\w))" for kind, pattern in _MARKS.items()), re.IGNORECASE
)
# Whatever can stand for such a cue in a fair paraphrase.
_DOUBT = (
    rf"{_MAY}|might|could|possib\w*|potential\w*|perhaps|maybe|likely|unlikely|likelihood"
    rf"|probabl\w*|suspect\w*|believ\w*|thought"
    r"|think\w*|alleg\w*|report\w*|appear\w*|seem\w*|suggest\w*|indicat\w*|rumou?r\w*|accus\w*"
    r"|charg\w*|claim\w*|blam\w*|presum\w*"
    r"|sa(?:y|ys|id)|according|purport\w*|apparent\w*|suppos\w*|fear\w*|expect\w*|risk\w*|chance"
    r"|unconfirmed|unverified|assum\w*"
    r"|consider\w*|mull\w*|weigh\w*|prospect\w*|estimat\w*|in connection with|investigat\w*|speculat\w*"
)
_FUTURE = (
    r"will|would|’ll|'ll|shall|plan\w*|inten[dt]\w*|set|due|schedul\w*|aim\w*|hop(?:e|es|ed|ing)"
    r"|want\w*|wish\w*|seek\w*|sought|vow\w*|pledg\w*"
    r"|promis\w*|threat\w*|agree\w*|offer\w*|propos\w*|prepar\w*|about to|poised|going to"
    r"|upcoming|future|next|attempt\w*|tr(?:y|ies|ied|ying)"
    r"|effort\w*|bid|plot\w*|foil\w*|thwart\w*|fail\w*|call\w*|demand\w*|urg\w*|ask\w*|order\w*"
    r"|request\w*|tell|told|instruct\w*|command\w*"
    r"|appeal\w*|recommend\w*|should|must|need\w*|talks?|negotiat\w*|discuss\w*|if|unless"
    r"|provided|condition\w*|until|warn\w*|decid\w*"
    r"|decision|(?:is|are|was|were) to|move[sd]? to|forecast\w*|predict\w*|eye[sd]?|explor\w*"
    r"|examin\w*|favou?r\w*|push\w*|press\w*|to be|able"
    r"|can|anticipat\w*|foresee\w*|project(?:s|ed)|ready|committed|approv\w*|announc\w*|not|no|n['’]t|never|without|draft\w*|bill|candidate"
)
_HEDGE = re.compile(rf"\b(?:(?P<doubt>{_DOUBT})|(?P<future>{_FUTURE}))(?!\w)", re.IGNORECASE)
# What is agreed or decided is more than what is possible or talked about.
_FIRM = frozenset(stem(word) for word in "agree agreed decide decision approve announce committed".split())
# Verbs that only carry the noun after them: "form an alliance".
_LIGHT = _FIRM | frozenset(stem(word) for word in "form make hold sign reach conclude enter launch".split())
_CONDITION = re.compile(
    r"\b(?:if|unless|provided that|on condition that)\s+(?P<clause>[^,;.]+)", re.IGNORECASE
)
_CONDITIONED = re.compile(
    r"\b(?:if|unless|provided|condition\w*|should|when|until|without|would|were to|in case|whether|even)\b",
    re.IGNORECASE,
)
_ENOUGH = 0.6
_ONLY = {
    "possible": "gives it only as possible",
    "planned": "tells of it only as intended or to come",
    "suspected": "gives it only as suspected or reported",
    "attempted": "tells only of an attempt",
    "demanded": "tells only of a demand",
    "discussed": "tells only of talks",
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A cue and the content word that it bears on."""

    kind: str
    start: int
    words: str
    index: int


def check(pair: Pair) -> tuple[Finding, ...]:
    """Fire where the claim tells as done or as fact what the premise does not."""
    return () if is_quotation(pair) else findings(pair)


def findings(pair: Pair) -> tuple[Finding, ...]:
    """As `check`, also for a claim that is a sentence of the premise."""
    given = premise_sentences(pair)
    for claim in sentences_of(pair.claim):
        for reason in (*_hardened(claim, given), *_unconditional(claim, given)):
            return (Finding(NAME, reason),)
    return ()


def _hardened(claim: Sentence, given: tuple[Sentence, ...]) -> Iterator[str]:
    for sentence in given:
        for mark in _marks(sentence):
            wanted = sentence.words[mark.index].stem
            mine = {m.index for m in _marks(claim) if mark.kind != "possible" or m.words.lower() != "will"}
            places = [at for at, word in enumerate(claim.words) if word.stem == wanted]
            places = places or [at for at, word in enumerate(claim.words) if alike(word.stem, wanted)]
            if not places or any(at in mine for at in places) or _stands_bare(wanted, given):
                continue
            if share(claim.near(places[0]) - _LIGHT, sentence.near(mark.index)) < _ENOUGH:
                continue
            to_come = claim.text[: claim.words[places[0]].span.start].endswith(" to ")
            if not to_come and not _still_hedged(claim, sentence, mark):
                said = sentence.phrase(mark.index, mark.start)
                yield f"the claim says {claim.phrase(places[0])}, the bulletin {_ONLY[mark.kind]}: {said}"


def _unconditional(claim: Sentence, given: tuple[Sentence, ...]) -> Iterator[str]:
    """The words of an "if" or "unless", told as so."""
    if _CONDITIONED.search(claim.text) or _HEDGE.search(claim.text):
        return
    for sentence in given:
        for match in _CONDITION.finditer(sentence.text):
            span = range(*match.span("clause"))
            inside = frozenset(word.stem for word in sentence.words if word.span.start in span)
            held = inside & claim.stems
            if len(held) > 1 and len(held) >= _ENOUGH * max(len(inside), len(claim.words)):
                yield f"the claim says {quoted(claim.text)}, the bulletin only {quoted(match[0])}"


def _stands_bare(wanted: str, given: tuple[Sentence, ...]) -> bool:
    """Say whether the premise also uses the word with no cue on it."""
    return any(
        alike(word.stem, wanted) and at not in {mark.index for mark in _marks(sentence)}
        for sentence in given
        for at, word in enumerate(sentence.words)
    )


def _still_hedged(claim: Sentence, sentence: Sentence, mark: _Mark) -> bool:
    """Say whether the claim has a hedge that the premise does not have for something else."""
    others = hedges(sentence.text) - hedges(mark.words)
    left = hedges(claim.text) - others
    if mark.kind == "suspected":
        return any(kind == "doubt" for kind, _ in left)
    if mark.kind in ("possible", "discussed"):
        return any(word not in _FIRM and (word != "will" or mark.kind == "discussed") for _, word in left)
    return bool(left)


@lru_cache(maxsize=4_096)
def _marks(sentence: Sentence) -> tuple[_Mark, ...]:
    found = []
    for match in _MARK.finditer(sentence.text):
        index = sentence.after(match.end())
        if index is not None:
            found.append(_Mark(str(match.lastgroup), match.start(), match[0], index))
    return tuple(found)


@lru_cache(maxsize=4_096)
def hedges(text: str) -> Counter[tuple[str, str]]:
    """The words of doubt and of what is to come in a text, by kind ("doubt" or "future") and stem."""
    return Counter(
        (str(match.lastgroup), stem(match[0].lower().split()[0])) for match in _HEDGE.finditer(text)
    )
