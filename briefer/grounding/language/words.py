"""Words as evidence: tokens folded to stems, stop words apart, and the news trade's near-synonyms joined.

Stems are those of the Snowball English stemmer (snowballstemmer).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from briefer.model import Span
from briefer.reading.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’‘-][^\W\d_]+)*(?:\d+)?|\w+")
_POSSESSIVE = re.compile(r"['’](?:s)?$", re.IGNORECASE)

STOP_WORDS = frozenset(
    "a about above after again all also am an and any are as at be because been before being between both but by "
    "can could did do does doing down during each few for from further had has have having he her here hers him his "
    "how i if in into is it its itself just me more most my no nor not now of off on once only or other our out over "
    "own same she should so some such than that the their theirs them then there these they this those through to "
    "too under until up us very was we were what when where which while who whom whose why will with would you your "
    "among amongst besides near still like without within upon toward towards despite along per used "
    "s t d ll re ve m tell give know please happen happened happening said say says".split()
)
_NAMES_LIKE_STOP_WORDS = frozenset({"US", "WHO"})

# Each line is one idea as bulletins word it; a word may stand in several.
_IDEAS = """
kill killed killing killings die died dies dead death deaths fatality fatalities toll slain lethal deadly perish
wound wounded wounds injure injured injuries injury hurt
attack attacked attacks assault assaulted raid raided strike struck ambush ambushed offensive incursion storm stormed
massacre slaughter atrocity
soldier soldiers troop troops army military servicemen forces
insurgent insurgents rebel rebels insurgency separatist separatists secessionist secessionists fighter fighters
jihadist jihadists militant militants islamist islamists extremist extremists fighter fighters
mercenary mercenaries wagner paramilitary paramilitaries corps fighter fighters
attacker attackers assailant assailants gunman gunmen
civilian civilians villager villagers
caravan convoy column vehicles
government regime junta authorities rulers
leave left leaving exit exited quit quits withdraw withdrew withdrawal withdrawn departure depart pull pulling pulled
break broke broken sever severed severs cut cuts cutting severing
tie ties relation relations
bloc community grouping
alliance pact coalition ally allied
collude colluding collusion conspire cooperate cooperation ally allied together
negotiate negotiation negotiations talks discuss discussions meeting meet met
deny denied denies denial refute refuted reject rejected confirm confirmed confirms
admit admitted admits acknowledge accept accepted deny denied confirm confirmed reject rejected refuted
know known unknown unclear sure certain clear
accuse accused accuses accusation accusations blame blamed blames allege alleged
claim claimed claims
flee fled fleeing displace displaced refugee refugees driven drive driving drove
suspend suspended suspends suspension ban banned bans halt halted stop stopped
vote voted votes ballot abstention abstentions abstain abstained
airport airfield
plane aircraft airplane jet jets
spokesman spokesperson spokeswoman speak speaks
border frontier
village villages hamlet
country countries nation nations state states
capture captured seize seized overrun
arrest arrested detain detained detention jailed locked imprisoned
kidnap kidnapped abduct abducted hostage hostages
coup putsch overthrow overthrown overthrew ousted oust toppled depose deposed
help helped aid aided assist assisted assistance support supported supporting supports back backed backing backs
child children kids
big biggest large largest heavy heaviest
loss losses defeat
area region zone
peace ceasefire truce
deal agreement accord treaty
end ended terminate terminated scrap scrapped
proclaim proclaimed declare declared declares
intervene intervention intervened
come came visit visited arrive arrived
condition conditions demand demands
rare rarely often seldom frequent frequently
goal aim aims objective
weather storm sandstorm rain
expel expelled eject ejected order ordered
evacuate evacuated fly flew airlift airlifted
reinstate reinstated restore restored reinstatement reinstating
free freed release released
damage damaged hit
burn burned torch torched fire alight ablaze
explode exploded blew blast explosion
"""
# What one side says, the other does not: a question about the left is not answered by the right.
_OPPOSITES = """
restore restored resume resumed renew renewed re-establish reestablish | break broke broken sever severed cut cutting
rejoin rejoined return returned | leave left leaving exit quit withdraw withdrew withdrawal pulling pull
free freed release released rescue rescued | kidnap kidnapped abduct abducted hostage capture captured
reinstate reinstated restore restored | oust ousted overthrow overthrown depose deposed toppled
reopen reopened open opened | close closed shut
lift lifted | impose imposed
refuse refused decline declined | pledge pledged contribute promise promised offer offered
win won | lose lost
"""


# Snowball takes these together, but who attacks is not the attack.
_APART = {"attacker": "attacker", "attackers": "attacker", "population": "population", "general": "general"}


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a text: as written, folded (no accents, lower case, no possessive), and its stem."""

    text: str
    folded: str
    stem: str
    span: Span

    @property
    def is_stop(self) -> bool:
        """True for words that carry no content; the US and the WHO are no such words."""
        return self.folded in STOP_WORDS and self.text not in _NAMES_LIKE_STOP_WORDS

    @property
    def is_capitalised(self) -> bool:
        """True when it begins with a capital."""
        return self.text[:1].isupper()


_STEMMING = Lock()


@lru_cache(maxsize=65_536)
def stem(folded: str) -> str:
    """The Snowball stem of a folded word."""
    if folded in _APART:
        return _APART[folded]
    with _STEMMING:  # the stemmer keeps the word that it is at
        return str(_stemmer().stemWord(folded))


@lru_cache(maxsize=4_096)
def words_of(text: str) -> tuple[Word, ...]:
    """Split a text into words, hyphenated ones also being one word."""
    words = []
    for match in _TOKEN.finditer(text):
        folded = _POSSESSIVE.sub("", fold(match[0]).replace("’", "'").replace("‘", "'"))
        words.append(Word(match[0], folded, stem(folded), Span(match.start(), match.end())))
    return tuple(words)


def stems_of(text: str) -> frozenset[str]:
    """All stems of a text; the parts of hyphenated words count too."""
    found: set[str] = set()
    for word in words_of(text):
        found.add(word.stem)
        if "-" in word.folded:
            found.update(stem(part) for part in word.folded.split("-"))
    return frozenset(found)


def content_words(text: str) -> tuple[Word, ...]:
    """The words that are not stop words."""
    return tuple(word for word in words_of(text) if not word.is_stop)


def ideas_of(stems: Iterable[str]) -> frozenset[int]:
    """The numbers of the ideas that some stems belong to."""
    table = _ideas()
    return frozenset(number for each in stems for number in table.get(each, ()))


def opposites_of(word_stem: str) -> frozenset[str]:
    """The stems that say the opposite of a stem."""
    return _opposites().get(word_stem, frozenset())


@cache
def _ideas() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, line in enumerate(_IDEAS.strip().splitlines()):
        for each in _stems_in(line):
            table.setdefault(each, set()).add(number)
    return {each: frozenset(numbers) for each, numbers in table.items()}


@cache
def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in _OPPOSITES.strip().splitlines():
        left, right = (_stems_in(side) for side in line.split("|"))
        for each in left:
            table[each] = table.get(each, frozenset()) | right
    return table


def _stems_in(words: str) -> frozenset[str]:
    return frozenset(stem(fold(word)) for word in words.split())


@cache
def _stemmer() -> Any:  # noqa: ANN401 (snowballstemmer has no types)
    import snowballstemmer

    return snowballstemmer.stemmer("english")
