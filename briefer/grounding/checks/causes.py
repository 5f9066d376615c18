"""A cause, purpose or consequence must be the premise's, not the claim's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.cues import (
    Sentence,
    is_quotation,
    premise_sentences,
    quoted,
    sentences_of,
    share,
)
from briefer.grounding.language.words import stems_of
from briefer.grounding.pairs import Pair
from briefer.model import Finding, Span

NAME = "cause"

# Each cue with the side that the cause stands on.
_CAUSE_AFTER = (
    r"because(?: of)?|(?<!is )(?<!are )(?<!was )(?<!were )due to|owing to|thanks to"
    r"|on account of|in (?:response|reaction|reply) to"
    r"|in (?:retaliation|revenge|reprisal|protest) (?:for|at|against|over|to)|in (?:retaliation"
    r"|revenge|reprisal)|caused by|triggered by"
    r"|prompted by|sparked by|provoked by|brought (?:about|on) by|as a (?:result|consequence) of"
    r"|as retaliation for|blamed on|driven by"
    r"|attributed to|stemm(?:ed|ing) from|resulted from|resulting from|by reason of|on the grounds"
)
_CAUSE_BEFORE = (
    r"l(?:ed|eads|eading) to|caus(?:es|ed|ing)|trigger(?:s|ed|ing)|prompt(?:s|ed|ing)|spark(?:s"
    r"|ed|ing)|provok(?:es|ed|ing)|result(?:s|ed|ing) in"
    r"|forc(?:es|ed|ing)|as a (?:result|consequence)|therefore|thus|consequently|so that"
    r"|in order to|which is why|hence|brought about|paved the way for"
)
_CUE = re.compile(rf"\b(?:(?P<after>{_CAUSE_AFTER})|(?P<before>{_CAUSE_BEFORE}))\b", re.IGNORECASE)
_NO_CAUSE = re.compile(r"\b(?:forced labou?r|armed forces|led to believe|just cause)\b", re.IGNORECASE)
# Weaker words that may stand for a cause in a fair paraphrase.
_WEAK = re.compile(
    r"\b(?:after|following|over|amid|since|as|when|for|reasons?|why|due to|so|following"
    r"|in the wake of|upon|on|causes?|response|retaliat\w*|reveng\w*"
    r"|reprisal\w*|protest\w*|result\w*|react\w*|consequen\w*|effects?|blam\w*|link\w*|driv\w*"
    r"|drove|makes?|made|making|to (?!the\b|an?\b)[a-z]+"
    r"|[a-z]{3,}ing|by|from|with|leav\w*|left|kill\w*|mean\w*|aim\w*|motiv\w*|accus\w*|citing"
    r"|cites?|despite|until|if|about|behind|in the face of"
    r"|role|contribut\w*|responsib\w*|attribut\w*|fear\w*|suspect\w*|alleged\w*|sentenc\w*"
    r"|convict\w*|charg\w*|demand\w*|through|which|that|because"
    r"|force[sd]?|led|leads?|prompt\w*|trigger\w*|spark\w*|provok\w*)\b|[:;—]|\s[–-]\s",
    re.IGNORECASE,
)
# A circumstance or purpose that a sentence adds at its end, or sets before itself.
_ADDED = re.compile(
    r"(?<!\bwell )\b(?:after|before|while|whilst|when|as(?! (?:an?|the|its|his|her|their)\b)|amid|following|since"
    r"|because(?: of)?|(?:in order |so as )?(?<!according )to(?= (?!the\b|an?\b|its\b|their\b|his\b|her\b)(?-i:[a-z]))"
    r"|by(?= [a-z]+ing\b)|despite|although|so that|where)\b",
    re.IGNORECASE,
)
_ADDED_END = re.compile(r"[,;:—()]|\s[–-]\s")
_INVENTED = (
    0.2  # at most this share of the words of an added clause may stand in what is known of the source,
)
_LONG = 3  # if they are at least so many,
_ROOTED = 0.75  # and so much of the rest of the sentence must, so that it is sure what the rest tells of
_NOVEL = 0.25  # at most this share of a reason's words may be known where the reason counts as invented
_KNOWN = 0.75  # and this share of each side must be known where only the link counts as invented
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Link:
    """A cue with the words on its two sides."""

    words: str
    cause: frozenset[str]
    effect: frozenset[str]
    span: Span


def check(pair: Pair) -> tuple[Finding, ...]:
    """Fire where the claim ties two events by a cause that the premise does not give."""
    return () if is_quotation(pair) else findings(pair)


def findings(pair: Pair) -> tuple[Finding, ...]:
    """As `check`, also for a claim that is a sentence of the premise."""
    given = premise_sentences(pair)
    for claim in sentences_of(pair.claim):
        for link in _links(claim):
            for reason in _unfounded(claim, link, given):
                return (Finding(NAME, reason),)
        for clause in _invented(claim, pair, given):
            return (Finding(NAME, f"the claim adds {quoted(clause)}, which the bulletin does not say"),)
    return ()


def _invented(claim: Sentence, pair: Pair, given: tuple[Sentence, ...]) -> Iterator[str]:
    """A clause of the claim of which next to nothing stands in the words, nor in what stands before them."""
    matches = list(_ADDED.finditer(claim.text))
    if not matches:
        return
    told = frozenset[str]().union(*(each.stems for each in given))
    known = told | stems_of(pair.text) | stems_of(pair.context)
    for match in matches:
        closing = _ADDED_END.search(claim.text, match.end())
        end = closing.start() if closing else len(claim.text)
        inside = [w for w in claim.words if match.end() <= w.span.start < end]
        rest = [w.stem for w in claim.words if not match.end() <= w.span.start < end]
        if len(inside) < _LONG or share(rest, told) < (_ROOTED if len(rest) >= _LONG else 1.0):
            continue
        if share((word.stem for word in inside), known) <= _INVENTED:
            yield claim.text[match.start() : end].strip()


@lru_cache(maxsize=2_048)
def _links(sentence: Sentence) -> tuple[_Link, ...]:
    found = []
    for match in _CUE.finditer(sentence.text):
        if _NO_CAUSE.search(sentence.text):
            continue
        before = frozenset(w.stem for w in sentence.words if w.span.end <= match.start())
        after = frozenset(w.stem for w in sentence.words if w.span.start >= match.end())
        if not before:  # "Because of the rain, the road is closed"
            comma = sentence.text.find(",", match.end())
            before = frozenset(w.stem for w in sentence.words if w.span.start > comma > 0)
            after -= before
        sides = (after, before) if match["after"] else (before, after)
        found.append(_Link(match[0], *sides, Span(*match.span())))
    return tuple(found)


def _unfounded(claim: Sentence, link: _Link, given: tuple[Sentence, ...]) -> Iterator[str]:
    """Why the link is not the premise's, in words."""
    known = frozenset[str]().union(*(each.stems for each in given))
    said = quoted(claim.text[link.span.start :])
    if len(link.cause) < _FEWEST or not link.effect:
        return
    if share(link.cause, known) <= _NOVEL and share(link.effect, known) >= _KNOWN:
        yield f"the claim gives a cause, {said}, that the bulletin does not give"
    elif min(share(link.cause, known), share(link.effect, known)) >= _KNOWN:
        told = [each for each in given if _bears_of(each, link)]
        if told and not any(_CUE.search(each.text) or _may_link(each, link) for each in told):
            yield f'the claim says "{link.words}", the bulletin ties the two by no such word: {quoted(told[0].text)}'
        elif any(_is_reversed(link, _links(each)[0]) for each in told if len(_links(each)) == 1):
            yield f"the claim turns cause and effect about: {said}, the bulletin {quoted(told[0].text)}"


def _bears_of(sentence: Sentence, link: _Link) -> bool:
    return max(share(link.cause, sentence.stems), share(link.effect, sentence.stems)) >= _NOVEL


def _may_link(sentence: Sentence, link: _Link) -> bool:
    """Say whether a sentence that tells of both sides has some word that may tie them, or opens with one."""
    both = min(share(link.cause, sentence.stems), share(link.effect, sentence.stems)) >= _KNOWN
    weak = _WEAK.search(sentence.text)
    return weak is not None and (both or weak.start() < 3)


def _is_reversed(mine: _Link, theirs: _Link) -> bool:
    own = mine.cause - mine.effect, mine.effect - mine.cause
    if min(len(own[0]), len(own[1])) < 1:
        return False
    crossed = min(share(own[0], theirs.effect), share(own[1], theirs.cause)) >= _KNOWN
    return crossed and max(share(own[0], theirs.cause), share(own[1], theirs.effect)) <= _NOVEL
