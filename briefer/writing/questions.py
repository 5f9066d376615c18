"""What a question asks for: its kinds, the words that matter, and the names that must be met."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from briefer.grounding.language.words import Word, words_of
from briefer.model import Span
from briefer.reading.countries import Mention, find_mentions
from briefer.reading.dates import find_dates


class Asks(StrEnum):
    """The kind of thing that answers."""

    COUNT = "how many"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    NAME = "by what name"
    WHY = "why"
    HOW_LONG = "how long"
    EXPANSION = "what the letters stand for"
    WHETHER = "whether"
    EVENTS = "what happened"
    WHAT = "what"


# A question word asks at the start, after a comma, or after "and": elsewhere it is a conjunction or a relative.
_ASKS = r"(?:^\W*(?:and |so |but )?|[,;:]\s*(?:and )?|\band (?:from |by |to )?)"
_WHICH = r"(?:in |at |on |to |from |by |for )?(?:what|which)"
_NOUN = r"(?:\s+(?:\w+\s+)?"
_PLACES = "place|town|city|village|villages|region|district|province|commune|area|part of"
_ACTORS = (
    "group|groups|person|people|official|officials|countries|country|states|organi[sz]ation|outlet|outlets|militia|"
    "side|sides|party|parties|commander|leader|minister|president|ambassadors?|bloc|body|agency"
)
_KINDS: tuple[tuple[Asks, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Asks.EXPANSION, r"\bstands? for\b|\bshort for\b|\bmeaning of the (?:acronym|letters)\b"),
        (
            Asks.NAME,
            r"\bnick-?names?\b|\bnames? of\b|\b(?:is|was|were|are)\b.{3,60}\b(?:called|named)\s*\??$",
        ),
        (Asks.HOW_LONG, rf"{_ASKS}how (?:long|soon)\b"),
        (
            Asks.COUNT,
            rf"{_ASKS}how (?:many|much)\b|\b(?:death|body|casualty) (?:toll|count)\b|\b(?:number|toll|population) of\b|"
            r"\bwhat (?:number|share|percentage|tally)\b",
        ),
        (
            Asks.EVENTS,
            r"^\W*(?:(?:so|and) )?"
            r"(?:what(?:'s| is| has)?(?: been)? "
            r"(?:happen(?:ed|ing|s)?|(?:the )?(?:latest|new|news)|going on|occurred|took place)|"
            r"what are the latest|latest|any news|news)\b"
            r"|^\W*(?:please |can you |could you )*(?:give me |tell me |show me |show |i want |i need )?"
            r"(?:(?:a|an|the|all|some) )?(?:\w+ )?"
            r"(?:summary|summari[sz]e|overview|updates?|round-?up|timeline|"
            r"list (?:of )?(?:(?:all|the) )*(?:\w+ )?(?:attacks?|events?|incidents?|developments?|news))\b",
        ),
        (Asks.WHEN, rf"{_ASKS}(?:since )?when\b|{_ASKS}{_WHICH}{_NOUN})?(?:date|day|month|year)\b"),
        (Asks.WHERE, rf"{_ASKS}where\b|{_ASKS}{_WHICH}{_NOUN})?(?:{_PLACES})\b"),
        (Asks.WHY, rf"{_ASKS}why\b|\bfor what reason\b|\bwhat (?:caused|led to)\b|\bhow come\b"),
        (Asks.WHO, rf"{_ASKS}(?:to |by |from |with )?who(?:m|se)?\b|{_ASKS}{_WHICH}{_NOUN})?(?:{_ACTORS})\b"),
        (
            Asks.WHETHER,
            rf"{_ASKS}(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would)(?:n['’]?t)?\b"
            r"(?!.*\b(?:called|named)\W*$)",
        ),
    )
)
# "Since the coup" narrows a question in time, as a date does.
EVENT = re.compile(
    r"\b(?P<side>since|before)\s+(?P<event>(?:the|that|this|its)\s+[^,?.;]{3,60})", re.IGNORECASE
)
# Words that only frame a question.
_FRAME = frozenset(
    "many much number toll count date day month year place person people ppl anyone somebody someone reason "
    "latest news new name names call called kind type exactly according report reports reported bulletin "
    "bulletins there story list show explain describe summary summarise summarize overview update updates roundup "
    "timeline situation regarding concerning recent recently ago last week time far long go going occur occurred "
    "take took place part taken fall fell use stand stands short exist country countries group groups "
    "organisation organization outlet official officials get got make made of to".split()
)
# Times and regions narrow a question; a bulletin need not name them.
_LOOSE = re.compile(
    r"(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"africa|african|europe|european|europeans|asia|asian|west|western|east|eastern|north|northern|south|southern|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_AFTER_THE_COUNTED = frozenset(
    "came come died die survived survive killed injured wounded hurt fled left lost got still remain remained remains "
    "live lived voted vote took take reported found carried quit stayed joined returned escaped against".split()
)
_WIDEST_NOUN = 3  # words
_LOOK_AHEAD = 100  # characters in which it is looked for
_OF_GOVERNMENT = frozenset({"name", "demonym", "metonym"})
_KNOWN_IN_LOWER_CASE = frozenset({"name", "demonym", "capital"})  # towns such as Say and Man are words, too
_FEW = 2  # words up to which all may be acronyms
_LONG = 4  # letters from which a headline gives any word a capital
_NOT = re.compile(r"n't$")
_PLACED = re.compile(r"\b(?:in|at|near|outside|around|of|into|on|towards)\s+(?:the\s+)?$", re.IGNORECASE)
_PLACE_NOUN = re.compile(
    r"^(?:['’]s)?\s+(?:attacks?|airport|bombing|killings?|massacre|region|raids?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that an answer must meet."""

    word: str  # folded
    stem: str
    is_name: bool
    countries: frozenset[str] = frozenset()  # codes that may stand in for the name


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that is asked for; `noun` is what is counted, or of what kind the answer is."""

    kind: Asks
    noun: str = ""  # folded


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    `wants` holds each thing asked, in the order of the words: "how many, and where?".
    """

    text: str
    wants: tuple[Want, ...]
    terms: tuple[Term, ...]
    focus: tuple[str, ...] = ()  # the words after "what" or "which": "ransom" of "what ransom did they ask?"

    @property
    def leading(self) -> Want:
        """What is asked first."""
        return self.wants[0]

    @property
    def names(self) -> tuple[Term, ...]:
        """The names, each of which the bulletin must hold."""
        return tuple(term for term in self.terms if term.is_name)


