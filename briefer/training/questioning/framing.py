"""One clause to be asked about: its tense in the questions, and how much of it they repeat."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from briefer.model import Span
from briefer.training.questioning.chunks import Chunk
from briefer.training.questioning.clauses import SAYING, Clause
from briefer.training.questioning.tokens import Token
from briefer.training.questioning.verbs import BE
from briefer.training.questioning.wording import inverted, is_present, nature, phrase_of, text_of

LOOSE = ("place", "time", "clause", "after", "cause", "means")  # may be left out of a question
_KEPT = ("object", "complement", "purpose", "agent", "phrase", *LOOSE)
_TIED = ("phrase", "agent", "purpose")  # hang on what stands before them
_MOST_WORDS = 14  # of the phrases after the verb in a question
_MOST_OBJECT_WORDS = 14
_LEFT_OUT = 0.45  # share of the loose phrases that a question leaves out
_TIMELESS = frozenset(
    "know locate base use call consider describe compose own belong consist contain have comprise".split()
)
# What follows the object with these verbs goes with the verb; with others it may go with the object.
_WITH_PREPOSITION = {
    "to": "refer oblige give send sentence provide transfer move add compare deport extradite bring take link award "
    "sell hand return raise lower increase reduce transport lend donate pay deliver invite",
    "of": "accuse convict strip rob warn inform notify acquit suspect cure deprive",
    "with": "charge provide replace sign hold discuss share exchange",
    "from": "remove expel ban free release withdraw evacuate rescue steal receive buy separate prevent",
    "for": "blame fine arrest criticize criticise condemn thank praise try sue jail play acquire sell buy trade",
    "on": "arrest charge impose spend",
    "by": "cut raise",
    "into": "turn convert move",
    "in": "beat defeat win play",
    "as": "elect appoint name recognize",
    "at": "fire throw",
    "against": "launch",
}
_VERB_PREPOSITIONS = frozenset(
    f"{verb}:{prep}" for prep, verbs in _WITH_PREPOSITION.items() for verb in verbs.split()
)
CONTROL = frozenset(
    "order urge ask tell force allow expect warn advise encourage instruct permit require invite persuade "
    "enable request authorise authorize compel direct cause help want lead vote".split()
)
_NOUNS_WITH_TO = frozenset(
    "order request agreement plan plans bid right decision vote ability deal call calls bill law refusal "
    "attempt attempts effort efforts proposal motion offer threat promise pledge move authority "
    "permission power chance opportunity visa resolution invitation need way commitment intention appeal "
    "warrant willingness failure woman man person state country mission operation petition campaign "
    "obligation license licence first".split()
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A question before its mark and capital."""

    text: str
    kind: str
    answer: Span


def goes_to_past(clause: Clause) -> bool:
    """Say whether a clause in the present tells what happened, so that it may be asked about in the past."""
    group = clause.group
    if not is_present(group) or clause.is_inner or group.is_copula or group.verb.base in _TIMELESS:
        return False
    return not (group.auxiliaries and group.auxiliaries[0] in BE and not group.is_passive)


def _is_tied_to_verb(clause: Clause, chunk: Chunk) -> bool:
    if chunk.kind == "agent":
        return clause.group.is_passive
    if chunk.kind == "purpose":
        return clause.group.verb.base in CONTROL
    return f"{clause.group.verb.base}:{chunk.prep}" in _VERB_PREPOSITIONS


def end_of_object(clause: Clause, found: Chunk) -> int:
    """The last token of the object with what hangs on it: "a request to arrest him"."""
    last = found.last
    noun = clause.tokens[last].low
    whom = nature(clause, found.first, found.last) in ("person", "organisation", "country")
    for chunk in clause.chunks[1:]:
        if chunk.kind == "purpose" and (noun not in _NOUNS_WITH_TO or clause.group.verb.base in CONTROL):
            break
        if chunk.kind not in ("phrase", "purpose") or chunk.last - found.first > _MOST_OBJECT_WORDS:
            break
        if _is_tied_to_verb(clause, chunk) and (whom or chunk.prep != "for"):
            break
        if chunk.prep in ("in", "at", "during", "with", "despite", "as", "amid"):
            break
        last = chunk.last
    return last


