"""Who says it, and how: the speaker and the stance of a sentence, found by its reporting verb."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Stance(StrEnum):
    """How a speaker stands to what is told."""

    SAYS = "says"
    REPORTS = "reports"
    CLAIMS = "claims"
    DENIES = "denies"
    ACCUSES = "accuses"
    CONFIRMS = "confirms"


_VERBS: dict[Stance, str] = {
    Stance.DENIES: r"den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|reject(?:s|ed|ing)?|dismiss(?:es|ed)|disput(?:e|es|ed)",
    Stance.ACCUSES: r"accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|alleg(?:e|es|ed|ing)|condemn(?:s|ed|ing)?",
    Stance.CLAIMS: r"claim(?:s|ed|ing)?|boast(?:s|ed|ing)?",
    Stance.CONFIRMS: r"confirm(?:s|ed|ing)?|admit(?:s|ted|ting)?|acknowledg(?:e|es|ed|ing)",
    Stance.REPORTS: r"report(?:s|ed|ing)?|indicat(?:e|es|ed|ing)|suggest(?:s|ed|ing)?",
    Stance.SAYS: r"sa(?:y|ys|id|ying)|announc(?:e|es|ed|ing)|declar(?:e|es|ed|ing)|stat(?:es|ed|ing)|"
    r"warn(?:s|ed|ing)?|told|add(?:s|ed)|estimat(?:e|es|ed|ing)|vow(?:s|ed)|pledg(?:e|es|ed)|insist(?:s|ed)|"
    r"call(?:s|ed) (?:for|on)|argu(?:e|es|ed)|describ(?:e|es|ed)|urg(?:e|es|ed)",
}
_STANCE_OF = [(stance, re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE)) for stance, verbs in _VERBS.items()]
_ANY_VERB = re.compile(rf"\b(?:{'|'.join(_VERBS.values())})\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording to (?P<speaker>[^,.;]+)", re.IGNORECASE)
_DENIED_BY = re.compile(r"\b(?:denied|reported|claimed|rejected|confirmed) by (?P<speaker>[^,.;]+)", re.IGNORECASE)
_SAID_X = re.compile(r"[,”\"]\s+(?:said|according to)\s+(?P<speaker>[^,.;]+(?:,? spokes\w+ for [^,.;]+)?)")
_SUBJECT = re.compile(
    r"(?:^|[,;:—–]\s*|\b(?:that|after|as|while|but|and|which|because|where)\s+)(?P<speaker>[^,;:—–\"“”]{2,90}?)\s+"
    r"(?:(?:has|have|had|also|later|on \w+\.? ?\d*|earlier|again|consistently|now|been|is|are|was|were|being|"
    r"\w+ly)\s+){0,3}$",
    re.IGNORECASE,
)
_AUXILIARY_NOUNS = re.compile(r"\b(?:claims?|reports?|accusations?)\s*$", re.IGNORECASE)
_CLAUSE_LINK = re.compile(r"^(?:but|and|while|however|although|that|which|who|also|as|after)\s+", re.IGNORECASE)
_EMPTY = frozenset("it he she they this that who which there the a and is are was were be been being".split())


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who tells a sentence and how; `speaker` is None where a stance shows but nobody is named."""

    stance: Stance
    speaker: str | None


def attributions(sentence: str) -> tuple[Attribution, ...]:
    """Return the sentence's attributions in order; empty for a plain statement."""
    outside = _blank_quotations(sentence)
    found: list[tuple[int, Attribution]] = []
    for match in _ACCORDING.finditer(outside):
        found.append((match.start(), Attribution(Stance.SAYS, _tidy(match["speaker"]))))
    for match in _ANY_VERB.finditer(outside):
        speaker = _speaker_of(outside, match)
        found.append((match.start(), Attribution(_stance(match[0]), speaker)))
    return tuple(attribution for _, attribution in sorted(found, key=lambda pair: pair[0]))


def main_attribution(sentence: str) -> Attribution | None:
    """Return the first attribution that names a speaker, else the first one, else None."""
    found = attributions(sentence)
    return next((each for each in found if each.speaker), found[0] if found else None)


def _blank_quotations(sentence: str) -> str:
    """Put spaces in place of quoted words, so that verbs inside a quotation are not taken for reporting."""
    return re.sub(r"[\"“][^\"“”]{12,}[\"”]", lambda match: '"' + " " * (len(match[0]) - 2) + '"', sentence)


def _stance(verb: str) -> Stance:
    return next(stance for stance, pattern in _STANCE_OF if pattern.fullmatch(verb))


def _speaker_of(sentence: str, verb: re.Match[str]) -> str | None:
    by = _DENIED_BY.match(sentence, verb.start())
    if by:
        return _tidy(by["speaker"])
    inverted = _SAID_X.search(sentence, max(0, verb.start() - 3), min(len(sentence), verb.end() + 160))
    if inverted and inverted.start() <= verb.start():
        return _tidy(inverted["speaker"])
    subject = _SUBJECT.search(sentence[: verb.start()])
    return _tidy(subject["speaker"]) if subject else None


def _tidy(words: str) -> str | None:
    words = _CLAUSE_LINK.sub("", " ".join(words.split()).strip(" \"“”'"))
    if not words or words.lower() in _EMPTY or len(words) < 2:
        return None
    return words
