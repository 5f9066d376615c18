"""Who speaks, and how: the speaker of a sentence, and of a figure the one whose clause holds it."""

from __future__ import annotations

import re
from functools import lru_cache

from briefer.grounding.language.attribution import (
    Stance,
    Telling,
    attributions,
    main_attribution,
    tellings,
)

STANCES = {
    Stance.SAYS: "says",
    Stance.REPORTS: "says",
    Stance.CLAIMS: "claims",
    Stance.CONFIRMS: "confirms",
    Stance.DENIES: "denies",
    Stance.ACCUSES: "accuses",
}
_NOBODY = re.compile(r"(?:including|with|at least|some)\b|.*\d", re.IGNORECASE)
_NO_SPEAKER = re.compile(
    r"(?:yesterday|today|no|another)\b|.*\b(?:says?|said|blame[sd]?|accuse[sd]?|releases?|demands?|found|comes?|remains?)\b",
    re.IGNORECASE,
)
_OF_A_DEED = re.compile(r"\sof\s\w+ing\b.*")  # "accused by Sudan of killing"
_APPOSITION = re.compile(r"(?:an?|the|its|his|her)\s")
_AS_PER = re.compile(r"\bas per (?P<speaker>[^,.;]{3,80})")
_NEAREST = re.compile(r",\s+([^,;]{2,80}?)\s+$")
_PARTS = re.compile(r";|\b(?:while|whereas|but|although|though)\b")
_ASIDE = re.compile(
    r"\b(?:after|following|in response to|in retaliation for|because|over|amid|in which|which|who)\b"
)
# Who speaks so tells what it holds; who announces, condemns or vows may name a figure only in passing.
_TELLS = re.compile(
    r"(?:sa(?:y|id)|report|confirm|admit|acknowledg|add|estimat|stat|told|f(?:ind|ound)|put|count|accord|indicat"
    r"|suggest|not|claim|conced|in the words|by )",
    re.IGNORECASE,
)
_NOT_OF_FIGURES = re.compile(r"(?:condemn|blam|dismiss)", re.IGNORECASE)
_RESPONSIBILITY = re.compile(r"\s+(?:\w+\s+){0,2}(?:responsib|credit)\w*", re.IGNORECASE)
# "an attack that killed 24": what befell them is not what is denied or charged
_RELATIVE = re.compile(
    r"\b(?:that|which|who|where)\s+(?:\w+ly\s+|has\s+|have\s+|had\s+|also\s+)*$", re.IGNORECASE
)
_MOST = 40  # speakers that are looked at in one sentence
_WHEN = re.compile(r"(?:\s+(?:on|in|at|late|early|earlier|today|yesterday)\b[^,;.\d]*)?\s*(?:[,;.]|$)")


@lru_cache(maxsize=4_096)
def speaker_of(sentence: str) -> str | None:
    """Who speaks in a sentence: whoever denies first, otherwise the first who is named."""
    denying = next((each for each in attributions(sentence) if each.stance is Stance.DENIES), None)
    if denying and denying.speaker:
        return named(denying.speaker, sentence)
    main = main_attribution(sentence)
    return named(main.speaker, sentence) if main and main.speaker else None


def stance_of(sentence: str) -> str | None:
    """How the speaker of a sentence stands to what is told: a key word of `Claim.stance`; None without a speaker."""
    speaker = speaker_of(sentence)
    if speaker is None:
        return None
    stances = [each.stance for each in attributions(sentence) if named(each.speaker, sentence) == speaker]
    marked = (Stance.DENIES, Stance.ACCUSES, Stance.CLAIMS, Stance.CONFIRMS)
    return STANCES[next((each for each in marked if each in stances), Stance.SAYS)]


def named(speaker: str | None, sentence: str) -> str | None:
    """A speaker without what was read along; "JNIM, an affiliate of al-Qaeda, ..." speaks as JNIM."""
    if speaker is None or _NO_SPEAKER.match(speaker):
        return None
    if _APPOSITION.match(speaker):
        opening = rf"(?:^|[;:]\s+)(?:But\s+|And\s+)?([A-Z][^,.;]{{1,60}}), {re.escape(speaker)},"
        before = re.search(opening, sentence)
        return before[1] if before else speaker
    return _OF_A_DEED.sub("", speaker)


def stated_by(sentence: str, start: int) -> tuple[str | None, str | None]:
    """The speaker of the figure that starts at a character, and the speaker's stance; None where nobody is named.

    A speaker after the figure speaks of it only at the end of the clause: "21 died, the ministry said".
    """
    found = [each for each in _tellings(sentence) if _holds(sentence, each, start)]
    before = [each for each in found if each.span.start < start]
    leading = [each for each in before if not _is_trailing(sentence, each)]
    trailing = [each for each in found if each.span.start >= start and _is_trailing(sentence, each)]
    chosen = next(iter([*leading[-1:], *trailing[:1], *before[-1:]]), None)
    if chosen is None:
        as_per = _AS_PER.search(sentence, start)
        return (as_per["speaker"].strip(), "says") if as_per else (None, None)
    claims = sentence[chosen.span.start :].startswith("alleg")
    speaker = named(_apart_from(start, chosen, sentence), sentence)
    return speaker, None if speaker is None else "claims" if claims else STANCES[chosen.attribution.stance]


def _apart_from(start: int, telling: Telling, sentence: str) -> str | None:
    """The speaker; where the figure itself was read for one, what stands between it and the verb."""
    speaker = telling.attribution.speaker or ""
    place = sentence.find(speaker)
    if not place <= start < place + len(speaker):
        return speaker
    nearest = _NEAREST.search(sentence[max(0, telling.span.start - 100) : telling.span.start])
    return nearest[1] if nearest else None


def _tellings(sentence: str) -> list[Telling]:
    return [
        each
        for each in tellings(sentence)[:_MOST]
        if each.attribution.speaker
        and not _NOBODY.match(each.attribution.speaker)
        and not _NOT_OF_FIGURES.match(each.span.of(sentence))
        and not _RESPONSIBILITY.match(sentence, each.span.end)
    ]


def _is_trailing(sentence: str, telling: Telling) -> bool:
    """Say whether it follows what is said: "..., the ministry said", "..., according to the army"."""
    words = telling.span.of(sentence)
    if words.lower().startswith(("according", "by ", "in the words")):
        return bool(sentence[: telling.span.start].strip())
    speaker = telling.attribution.speaker or ""
    inverted = sentence[telling.span.end :].lstrip().startswith(speaker)
    return inverted or bool(_WHEN.match(sentence, telling.span.end))


def _holds(sentence: str, telling: Telling, start: int) -> bool:
    """Say whether nothing parts a speaker from a figure."""
    if telling.span.start < start:
        between = sentence[telling.span.end : start]
        if _PARTS.search(between):
            return False
        words = telling.span.of(sentence)
        charges = telling.attribution.stance in (Stance.DENIES, Stance.ACCUSES)
        if charges and not words.startswith("alleg"):
            return not (_RELATIVE.search(between) or _ASIDE.search(between))
        return bool(_TELLS.match(words)) or not _ASIDE.search(between)
    return not _PARTS.search(sentence[start : telling.span.start])
