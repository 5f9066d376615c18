"""Offices: who is called foreign minister must not be the words' defence minister, nor a general their colonel."""

from __future__ import annotations

from briefer.grounding.language.cues import Sentence, is_quotation, premise_sentences, sentences_of, share
from briefer.grounding.language.offices import Office, offices_in
from briefer.grounding.language.words import stems_of
from briefer.grounding.pairs import Pair
from briefer.model import Finding

NAME = "offices"
_SAME_SLOT = frozenset({"cabinet", "mission", "local"})  # where one office for another is another person
_ENOUGH = 0.75  # of the claim's other words must stand in the sentence that has another office
_FEWEST = 2


def check(pair: Pair) -> tuple[Finding, ...]:
    """Fire where the claim gives a person, or a deed, another office than the premise does."""
    return () if is_quotation(pair) else findings(pair)


def findings(pair: Pair) -> tuple[Finding, ...]:
    """As `check`, also for a claim that is a sentence of the premise."""
    claimed = offices_in(pair.claim)
    if not claimed:
        return ()
    known = (*offices_in(pair.text), *offices_in(pair.context))
    for mine in claimed:
        theirs = _other_of_holder(mine, known) or _other_in_slot(mine, pair, known)
        if theirs:
            reason = f'the claim says "{_worded(mine, pair.claim)}", the bulletin "{theirs.worded}"'
            return (Finding(NAME, reason, contradicts=True),)
    return ()


def _worded(mine: Office, claim: str) -> str:
    return mine.worded if mine.worded in claim else mine.title


def _other_of_holder(mine: Office, known: tuple[Office, ...]) -> Office | None:
    """The office that the words give the claim's person; None where the claim's own may be theirs too."""
    if not mine.holder:
        return None
    if any(each.agrees(mine) and each.holder in ("", mine.holder) for each in known):
        return None
    given = [each for each in known if each.holder == mine.holder and each.category == mine.category]
    return given[0] if given else None


def _other_in_slot(mine: Office, pair: Pair, known: tuple[Office, ...]) -> Office | None:
    """The office that stands among the same words, where the claim's own stands nowhere."""
    if mine.category not in _SAME_SLOT or any(each.title == mine.title for each in known):
        return None
    for claim in sentences_of(pair.claim):
        if mine.worded not in {each.worded for each in offices_in(claim.text)}:
            continue
        for sentence in premise_sentences(pair):
            for theirs in offices_in(sentence.text):
                if theirs.category == mine.category and _is_same_slot(claim, mine, sentence, theirs):
                    return theirs
    return None


def _is_same_slot(claim: Sentence, mine: Office, sentence: Sentence, theirs: Office) -> bool:
    if theirs.title in {each.title for each in offices_in(claim.text)}:
        return False
    around = claim.stems - stems_of(mine.worded)
    after = [
        next((w.stem for w in each.words if w.span.start >= office.span.end), "")
        for each, office in ((claim, mine), (sentence, theirs))
    ]
    return len(around) >= _FEWEST and share(around, sentence.stems) >= _ENOUGH and after[0] == after[1] != ""