def analyse(text: str) -> Question:
    """Take a question apart, however it is written: in capitals, in none, or each word with one."""
    written = _without_idle_capitals(text)
    terms = _terms(written)
    return Question(text, _wants(written), tuple(terms.values()), _focus(written, terms))


def country_of_news(question: Question, given: str | None) -> str | None:
    """The one country of which all news is asked ("what happened in Mali since the coup?"), or None."""
    if question.leading.kind is not Asks.EVENTS:
        return None
    codes = {code for term in question.terms for code in term.countries}
    if any(not term.countries for term in question.terms) or len(codes | ({given} if given else set())) != 1:
        return None
    return given or codes.pop()


def _terms(text: str) -> dict[str, Term]:
    """The words that an answer must meet, by stem; not those that frame the question or narrow it in time."""
    apart = [mention.span for mention in find_dates(text)]
    event = EVENT.search(text)
    if event:
        apart.append(Span(event.start(), event.end()))
    mentions = _mentions(text)
    terms: dict[str, Term] = {}
    for word in words_of(text):
        if word.is_stop or _NOT.search(word.folded) or any(word.span.overlaps(span) for span in apart):
            continue
        mention = next((each for each in mentions if each.span.overlaps(word.span)), None)
        is_loose = bool(_LOOSE.fullmatch(word.folded))
        is_name = (mention is not None or _is_name(word, text)) and not is_loose
        if not is_name and (word.folded in _FRAME or is_loose):
            continue
        terms.setdefault(word.stem, Term(word.folded, word.stem, is_name, _codes(mention, text)))
    return terms


