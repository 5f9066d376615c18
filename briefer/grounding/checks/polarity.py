"""What is denied must not be told as so, nor what is so as not so: negations and opposites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.cues import (
    Sentence,
    alike,
    is_quotation,
    premise_sentences,
    sentences_of,
    share,
)
from briefer.grounding.language.opposites import opposed_to
from briefer.grounding.language.words import stem
from briefer.grounding.pairs import Pair
from briefer.model import Finding, Span

NAME = "negation"

_NEGATION = re.compile(
    r"\b(?:not(?! (?:only|just|merely|solely|simply|least|necessarily|(?:more|less|fewer) than))|(?:\w*n['’]t|cannot)"
    r"|never|neither|nor|no longer|no one|nobody|none(?: of)?|without|no(?!\.|[-–]| (?:more|less|fewer) than| \d)"
    r"|fail(?:s|ed|ing)? to|refus(?:es?|ed|ing) to|declin(?:es?|ed|ing) to|unable to|(?:has|have|had) yet to"
    r"|stop(?:s|ped) short of)\b(?!-)",
    re.IGNORECASE,
)
# These turn or weaken what stands near them, one cannot say how: such clauses are let pass.
_UNSURE = re.compile(
    r"\b(?:instead|rather than|hardly|barely|rarely|seldom|scarcely|few|little|prevent\w*"
    r"|avoid\w*|block\w*|bar(?:s|red)"
    r"|bann?\w*|cancel\w*|postpon\w*|lack\w*|den(?:y|ies|ied|ying|ial)|reject\w*|refus\w*"
    r"|declin\w*|refut\w*|disput\w*"
    r"|dismiss\w*|impossible|absen\w+|stop\w*|halt\w*|ruled? out|fail\w*|keep|keeps|kept|against"
    r"|false|nothing|nowhere"
    r"|until|unless|longer|former\w*|previous\w*|if|except|only|abandon\w*|drop(?:s|ped)|end(?:s"
    r"|ed)|unlikely|unknown|unclear)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|refut\w*|reject\w*|disput\w*|dismiss\w*)\b", re.IGNORECASE
)
# "does not believe that it did" is "believes that it did not".
_RAISING = frozenset(
    stem(word) for word in "believe think expect want seem appear likely plan intend say said".split()
)
_FAVOUR = re.compile(r"\b(?:for|in favou?r|yes|approv\w+)\b", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:against|no|reject\w*|oppos\w+)\b", re.IGNORECASE)
_ABSTAIN = re.compile(r"\babstain\w*|\babstention\w*", re.IGNORECASE)
_VOTE = re.compile(r"\bvot(?:e|es|ed|ing)\b", re.IGNORECASE)
_BALLOT_WORDS = frozenset(
    stem(word) for word in "vote voted favour favor against abstain resolution motion text draft bill".split()
)
_DEGREE = re.compile(
    r"(?<!at )(?<!no )(?<!not )\b(?P<side>(?<!the )(?:more|less|fewer)|most|least)\s+(?P<of>(?!than\b)[a-z]{4,})",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(r"\b(?P<base>[a-z]{3,}?)(?P<end>iest|est)\b")
_TURNED = {"most": "least", "least": "most", "more": "less", "less": "more"}
_ENOUGH = 0.6  # of a word's neighbourhood must be borne by the other side's
_NEARLY_ALL = 0.8  # of it where another word stands before the two


@dataclass(frozen=True, slots=True)
class _Polarity:
    """What turns the words of a sentence: the cues of each clause, and the words that a sure cue bears on."""

    negated: dict[int, int]  # a content word's index to its cue's start
    cues: tuple[tuple[int, str, Span], ...]  # clause, stem and place of each cue, sure or not
    raised: bool  # a negation on "believe" or a denial may turn any clause of the sentence

    def around(self, clause: int, own: Span, without: int | None) -> frozenset[str]:
        """The cues beside a word: of its clause, or of the sentence where one is raised; itself left out."""
        return frozenset(
            cue
            for at, cue, span in self.cues
            if (at == clause or self.raised) and not span.overlaps(own) and span.start != without
        )


def check(pair: Pair) -> tuple[Finding, ...]:
    """Fire where the claim negates what the premise affirms, or the reverse."""
    return () if is_quotation(pair) else findings(pair)


def findings(pair: Pair) -> tuple[Finding, ...]:
    """As `check`, also for a claim that is a sentence of the premise."""
    given = premise_sentences(pair)
    for claim in sentences_of(pair.claim):
        for claimed, told in (
            *_turned(claim, given),
            *_opposite(claim, given),
            *_degrees(claim, given),
            *_votes(claim, given),
        ):
            return (Finding(NAME, f"the claim says {claimed}, the bulletin {told}", contradicts=True),)
    return ()


def _turned(claim: Sentence, given: tuple[Sentence, ...]) -> Iterator[tuple[str, str]]:
    mine = _polarity(claim)
    for index, start in mine.negated.items():
        if _denies_neighbour(claim, index, given):
            continue
        found = _same(claim, index, given)
        if found and all(_differ(claim, index, sentence, at) for sentence, at in found):
            yield claim.phrase(index, start), found[0][0].phrase(found[0][1])
    for sentence in given:
        for at, start in _polarity(sentence).negated.items():
            if _denies_neighbour(sentence, at, (claim,)):
                continue
            for index, word in enumerate(claim.words):
                if word.stem != sentence.words[at].stem or index in mine.negated:
                    continue
                found = _same(claim, index, given)
                if found and all(_differ(each, place, claim, index) for each, place in found):
                    yield claim.phrase(index), sentence.phrase(at, start)


def _denies_neighbour(sentence: Sentence, index: int, others: tuple[Sentence, ...]) -> bool:
    """The same "no" on a word beside it: "no federal requirement", "no requirement"."""
    denied = {each.words[at].stem for each in others for at in _polarity(each).negated}
    return bool(denied & {word.stem for word in sentence.words[max(0, index - 1) : index + 4]})


def _differ(one: Sentence, index: int, other: Sentence, at: int) -> bool:
    """Say whether the first word is negated, the second not, and nothing else turns either of them."""
    negated, plain = _polarity(one), _polarity(other)
    if index not in negated.negated or at in plain.negated:
        return False
    if negated.raised != plain.raised and (negated.raised or one.words[index].stem not in _RAISING):
        return negated.raised and not plain.cues and one.words[index].stem in _RAISING
    left = negated.around(one.clause[index], one.words[index].span, negated.negated[index])
    return left == plain.around(other.clause[at], other.words[at].span, None)


def _same(claim: Sentence, index: int, given: tuple[Sentence, ...]) -> list[tuple[Sentence, int]]:
    """Where the premise tells of the claim's word; empty where it is not sure that it tells of the same thing."""
    wanted = claim.words[index].stem
    places = [(each, at) for each in given for at, word in enumerate(each.words) if word.stem == wanted]
    if not places:
        places = [
            (each, at) for each in given for at, word in enumerate(each.words) if alike(word.stem, wanted)
        ]
    near = claim.near(index)
    sure = any(share(near, sentence.near(at)) >= _ENOUGH for sentence, at in places)
    return places if sure else []


