"""Wrong stance: what somebody said told as fact or put in another mouth, and what is doubtful told as certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from random import Random

from briefer.evaluation.meta.claims import Base
from briefer.evaluation.meta.mutations.edits import Edit, World, swap
from briefer.evaluation.meta.text import (
    WORD_VALUES,
    any_in,
    capitalised,
    content,
    is_plural,
    lowered,
    tidied,
    with_articles,
)

_SAID = (
    r"(?:says?|said|claims?|claimed|reports?|reported|alleges?|alleged|suggests?|suggested|"
    r"believes?|believed|indicates?|indicated)"
)
_SPEAKER = r"(?P<speaker>[A-Z][^,.;:\"“]{1,80}?)"
_SAYS = re.compile(rf"^{_SPEAKER} (?P<verb>{_SAID}) (?P<that>that )?(?=(?!to\b)[\"“\w])")
_ACCORDING = (
    re.compile(r"^According to (?P<speaker>[^,;]{3,80}), (?P<rest>.+)$"),
    re.compile(
        r"^(?P<rest>.+?),? according to (?P<speaker>[^,;.]{3,80}(?:\([A-Z]+\))?)(?P<end>(?:, an? "
        r"[a-z ]{3,30})?[,;.].*)$"
    ),
    re.compile(
        r"^(?P<rest>[^,;]+(?:, [^,;]+)?), (?P<speaker>(?:the )?[\w’' -]{3,50}) (?:say|says|said|reported)\.$"
    ),
)
_FINITE = re.compile(r"^(?:\S+ ){1,7}(?:is|are|was|were|has|have|had|will|would|can|could|may|did|does)\b")
_DANGLING = re.compile(r"(?:it|he|she|they|this|these|we|I|there's|its|his|her|their)\b", re.IGNORECASE)
_PREDICATE = re.compile(
    r"\b(?:who|which|that|is|are|was|were|has|have|had|after|before|as|when|while|although|despite|following|also|it|"
    r"announces?|arrests?|[Rr]eading|results?|later|report)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?:[A-Z][\w’'.-]+|\([A-Z]+\)|officials?|police|spokes(?:man|woman|person)|ministry|minister|authorities|army|military|"
    r"government|president|reports?|residents|witnesses|sources|agency|company|employee|experts|scientists|researchers|"
    r"junta|monitor|group|newspaper|television|media|prosecutors|activists|rebels|leaders?|defen[cs]e|statement)$"
)
_NO_HEAD = frozenset(WORD_VALUES) | {"local", "all", "some", "many", "several", "polls", "others"}


def attribution(base: Base, world: World, random: Random) -> Edit | None:
    """What somebody said is told as fact."""
    text = base.text
    if match := _SAYS.match(text):
        told = text[match.end() :]
        if _is_statement(told, sure=bool(match["that"])) and _is_speaker(match["speaker"], base):
            return Edit(capitalised(told), f"{match[0].strip()} -> nothing")
    for pattern in _ACCORDING:
        match = pattern.match(text)
        if match and _is_speaker(match["speaker"], base) and not _DANGLING.match(match["rest"]):
            end = match["end"] if "end" in match.groupdict() else ""
            if end.startswith(", ") and not re.match(r", an? ", end):
                end = end[1:]  # the second comma of a pair
            told = capitalised(match["rest"]) + (re.sub(r"^, an? [a-z ]{3,30}(?=[,;.])", "", end) or ".")
            return Edit(re.sub(r"\.\.$", ".", told), f"according to {match['speaker']} -> nothing")
    return None


def _is_statement(told: str, *, sure: bool) -> bool:
    if _DANGLING.match(told) or len(told.split()) < 5:
        return False
    # Without "that" the words may be an object: "claims responsibility for the attack".
    return sure or bool(
        re.match(r"(?:the|an?|at least|more than|up to|\d|[A-Z])", told) and _FINITE.search(told)
    )


def _is_speaker(speaker: str, base: Base) -> bool:
    """Whether it is somebody whose word it is: an outlet that reports is what a bulletin rests on anyway."""
    outlets = (re.sub(r" ?\(.*| via .*", "", outlet) for outlet in base.bulletin.outlets)
    return not any_in(outlets, speaker) and _is_name_or_office(speaker) and len(speaker.split()) <= 12


def _is_name_or_office(speaker: str) -> bool:
    if _PREDICATE.search(speaker) or speaker.lower() in _NO_HEAD or _DANGLING.match(speaker):
        return False
    head = re.split(r" (?:of|in|at|for|from|on)\b", speaker)[0]
    return bool(_HEAD.search(head) or re.fullmatch(r"(?:The|An?)(?: [a-z]{4,}){1,3}", head))


_SPEAKERS = (
    "the defence ministry",
    "the Red Cross",
    "a hospital director",
    "the opposition leader",
    "Human Rights Watch",
    "a retired general",
    "the mayor",
    "an intelligence officer",
    "the finance ministry",
    "local residents",
    "aid workers",
    "opposition parties",
    "union leaders",
    "prosecutors",
    "diplomats",
    "doctors",
)


def speaker(base: Base, world: World, random: Random) -> Edit | None:
    """What one says is put in the mouth of another, of whom the bulletin does not speak."""
    for pattern in (_SAYS, *_ACCORDING):
        match = pattern.match(base.text)
        if match is None or not _is_speaker(match["speaker"], base):
            continue
        plural = is_plural(match["speaker"])
        pool = (*((each, is_plural(each)) for each in _SPEAKERS), *world.speakers)
        fresh = [
            each
            for each, many in pool
            if many is plural and not any(w[:6] in base.known.lower() for w in content(each))
        ]
        if fresh:
            return swap(base.text, match, lowered(random.choice(fresh), world.plain), "speaker")
    return None


def speakers_of(texts: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Return who speaks in some texts, in few words, and whether they are many."""
    found = {match["speaker"] for text in texts if (match := _SAYS.match(text))}
    short = sorted(each for each in found if len(each.split()) <= 5 and _is_name_or_office(each))
    return tuple((each, is_plural(each)) for each in short if content(each))