def _without_idle_capitals(text: str) -> str:
    """Lower the capitals of "WHO LEADS NIGER" and "Who Leads The Junta", which tell no names apart."""
    words = words_of(text)
    if text.isupper() and len(words) > _FEW:
        return text.lower()
    is_titled = all(word.is_capitalised for word in words if len(word.text) >= _LONG) and any(
        word.is_stop and word.text.istitle() for word in words[1:]
    )
    return re.sub(r"\w*[^\W\d_]\w*", _lower_unless_acronym, text) if is_titled else text


def _lower_unless_acronym(word: re.Match[str]) -> str:
    return word[0] if len(word[0]) > 1 and word[0].isupper() else word[0].lower()


def _mentions(text: str) -> tuple[Mention, ...]:
    """The countries named, also in lower case: "what happened in gabon"."""
    found = find_mentions(text)
    titled = text.title()
    if len(titled) != len(text):  # some letters have no capital of their own: "ß" becomes "Ss"
        return found
    lower = (
        each
        for each in find_mentions(titled)
        if each.kind in _KNOWN_IN_LOWER_CASE and not any(each.span.overlaps(other.span) for other in found)
    )
    return (*found, *lower)


def _wants(text: str) -> tuple[Want, ...]:
    """The things asked in the order in which they stand; a name, an expansion or events rule out others."""
    found = [(match.start(), kind) for kind, pattern in _KINDS for match in pattern.finditer(text)]
    kinds = {kind for _, kind in found}
    for alone in (Asks.EXPANSION, Asks.NAME, Asks.EVENTS):
        if alone in kinds:
            return (Want(alone),)
    wants = [
        Want(kind, _counted(text[start:]) if kind is Asks.COUNT else "") for start, kind in sorted(found)
    ]
    return tuple(dict.fromkeys(wants)) or (Want(Asks.WHAT),)


def _focus(text: str, terms: Mapping[str, Term]) -> tuple[str, ...]:
    """The two words after "what", "which" or "what is the", as far as they carry content and are no names."""
    match = re.search(
        r"^\W*(?:in [^,]+,\s*)?(?:what|which)\s+(?:(?:is|was|are|were)\s+(?:the|its|their|his|her)\s+)?"
        r"([\w’'-]+(?:\s+[\w’'-]+)?)",
        text,
        re.IGNORECASE,
    )
    words = words_of(match[1]) if match else ()
    if not words or words[0].stem not in terms:
        return ()
    return tuple(word.folded for word in words if word.stem in terms and not terms[word.stem].is_name)


def _codes(mention: Mention | None, text: str) -> frozenset[str]:
    """The countries that may stand in for a name: a capital counts for its government, unless it is a place here."""
    if mention is None:
        return frozenset()
    if mention.kind == "capital":
        before, after = text[: mention.span.start], text[mention.span.end :]
        as_government = not _PLACED.search(before) and not _PLACE_NOUN.match(after)
        return frozenset({mention.code}) if as_government else frozenset()
    return frozenset({mention.code}) if mention.kind in _OF_GOVERNMENT else frozenset()


def _is_name(word: Word, text: str) -> bool:
    """A capital inside the sentence, an acronym anywhere, or a number."""
    if word.text[0].isdigit() or (len(word.text) > 1 and word.text.isupper()):
        return True
    return word.is_capitalised and text[: word.span.start].strip(" \"'“‘¿") != ""


def _counted(text: str) -> str:
    """The noun that is counted: "attackers" of "how many of the attackers"; "people" when none is named."""
    if "population" in text.lower():
        return "population"
    match = re.search(
        r"\b(?:how (?:many|much)|number of)\b(?:\s+other)?(?:\s+of)?(?:\s+the)?", text, re.IGNORECASE
    )
    following = words_of(text[match.end() :][:_LOOK_AHEAD])[:_WIDEST_NOUN] if match else ()
    ends = [word.is_stop or word.folded in _AFTER_THE_COUNTED for word in following] + [True]
    nouns: list[str] = []
    for place, word in enumerate(following):
        is_verb = (
            bool(nouns) and word.folded.endswith("ed") and ends[place + 1]
        )  # not in "newly displaced people"
        if ends[place] or is_verb:
            break
        nouns.append(word.folded)
    return nouns[-1] if nouns else "people"
