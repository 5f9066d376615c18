"""What a sentence tells in somebody's name: the words that a reporting verb covers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.attribution import Attribution, tellings
from briefer.grounding.language.cues import Sentence
from briefer.model import Span

_MOST = 12  # reporting verbs that are looked at in one sentence; what has more is no sentence
_NEW_CLAUSE = re.compile(
    r";|,\s+(?:but|while|whilst|although|though|whereas|however)\b|\bbut\b", re.IGNORECASE
)
_ENDS = re.compile(r"[\s”\"’']*(?:[.!?,;)]|$)")
_BY = re.compile(r"\s+by\b")
_RELATIVE = re.compile(r",\s+(?:who|which)\s+[^,]*$")
_IT_IS = re.compile(r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?$")
_SUBJECT_IT = re.compile(r"\bit\s+(?:is|was|has been)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# These tell of a deed or an attitude, not of what is so: "condemned the attack", "urged calm", "described it as".
_NO_CONTENT = re.compile(r"(?:condemn|call|urg|describ|vow|pledg|boast|dismiss|disput)", re.IGNORECASE)
_A_CLAIM = re.compile(r"\s+(?:to|that|it|its|they|their|he|she|his|her|(?:\w+ )?responsib)|\s*[,.]|\s+by\b")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: `scopes` are the characters of the sentence that it covers, `stems` the words in them."""

    sentence: Sentence
    attribution: Attribution
    verb: Span
    scopes: tuple[Span, ...]
    stems: frozenset[str]

    @property
    def words(self) -> str:
        """What is told, as worded."""
        return " ".join(scope.of(self.sentence.text).strip(" ,.") for scope in self.scopes)

    @property
    def verb_text(self) -> str:
        """The reporting words."""
        return self.verb.of(self.sentence.text)


@lru_cache(maxsize=4_096)
def told_in(sentence: Sentence) -> tuple[Told, ...]:
    """What is told in a sentence in somebody's name."""
    found = []
    for telling in tellings(sentence.text)[:_MOST]:
        verb = telling.span.of(sentence.text)
        after = sentence.text[telling.span.end :]
        if _NO_CONTENT.match(verb) or (verb.lower().startswith("claim") and not _A_CLAIM.match(after)):
            continue
        speaker = telling.attribution.speaker
        inverted = bool(speaker and sentence.text.startswith(speaker, telling.span.end + 1))
        scopes = _scopes(sentence.text, telling.span, verb, inverted)
        if scopes:
            inside = (
                word.stem for word in sentence.words if any(word.span.overlaps(each) for each in scopes)
            )
            found.append(Told(sentence, telling.attribution, telling.span, scopes, frozenset(inside)))
    return tuple(found)


def _scopes(text: str, verb: Span, words: str, inverted: bool) -> tuple[Span, ...]:
    """What a reporting verb covers: what follows it, or what stands before it where it only closes or breaks in."""
    start = max((m.end() for m in _NEW_CLAUSE.finditer(text, 0, verb.start)), default=0)
    closing = _NEW_CLAUSE.search(text, verb.end)
    end = closing.start() if closing else len(text)
    before, after = text[start : verb.start], text[verb.end : end]
    if words.lower().startswith(("according", "by ", "in the words")):
        comma = text.find(",", verb.end, end)
        head = Span(start, verb.start)
        if before.strip(" ,"):
            return (head, Span(comma, end)) if comma > 0 and before.rstrip().endswith(",") else (head,)
        return (Span(comma, end),) if comma > 0 else ()
    if words.endswith("ly") or " to" in words:
        return (Span(verb.end, end),)
    if _BY.match(after) and not _IT_IS.search(before):  # "the highest figure ever reported by the ministry"
        return (Span(start + before.rfind(",") + 1, verb.start),)
    if _IT_IS.search(before) and not _SUBJECT_IT.search(before):
        return (Span(start, verb.start),)
    if inverted:
        head, comma = Span(start, verb.start), text.find(",", verb.end, end)
        breaks_in = before.rstrip().endswith(",") and comma >= 0  # "The talks, said the minister, were held"
        return (head, Span(comma, end)) if breaks_in else (head,)
    if _ENDS.match(after):
        comma = before.rstrip(' ,”"').rfind(",")
        head = Span(start, start + comma if comma > 0 else verb.start)
        tail = text.find(",", verb.end, end)
        return (head, Span(tail, end)) if tail >= 0 and tail - verb.end < 3 else (head,)
    comma = text.find(",", verb.end, end) if _RELATIVE.search(before) else -1
    return (Span(verb.end, comma if comma > 0 else end),)