def _is_plain(sentence: Sentence, index: int) -> bool:
    own, clause = sentence.words[index].span, sentence.clause[index]
    return not any(at == clause and not span.overlaps(own) for at, _, span in _polarity(sentence).cues)


@lru_cache(maxsize=4_096)
def _polarity(sentence: Sentence) -> _Polarity:
    negated: dict[int, int] = {}
    raised = bool(_DENIAL.search(sentence.text))
    found = [
        (sentence.clause_at(m.start()), stem(m[0].lower()), Span(*m.span()))
        for m in _UNSURE.finditer(sentence.text)
    ]
    for match in _NEGATION.finditer(sentence.text):
        index = sentence.after(match.end())
        span = Span(*match.span())
        clause = sentence.clause_at(match.start())
        found.append((clause, "not", span))
        if index is None:
            continue
        if sentence.clause[index] != clause:
            found.append((sentence.clause[index], "not", span))
        raised = raised or sentence.words[index].stem in _RAISING
        if index in negated:
            del negated[index]  # twice negated
        else:
            negated[index] = match.start()
    return _Polarity(negated, tuple(each for each in found if not _within_sure(each, found)), raised)


def _within_sure(cue: tuple[int, str, Span], found: list[tuple[int, str, Span]]) -> bool:
    """The "failed" of "failed to" is one cue, not two."""
    return cue[1] != "not" and any(other[1] == "not" and other[2].overlaps(cue[2]) for other in found)


