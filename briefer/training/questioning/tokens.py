"""The words and marks of a sentence, each with what it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.common_words import opens_no_name
from briefer.grounding.language.proper_names import key_of
from briefer.model import Span
from briefer.reading.words import words
from briefer.training.questioning.verbs import BE, DO, HAVE, MODALS, Reading, verb_of

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}(?:-\w+)?"
    r"|(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Jr|Sr|Maj|Prof|Rev|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|vs)"
    r"\.(?=\s)|[A-Z]\.(?=\s[A-Z])"
    r"|\d{1,2}:\d\d|(?:US|A|C)?[$€£¥]\d+(?:[.,]\d+)*|\d+[–-]\d+(?!\w)|\d+(?:[.,]\d+)*(?:-\w+|['’]?s\b|st|nd|rd|th|%|km|m|kg|bn)?"
    r"|[^\W\d_][\w]*(?:['’.&/‑–-](?=\w)\w+)*(?:(?<=s)['’](?=\s))?|\S"
)
DETERMINERS = words(
    "the a an this that these those its his her their our your my some any no every each another both all "
    "several many few most either neither such"
)
# "Shooting" is a noun more often than what somebody is doing.
NOUNS_IN_ING = words(
    "shooting bombing killing meeting building hearing warning fighting landing ruling opening training "
    "funding housing beginning stabbing rioting flooding briefing sailing rating filing sitting farming "
    "shipping banking mining testing trading voting sentencing hijacking kidnapping proceeding gathering "
    "spending lightning morning evening king being thing spring string wing ring wedding painting "
    "recording screening offering cooking writing wrestling boxing racing skating skiing swimming "
    "engineering manufacturing publishing broadcasting policing drilling"
)
PREPOSITIONS = words(
    "in at near on from with for by against to during over into through under amid amidst around outside "
    "inside between across toward towards upon about along within despite among above below beyond behind "
    "off onto throughout via per up down out aboard without until till regarding concerning alongside "
    "beside besides beneath atop past due according owing thanks versus like unlike"
)
SUBORDINATORS = words(
    "after before while whilst when because since as although though if unless where whereas once whether "
    "following including excluding until"
)
RELATIVES = words("who which whom whose that")
CONJUNCTIONS = words("and or but nor")
ADVERBS = words(
    "also not never later then again now still just already soon too even once twice first finally "
    "reportedly allegedly apparently formally officially jointly currently recently previously initially "
    "ever yet only alone subsequently however therefore instead together far well back"
)
PRONOUNS = words(
    "it he she they him them i we us you himself herself itself themselves one there this these those "
    "others everyone someone nobody who"
)
PLURALS = words(
    "police people men women children troops gunmen policemen servicemen fishermen congressmen lawmakers "
    "firemen militia staff personnel crew cattle youth dead they we authorities miners media firefighters"
)
_NUMBER = re.compile(r"(?:US|A|C)?[$€£¥]?\d[\d.,]*(?:%|km|m|kg|bn)?$")
_NUMBER_WORDS = words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds "
    "thousand thousands million millions billion dozens dozen scores"
)
_POSSESSIVE = re.compile(r"(?:['’]s|s['’])$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark."""

    text: str
    low: str
    start: int
    end: int
    verb: Reading | None

    @property
    def is_word(self) -> bool:
        """True for words and numbers."""
        return self.text[0].isalnum() or self.text[0] in "$€£¥"

    @property
    def is_capitalised(self) -> bool:
        """True when it begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_number(self) -> bool:
        """True for figures and number words."""
        return bool(_NUMBER.match(self.text)) or self.low in _NUMBER_WORDS or self.low.split("-")[0] in _TENS

    @property
    def is_possessive(self) -> bool:
        """True for "Israel's" and "workers'"."""
        return bool(_POSSESSIVE.search(self.text))

    @property
    def is_adverb(self) -> bool:
        """True for words that may stand between an auxiliary and its verb."""
        return self.low in ADVERBS or (self.low.endswith("ly") and self.text.islower() and len(self.text) > 4)

    @property
    def is_auxiliary(self) -> bool:
        """True for forms of "be", "have" and "do", and for modals."""
        return self.low in BE or self.low in HAVE or self.low in DO or self.low in MODALS

    def may_be(self, *forms: str) -> bool:
        """Say whether the word may be one of these forms of a verb; a name is none."""
        return self.verb is not None and not self.verb.forms.isdisjoint(forms)


_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")


@lru_cache(maxsize=1_024)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Split a sentence; a capitalised word is no verb."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        verb = verb_of(word) if word.islower() else None
        found.append(Token(word, word.lower(), match.start(), match.end(), verb))
    return tuple(found)


def joined(tokens: tuple[Token, ...], first: int, last: int) -> Span:
    """The characters from one token through another."""
    return Span(tokens[first].start, tokens[last].end)


@lru_cache(maxsize=8_192)
def is_common_opener(word: str, leads: bool) -> bool:
    """Say whether a capitalised word that opens a sentence is a common word: "Gunmen", "The"."""
    return opens_no_name(key_of(word), word, leads=leads)
