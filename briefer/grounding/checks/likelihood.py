"""Likelihood and confidence: a claim has none of its own.

After Intelligence Community Directive 203, Analytic Standards (2 January 2015), section D.6.e(2): a degree of
likelihood is that of the words cited, in the same band and of the same thing, or it is the assessment of a speaker whom
they name; and a sentence never gives a degree of likelihood together with a level of confidence. Looser words for what
may come ("poised to", "could") need something of the kind in the words cited too. The bulletins' own sentences are not
linted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefer.grounding.checks.modality import hedges
from briefer.grounding.language.attribution import attributions
from briefer.grounding.language.cues import (
    Sentence,
    is_quotation,
    premise_sentences,
    quoted,
    sentences_of,
    share,
)
from briefer.grounding.language.likelihood import Band, Likelihood, confidences_of, likelihoods_of
from briefer.grounding.language.words import stem
from briefer.grounding.pairs import Pair
from briefer.model import Finding
from briefer.reading.folding import fold

NAME = "likelihood"

_OUTLOOK = re.compile(
    r"\b(?:(?:may|might|could) well|(?-i:may)(?! \d)|might"
    r"|could(?! not\b|n['’]t\b| (?:be )?(?:see|hear|feel|seen|heard|felt)\b)"
    r"|poised to|expected to|(?:looks? )?set to|bound to|on (?:course|track) to|looks? like(?:ly)?|in all likelihood"
    r"|a matter of time)\b",
    re.IGNORECASE,
)
# Not in doubt but asked or meant: "how the crisis might be handled", "so that aid could come".
_ASKED = re.compile(
    r"\b(?:how|what|whether|who|whom|where|which|when|why|so that|in order that)\b[^,;]{0,60}$", re.IGNORECASE
)
# "It is set to": to come. "A price set to a limit", "a fire set to a house": not.
_SET_BY = re.compile(r"\b(?:fire|price|limit|record|stage|date)s? (?:is |was |were )?$", re.IGNORECASE)
# Hedges that do not open the future nor leave anything in doubt.
_IDLE = frozenset(
    stem(word)
    for word in "say says said according not no never without tell told announce approve decide decision draft bill "
    "candidate able can committed agree instruct ask order".split()
)
_ASSESSES = re.compile(
    r"\b(?:assess|judg|estimat|expect|forecast|predict|anticipat|consider|believ|think|thought|warn|project|foresee|fear)\w*",
    re.IGNORECASE,
)
# Talk leaves open what comes of it, but not where the claim itself speaks of the talks.
_TALK = frozenset(stem(word) for word in "talks negotiations discussions".split())
_SAME_THING = 0.5  # share of the words around a term that those around the other must hold
_ON_THE_SUBJECT = 0.3  # share of a claim's words from which a sentence speaks of the same


def check(pair: Pair) -> tuple[Finding, ...]:
    """Fire where the claim gives a likelihood or a confidence that the premise does not, or both in one sentence."""
    if is_quotation(pair):
        return ()
    given = premise_sentences(pair)
    for claim in sentences_of(pair.claim):
        for reason in (*_mixed(claim, given), *_unstated(claim, given), *_outlook(claim, given)):
            return (Finding(NAME, reason),)
    return ()


def _mixed(claim: Sentence, given: tuple[Sentence, ...]) -> Iterator[str]:
    """A likelihood and a confidence in one sentence."""
    levels, terms = confidences_of(claim.text), likelihoods_of(claim.text)
    if levels and terms:
        yield (
            f"the claim gives a likelihood ({quoted(terms[0].words)}) and a confidence ({quoted(levels[0].words)}) "
            "in one sentence"
        )
    stated = {each.level for sentence in given for each in confidences_of(sentence.text)}
    for level in levels:
        if level.level not in stated:
            yield f"the claim says {quoted(level.words)}, and the bulletin states no such confidence"


def _unstated(claim: Sentence, given: tuple[Sentence, ...]) -> Iterator[str]:
    """A likelihood in a band that the premise does not give the same thing."""
    for term in likelihoods_of(claim.text):
        stated = [
            (sentence, each)
            for sentence in given
            for each in likelihoods_of(sentence.text)
            if _is_same_thing(claim, term, sentence, each)
        ]
        if any(each.band is term.band for _, each in stated) or _is_assessed(claim, term, given):
            continue
        said = f"the claim says {_in_words(claim, term)}"
        if stated:
            yield f"{said}, the bulletin {_in_words(*stated[0])}"
        else:
            yield f"{said}, and the bulletin states no such likelihood"


def _is_same_thing(claim: Sentence, term: Likelihood, sentence: Sentence, other: Likelihood) -> bool:
    ours, theirs = _around(claim, term), _around(sentence, other)
    return min(share(ours, theirs), share(theirs, ours)) >= _SAME_THING or share(ours, theirs) > _SAME_THING


def _around(sentence: Sentence, term: Likelihood) -> frozenset[str]:
    """The words that a term bears on, and those near them."""
    index = sentence.after(term.span.end)
    if index is None:
        before = [at for at, word in enumerate(sentence.words) if word.span.end <= term.span.start]
        index = before[-1] if before else None
    if index is None:
        return frozenset()
    inside = {word.stem for word in sentence.words if word.span.overlaps(term.span)}
    return (sentence.near(index) | {sentence.words[index].stem}) - inside


def _is_assessed(claim: Sentence, term: Likelihood, given: tuple[Sentence, ...]) -> bool:
    """Say whether a speaker whom the claim names assesses so in the premise: "the fund expects growth to slow"."""
    if term.band is not Band.LIKELY:
        return False
    speakers = {fold(each.speaker) for each in attributions(claim.text) if each.speaker}
    return any(
        _ASSESSES.search(sentence.text) and _is_on_the_subject(claim, sentence) and _names(sentence, speakers)
        for sentence in given
    )


def _names(sentence: Sentence, speakers: set[str]) -> bool:
    return any(re.sub(r"^(?:the|an?) ", "", speaker) in fold(sentence.text) for speaker in speakers)


def _outlook(claim: Sentence, given: tuple[Sentence, ...]) -> Iterator[str]:
    """What may come, of which the premise says nothing of the kind."""
    for match in _OUTLOOK.finditer(claim.text):
        before = claim.text[: match.start()]
        if _ASKED.search(before) or (match[0].lower() == "set to" and _SET_BY.search(before)):
            continue
        on_it = [each for each in given if _is_on_the_subject(claim, each)] or list(given)
        if on_it and not any(_leaves_open(each.text, claim) for each in on_it):
            index = claim.after(match.end())
            words = quoted(match[0]) if index is None else claim.phrase(index, match.start())
            yield f"the claim says {words}, and the bulletin leaves nothing open"


def _is_on_the_subject(claim: Sentence, sentence: Sentence) -> bool:
    return share(claim.stems, sentence.stems) >= _ON_THE_SUBJECT


def _leaves_open(text: str, claim: Sentence) -> bool:
    """Say whether a sentence speaks of what may be or is to come, in any words."""
    if likelihoods_of(text) or _OUTLOOK.search(text):
        return True
    idle = _IDLE | (_TALK & claim.stems)
    return any(word not in idle for _, word in hedges(text))


def _in_words(sentence: Sentence, term: Likelihood) -> str:
    index = sentence.after(term.span.end)
    return quoted(term.words) if index is None else sentence.phrase(index, term.span.start)
