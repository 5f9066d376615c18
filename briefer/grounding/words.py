"""Words as evidence: tokens folded to stems, stop words apart, and the news trade's near-synonyms joined.

Stems are those of the Snowball English stemmer (snowballstemmer).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefer.model import Span

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
    "s t d ll re ve m tell give know please happen happened happening said say says".split()
)

# Each line is one idea as bulletins word it; a word may stand in one line only.
_IDEAS = """
kill killed killing killings die died dies dead death deaths fatality fatalities toll slain lethal deadly perish lives
wound wounded wounds injure injured injuries injury hurt
attack attacked attacks assault assaulted raid raided strike struck ambush ambushed offensive incursion
massacre slaughter atrocity
soldier soldiers troop troops army military servicemen forces
insurgent insurgents rebel rebels insurgency separatist separatists secessionist secessionists
jihadist jihadists militant militants islamist islamists extremist extremists
mercenary mercenaries wagner paramilitary paramilitaries corps
civilian civilians villager villagers
government regime junta authorities rulers
leave left leaving exit exited quit quits withdraw withdrew withdrawal withdrawn departure depart pull pulling pulled
break broke broken sever severed severs cut cuts severing
tie ties relation relations
bloc community grouping
alliance pact coalition ally allied
negotiate negotiation negotiations talks discuss discussions underway
deny denied denies denial refute refuted reject rejected
accuse accused accuses accusation accusations blame blamed blames allege alleged
claim claimed claims responsibility
flee fled fleeing displace displaced refugee refugees driven
suspend suspended suspends suspension ban banned bans halt halted
vote voted votes ballot
airport airfield
plane aircraft airplane jet
spokesman spokesperson spokeswoman
border frontier
village villages hamlet
capture captured seize seized take
arrest arrested detain detained detention
kidnap kidnapped abduct abducted hostage hostages
coup overthrow overthrown overthrew ousted oust putsch toppled
help helped aid aided assist assisted assistance support supported supporting supports back backed backing backs
child children kids
big biggest large largest heavy heaviest
loss losses defeat
join joined joins
region area zone
peace ceasefire truce
deal agreement accord treaty
end ended terminate terminated scrap scrapped
plan plans intend
weather storm sandstorm
goal aim aims objective
demand demands condition conditions
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a text: as written, folded (no accents, lower case, no possessive), and its stem."""

    text: str
    folded: str
    stem: str
    span: Span

    @property
    def is_stop(self) -> bool:
        """True for words that carry no content."""
        return self.folded in STOP_WORDS

    @property
    def is_capitalised(self) -> bool:
        """True when it begins with a capital."""
        return self.text[:1].isupper()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without accents: "Tillabéri" and "TILLABERI" are the same."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@lru_cache(maxsize=65_536)
def stem(folded: str) -> str:
    """The Snowball stem of a folded word."""
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


def idea_of(word_stem: str) -> int | None:
    """The number of the idea that a stem belongs to, or None."""
    return _ideas().get(word_stem)


def ideas_of(stems: Iterable[str]) -> frozenset[int]:
    """The ideas among some stems."""
    table = _ideas()
    return frozenset(table[each] for each in stems if each in table)


@cache
def _ideas() -> dict[str, int]:
    return {
        stem(fold(word)): number
        for number, line in enumerate(_IDEAS.strip().splitlines())
        for word in line.split()
    }


@cache
def _stemmer():  # type: ignore[no-untyped-def]  # noqa: ANN202 (snowballstemmer has no types)
    import snowballstemmer

    return snowballstemmer.stemmer("english")