def _opposite(claim: Sentence, given: tuple[Sentence, ...]) -> Iterator[tuple[str, str]]:
    known = frozenset(word.stem for sentence in given for word in sentence.words)
    for index, word in enumerate(claim.words):
        others = opposed_to(word.stem, word.folded)
        if not others.stems or word.stem in known or others.fellows & known or not _is_plain(claim, index):
            continue
        if any(alike(word.stem, each) for each in known if each not in others.stems):
            continue
        for sentence in given:
            for at, other in enumerate(sentence.words):
                back = opposed_to(other.stem, other.folded)
                if other.stem not in others.stems and word.stem not in back.stems:
                    continue
                if other.stem in claim.stems or back.fellows & claim.stems:
                    continue
                tied = other.stem in others.tied or word.stem in back.tied
                if _is_told_of_same(claim, index, sentence, at, tied=tied):
                    yield claim.phrase(index), sentence.phrase(at)


def _is_told_of_same(claim: Sentence, index: int, sentence: Sentence, at: int, *, tied: bool) -> bool:
    """The same subject before the word, and most of what stands around it; if `tied`, also the same word after it."""
    turned = ["not" in {cue for _, cue, _ in _polarity(each).cues} for each in (claim, sentence)]
    if (
        not _is_plain(sentence, at) or turned[0] != turned[1]
    ):  # "denied that it did", "confirmed that it did not"
        return False
    if tied and [w.stem for w in claim.words[index + 1 : index + 2]] != [
        w.stem for w in sentence.words[at + 1 : at + 2]
    ]:
        return False
    before = claim.words[index - 1].stem if index else ""
    subject = not before or before in {word.stem for word in sentence.words[max(0, at - 4) : at]}
    near = share(claim.near(index), sentence.near(at))
    return near >= (_ENOUGH if subject else _NEARLY_ALL)


def _degrees(claim: Sentence, given: tuple[Sentence, ...]) -> Iterator[tuple[str, str]]:
    """ "Least deadly" for "most deadly" or "deadliest", "fewer tourists" for "more tourists"."""
    stated = {each: words for sentence in given for each, words in _degrees_in(sentence.text).items()}
    for (side, of), words in _degrees_in(claim.text).items():
        other = stated.get((_TURNED[side], of))
        if other and (side, of) not in stated:
            yield f'"{words}"', f'"{other}"'


@lru_cache(maxsize=4_096)
def _degrees_in(text: str) -> dict[tuple[str, str], str]:
    """The degrees of a text as worded, each by its side and the stem that it is of."""
    found = {}
    for match in _DEGREE.finditer(text):
        side = match["side"].lower()
        found["less" if side == "fewer" else side, stem(match["of"].lower())] = match[0]
    for match in _SUPERLATIVE.finditer(text):
        found["most", stem(match["base"] + ("y" if match["end"] == "iest" else ""))] = match[0]
    return found


def _votes(claim: Sentence, given: tuple[Sentence, ...]) -> Iterator[tuple[str, str]]:
    mine = _ballot(claim.text)
    if len(mine) != 1:
        return
    wanted = claim.stems - _BALLOT_WORDS
    told = [(each, _ballot(each.text)) for each in given if share(wanted, each.stems) >= _ENOUGH]
    told = [(each, sides) for each, sides in told if sides]
    if told and all(len(sides) == 1 and sides != mine for _, sides in told):
        yield f'"{next(iter(mine))}"', f'"{next(iter(told[0][1]))}"'


def _ballot(text: str) -> frozenset[str]:
    if not _VOTE.search(text) and not _ABSTAIN.search(text):
        return frozenset()
    sides = (("voted for", _FAVOUR), ("voted against", _AGAINST), ("abstained", _ABSTAIN))
    return frozenset(side for side, pattern in sides if pattern.search(text))
