"""What a number of a sentence counts: the noun after it, what a toll or a sum is of, whether it comes on top."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefer.grounding.language.quantities import NUMBER
from briefer.grounding.language.words import STOP_WORDS, stem, stems_of
from briefer.model import Span
from briefer.reading.folding import fold
from briefer.writing.figures.words import COUNTED, FATE

_OF = re.compile(
    rf"(?:\s+of(?:\s+(?:his|her|its|their|the|these|those))?(?:\s+{NUMBER})?(?=\s+[^\W\d_]))?", re.IGNORECASE
)
_MORE = re.compile(r"\s+(?:more|others?|additional|further)\b")
_SAID_OF = re.compile(
    rf"\s+(?:confirmed|suspected|alleged|presumed)(?=\s+(?!{FATE}|(?:of|to|in|by|as|and|that|on|from)\b)[a-z])"
)
_WORD = re.compile(r"\s+([^\W\d_][\w’'-]*(?:\s\([A-Z]\w*\))?)")
_MOST_WORDS = 5
_NOT_COUNTED = STOP_WORDS | frozenset(
    "across against amid among around behind including killed dead died die dies left since toward took "
    "within without wounded injured displaced arrested detained kidnapped abducted rescued freed missing "
    "executed evacuated sentenced homeless destroyed damaged trapped flee fled fleeing protest gather march "
    "attend attended rally remain remains vote voted remained gathered protested marched seek demand blocked "
    "suspected feared reported confirmed believed live lived work participate participated hurt drowned later "
    "whose according also".split()
)
_CARRIERS = frozenset("carrier carriers vehicle vehicles transports camps members member forces".split())
_LINKED = re.compile(
    r"\s+(?:and|or)\s+(?!\d|(?:an?|the|one|his|her|their)\b)[\w’'-]+(?:\s+[\w’'-]+)?"
    rf"(?=\s+(?:(?:were|was|are|is|have|had|has)\b|{FATE}))"
)
_VOTED = re.compile(r"\s+(?:in favou?r|against)\b")
_RISES = (
    r"ris\w+|rose|climb\w*|reach\w*|increas\w*|grew|grow\w*|surpass\w*|exceed\w*|pass\w*|stands?|stood"
    r"|is|was|has|had"
)
_TOLL = r"(?:death toll|toll|number of (?:dead|deaths|victims|fatalities|people killed))"
_TALLY = re.compile(
    rf"\b(?:(?:(?P<toll>{_TOLL})|injury count)(?:\s|,)[^.;:\d]*?\b(?:{_RISES}|now|to|at|of)"
    rf"|number of (?P<of>[^,.;:\d]*?)\s+(?:{_RISES}))\b[^.;:\d]*$",
    re.IGNORECASE,
)
# Those who come on top of others, or are of one day: no toll.
_ANOTHER = re.compile(r"(?:another|(?:a )?further)\b", re.IGNORECASE)
_MORE_OF = re.compile(rf"\s+(?:more|additional|further)\s+(?!than\b|{FATE}|(?:were|are|was|is)\b)[a-z]")
_NEW = re.compile(
    r"\s+(?:new|(?:more|additional|further) (?:[\w-]+ )?(?:deaths|fatalities|cases|infections))\b"
    r"|[^.;:]{0,50}?\b(?:in|over|during) (?:the )?(?:(?:past|last|previous) (?:24 hours|day)|a single day|one day)\b"
)
_DAILY = re.compile(r"\b(?:single-day|daily|record)\b[^.,;:\d]{0,40}$")
_SUBJECT = re.compile(
    r"(?P<of>(?:[^\W\d_][\w’'-]*\s+){1,3}?)(?:rose|rises|risen|fell|falls|fallen|slowed|slows|grew|grows|increase[sd]|"
    r"shrank|contract(?:ed|s)|climb(?:ed|s)|jump(?:ed|s)|drops?|dropped|decline[sd]|reach(?:ed|es)|stands? at"
    r"|is worth)\s+(?:to|by|at)?\s*$",
    re.IGNORECASE,
)
_SUM_IN = re.compile(
    r"\s+in\s+(?P<of>(?!the\b|an?\b)[a-z][\w-]+(?:\s+(?!to\b|for\b|from\b|and\b)[a-z][\w-]+)?)"
)
_SUM_OF = re.compile(r"(?P<of>(?:[a-z][\w-]+\s+){1,2})(?:of|worth|totall?ing|valued at)\s+\(?$")
# Counted over a time and not at one event; but "the deadliest since 1918" counts none.
_WHILE = r"(?:(?:\d+|two|three|four|five|six|ten) )?(?:years?|months?|weeks?|decades?)"
_DATE = r"(?:[A-Z][a-z]+ )?\d{4}"
_PERIOD = re.compile(
    rf"\b(?:(?:[Ii]n|[Oo]ver|[Dd]uring) the (?:past|last|previous) {_WHILE}\b|(?:so far )?this (?:year|month)\b"
    rf"|(?:in the period )?(?:from|between) {_DATE} (?:to|and) {_DATE}\b|[Ss]ince (?:{_DATE}|[A-Z][a-z]+)\b"
    r"|[Ss]ince the (?:start|beginning|outbreak) of [^,.;:]{0,40})"
)
_SUPERLATIVE = re.compile(r"\b(?:\w+est|most|first|record|time|ever)\b[^,.;:]{0,60}$", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]|\b(?:while|whereas|but|that is)\b")
_BACK = 300  # characters before a number in which a toll or a sum is told of


@dataclass(frozen=True, slots=True)
class Tally:
    """What a number at the end of "the death toll rises to" counts."""

    noun: str
    fate: str
    goes_on: bool  # "94 in one country and 18 in another"


def noun_at(text: str, end: int) -> tuple[str, int]:
    """What is counted after a number, and where it ends: up to the noun that a desk counts."""
    match = _OF.match(text, end)
    begin = end = match.end() if match else end
    if more := _MORE.match(text, end):
        begin = end = more.end()
    if said := _SAID_OF.match(text, end):
        begin = end = said.end()
    words: list[str] = []
    while (word := _WORD.match(text, end)) and len(words) < _MOST_WORDS:
        folded = fold(word[1])
        if folded in _NOT_COUNTED or (folded.endswith("ly") and folded not in ("family",)):
            break
        following = _WORD.match(text, word.end())
        words.append(word[1])
        end = word.end()
        if stems_of(word[1]) & COUNTED and not (following and _goes_on(following[1])):
            break
    if not words:
        return "", begin
    for pattern in (_LINKED, _VOTED):
        if match := pattern.match(text, end):
            end = match.end()
    if more := _MORE.match(text, end):
        return text[begin:end].strip(), more.end()
    return text[begin:end].strip(), end


def _goes_on(word: str) -> bool:
    """Say whether a noun that a desk counts only leads to the next: "police officers", "personnel carriers"."""
    return bool(stems_of(word) & COUNTED) or fold(word) in _CARRIERS


def tally_at(text: str, start: int) -> Tally | None:
    """What a number that starts at an offset counts where a toll or "the number of" leads to it."""
    match = _TALLY.search(text[max(0, start - _BACK) : start])
    if match is None:
        return None
    if match["of"]:
        return Tally(" ".join(match["of"].split()), "", False)
    return Tally("", "killed" if match["toll"] else "injured", True)


def priced(text: str, span: Span, noun: str, unit: str) -> str:
    """What a sum or a share is of: the noun after it, or what rose to it; empty where neither is told."""
    if noun and stem(fold(noun)) != stem(unit):
        return noun
    before = text[max(0, span.start - _BACK) : span.start]
    of = _SUM_IN.match(text, span.end) or _SUM_OF.search(before) or _SUBJECT.search(before)
    return " ".join(of["of"].split()) if of else ""


def is_added(text: str, span: Span, is_first: bool) -> bool:
    """Say whether they come on top of others, of whom the sentence has not told before, or are those of one day."""
    more = _ANOTHER.match(span.of(text)) or _MORE_OF.match(text, span.end)
    return bool(
        _NEW.match(text, span.end)
        or (more and is_first)
        or _DAILY.search(text[max(0, span.start - _BACK) : span.start])
    )


def period_of(text: str, span: Span) -> str:
    """The time over which a figure is counted, as worded: told after it in its clause, or before it."""
    end = _CLAUSE.search(text, span.end)
    after = _PERIOD.finditer(text, span.start, end.start() if end else len(text))
    before = reversed(list(_PERIOD.finditer(text, max(0, span.start - _BACK), span.start)))
    for found in (*after, *before):
        apart = found.end() < span.start and _CLAUSE.search(text, found.end(), span.start)
        if not apart and not _SUPERLATIVE.search(text[max(0, found.start() - _BACK) : found.start()]):
            return found[0][:1].lower() + found[0][1:]
    return ""