_HEDGES = (  # a doubt or a bound, and what stands in its place
    (
        r"\b(?:up to|at least|as many as|no fewer than|no less than|upwards of|approximately|about|"
        r"around|nearly|almost|roughly|more than|over|some) (?=\d|two|three|four|five|six|seven|"
        r"eight|nine|ten|eleven|twelve|a dozen|half)(?![\w,]* (?:days|weeks|months|years|hours))",
        "",
    ),
    (r"\b(?:reportedly|allegedly|apparently|possibly|probably|presumably|supposedly|likely) ", ""),
    (r"\b(?:suspected|alleged|presumed|purported|so-called|possible|apparent) (?=[a-z])", ""),
    (r"\b(?:may|might|could) be (?=[a-z]+ing\b|a\b|an\b|the\b|[a-z]+ed\b)", "is "),
    (r"\b(?:may|might|could) have (?=[a-z]+(?:ed|en|wn)\b|been\b)", "had "),
    (r"\b(?:may|might|could) (?=(?!not\b|have\b|be\b)[a-z]+)", "will "),
    (r"\b(?:is|are) (?:believed|thought|said|suspected|reported|expected|feared) to be\b", "is"),
    (r"\b(?:is|are) (?:believed|thought|said|suspected|reported|expected|feared) to have\b", "had"),
    (r"\bis likely to\b", "will"),
    (r"\bare likely to\b", "will"),
    (r"\b(?:is|are) expected to\b", "will"),
    (r"\bthreaten(?:s|ed) to\b", "decided to"),
)


def hedge(base: Base, world: World, random: Random) -> Edit | None:
    """What is only likely, suspected or bounded is told as certain and exact."""
    edits = [edit for old, new in _HEDGES for edit in _unhedged(base, old, new)]
    return random.choice(edits) if edits else None


def _unhedged(base: Base, old: str, new: str) -> Iterable[Edit]:
    for match in re.finditer(old, base.text, re.IGNORECASE):
        written = new
        if new.startswith("is") and is_plural(" ".join(base.text[: match.start()].split()[-4:])):
            written = new.replace("is", "are", 1)
        text = with_articles(tidied(base.text[: match.start()] + written + base.text[match.end() :]))
        yield Edit(text, f"{match[0].strip()} -> {written.strip() or 'nothing'}")