class Frame:
    """A clause, in one tense, with some of its looser phrases left out."""

    def __init__(self, clause: Clause, random: Random, past: bool) -> None:
        self.clause, self.group, self.random = clause, clause.group, random
        self.past = past and goes_to_past(clause)
        self.subject_words = clause.words(*clause.subject)
        self.object = next((chunk for chunk in clause.chunks[:1] if chunk.kind == "object"), None)
        self.content = next((chunk for chunk in clause.chunks if chunk.kind == "content"), None)

    @property
    def is_told(self) -> bool:
        """Whether the clause reports what somebody says: it has no sense without it."""
        return self.content is not None or (self.group.verb.base in SAYING and not self.clause.chunks)

    @property
    def tells_past(self) -> bool:
        """Whether the questions are in the past."""
        return self.past or (self.group.form == "past" and not self.group.auxiliaries)

    def span(self, first: int, last: int) -> Span:
        """The characters from one token through another."""
        return self.clause.span(first, last)

    def nature(self, first: int, last: int) -> str:
        """What a phrase stands for."""
        return nature(self.clause, first, last)

    def inside(self, chunk: Chunk) -> tuple[Token, ...]:
        """The tokens of a phrase."""
        return self.clause.words(chunk.first, chunk.last)

    def inverted(self) -> str:
        """Auxiliary, subject and verb."""
        return inverted(self.clause, self.past)

    def text(self, chunk: Chunk) -> str:
        """A phrase as a question repeats it."""
        return phrase_of(self.clause, chunk, self.past)

    def rest(self, *without: Chunk) -> str:
        """The phrases after the verb but for these: the looser ones may go, and what hangs on one that went goes too.

        One that is loose stays where nothing else does: "Who was killed?" could be asked of any day.
        """
        kept = self._rest(without)
        if not kept:
            loose = [c for c in self.clause.chunks if c.kind in LOOSE and c not in without]
            return self.text(min(loose, key=lambda c: c.last - c.first)) if loose else ""
        return kept

    def _rest(self, without: tuple[Chunk, ...]) -> str:
        kept: list[str] = []
        words, is_cut = 0, False
        leads = tuple(chunk for chunk in self.clause.leads if chunk.kind in LOOSE)
        for chunk in (*self.clause.chunks, *leads):
            size = chunk.last - chunk.first + 1
            loose = chunk.kind in LOOSE
            if chunk in without or chunk.kind not in _KEPT:
                is_cut = True
                continue
            if (loose and (words + size > _MOST_WORDS or self.random.random() < _LEFT_OUT)) or (
                is_cut and chunk.kind in _TIED and not _is_tied_to_verb(self.clause, chunk)
            ):
                is_cut = True
                continue
            is_cut = False if loose else is_cut
            kept.append(self.text(chunk))
            words += size
        return " ".join(kept)

    def purpose_is_of_verb(self, chunk: Chunk) -> bool:
        """Say whether "to ..." tells what the deed is for, and does not go with a noun or the verb."""
        before = self.clause.tokens[chunk.first - 1].low
        words = {token.low for token in self.inside(self.object)} if self.object else set()
        if chunk == self.clause.chunks[0] or self.group.verb.base in CONTROL or self.group.is_copula:
            return False
        return before not in _NOUNS_WITH_TO and not words & _NOUNS_WITH_TO

    def near(self) -> str:
        """Where or when, if the clause tells."""
        found = [chunk for chunk in self.clause.chunks if chunk.kind in ("place", "time")]
        return text_of(self.clause, found[0].first, found[0].last) if found else ""
