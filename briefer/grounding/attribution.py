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
    Stance.SAYS: r"sa(?:y|ys|id|ying)|announc(?:e|es|ed|ing)|declar(?:e|es|ed|ing)|stat(?:ed|ing)|"
    r"warn(?:s|ed|ing)?|told|add(?:s|ed)|estimat(?:e|es|ed|ing)|vow(?:s|ed)|pledg(?:e|es|ed)|insist(?:s|ed)|"
    r"call(?:s|ed) (?:for|on)|argu(?:e|es|ed)|describ(?:e|es|ed)|urg(?:e|es|ed)",
}
_STANCE_OF = [(stance, re.compile(rf"(?:{verbs})", re.IGNORECASE)) for stance, verbs in _VERBS.items()]
_VERB = re.compile(rf"\b(?:{'|'.join(_VERBS.values())})\b")
_HEARSAY = re.compile(
    r"\b(?:is|are|was|were|be|been)\s+(?:also\s+)?said\s+to\b|,\s+said\s+to\s+(?:be|have)\b|\breportedly\b|\ballegedly\b"
)
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<speaker>[^,.;]+)")
_BY = re.compile(r"\w+ by (?P<speaker>[^,.;]+)")
_SAID_X = re.compile(
    r"[”\"],?\s+(?:said|says|added|according to)\s+(?P<speaker>[^,.;]+(?:,? spokes\w+ for [^,.;]+)?)"
)
# A noun that looks like a verb: "press reports indicate", "rival claims", "its accusations".
_VERB_FOLLOWS = re.compile(
    r"\s*,|\s+(?:that|to|it|on|the|an?|he|she|they|responsib\w+|sole|their|its|his|her)\b"
)
_NOUN_LIKE = frozenset({"reports", "report", "claims", "claim", "estimates", "estimate"})
_AUXILIARY = re.compile(
    r"(?:\s+(?:has|have|had|is|are|was|were|been|being|did|does|not|also|later|earlier|again|now|too|both|all|"
    r"on \w+\.? ?\d*|\w+ly)|,)+$"
)
_CLAUSE_START = re.compile(
    r"(?:^|[;:]|\s[—–]\s|—|\b(?:that|after|while|but|because|where|when|although|though|if|and)\b)\s*",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r"(?:an?|the|who|which|for|of|spokes\w+|minister|president|head|leader|chief|commander|governor|ambassador|"
    r"[A-Z][\w’']*['’]s)\b"
)
_OPENING = re.compile(
    r"(?:on|in|at|by|from|for|with|after|before|since|during|\w+ing|\w+ly|however|meanwhile)\b", re.IGNORECASE
)
_LEADING = re.compile(
    r"^(?:(?:but|and|while|however|although|that|which|as|after|with|in|on)\s+)+", re.IGNORECASE
)
_NO_SPEAKER = re.compile(
    r"^(?:it|its|he|she|they|this|that|who|which|there|we|i|in|on|at|not|both|all)$"
    r"|\b(?:to|it|them|neither|nor)$"
    r"|\b(?:is|was|were|are|be|been|being|will|would|had|has|have|put)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 16
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")


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
    for match in _HEARSAY.finditer(outside):
        found.append((match.start(), Attribution(Stance.REPORTS, None)))
    hearsay = [match.span() for match in _HEARSAY.finditer(outside)]
    for match in _VERB.finditer(outside):
        if any(start <= match.start() < end for start, end in hearsay) or _is_noun(match, outside):
            continue
        found.append((match.start(), Attribution(_stance(match[0]), _speaker_of(outside, match))))
    return tuple(attribution for _, attribution in sorted(found, key=lambda pair: pair[0]))


def main_attribution(sentence: str) -> Attribution | None:
    """Return the first attribution that names a speaker, else the first one, else None."""
    found = attributions(sentence)
    return next((each for each in found if each.speaker), found[0] if found else None)


def _blank_quotations(sentence: str) -> str:
    """Put spaces in place of quoted words, so that verbs inside a quotation are not taken for reporting."""
    return re.sub(r"[\"“][^\"“”]{12,}[\"”]", lambda match: '"' + " " * (len(match[0]) - 2) + '"', sentence)


def _is_noun(verb: re.Match[str], sentence: str) -> bool:
    return verb[0] in _NOUN_LIKE and not _VERB_FOLLOWS.match(sentence, verb.end())


def _stance(verb: str) -> Stance:
    return next(stance for stance, pattern in _STANCE_OF if pattern.fullmatch(verb))


def _speaker_of(sentence: str, verb: re.Match[str]) -> str | None:
    by = _BY.match(sentence, verb.start())
    if by:
        return _tidy(by["speaker"])
    if _PASSIVE.search(sentence[: verb.start()]):
        return None
    inverted = _SAID_X.search(sentence, max(0, verb.start() - 3), min(len(sentence), verb.end() + 160))
    if inverted and inverted.start() <= verb.start():
        return _tidy(inverted["speaker"])
    before = _AUXILIARY.sub("", " " + sentence[: verb.start()].rstrip())
    clause = before[max(match.end() for match in _CLAUSE_START.finditer(before)) :]
    return _tidy(_subject(clause.split(",")))


def _subject(chunks: list[str]) -> str:
    """The nearest noun phrase before the verb that is not an apposition to an earlier one."""
    for index in range(len(chunks) - 1, 0, -1):
        chunk, earlier = chunks[index].strip(), chunks[index - 1].strip()
        if not chunk or (_APPOSITION.match(chunk) and earlier and not _OPENING.match(earlier)):
            continue
        return chunk
    return chunks[0]


def _tidy(words: str) -> str | None:
    words = _LEADING.sub("", " ".join(words.split()).strip(" \"“”'"))
    if len(words) < 2 or len(words.split()) > _MOST_WORDS or _NO_SPEAKER.search(words):
        return None
    return words
