"""What a number counts or measures, and what befell those who are counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from briefer.grounding.language.words import stem
from briefer.reading.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.grounding.language.amounts import Amount

# Unit, how many of the base unit it is, and its names.
_UNITS: dict[str, tuple[str, float]] = {
    name: (unit, factor)
    for unit, factor, names in (
        ("minute", 1.0, "minute minutes"),
        ("hour", 1.0, "hour hours"),
        ("hour", 24.0, "day days"),
        ("hour", 168.0, "week weeks"),
        ("hour", 336.0, "fortnight fortnights"),
        ("month", 1.0, "month months"),
        ("month", 12.0, "year years"),
        ("month", 120.0, "decade decades"),
        ("age", 1.0, "year-old years-old"),
        ("metre", 1.0, "metre metres meter meters"),
        ("metre", 1000.0, "km kilometre kilometres kilometer kilometers"),
        ("metre", 0.01, "cm centimetre centimetres centimeter centimeters"),
        ("mile", 1.0, "mile miles mi"),
        ("foot", 1.0, "foot feet ft"),
        ("gram", 1000.0, "kg kilogram kilograms kilo kilos"),
        ("gram", 1e6, "tonne tonnes ton tons"),
        ("gram", 1.0, "gram grams"),
        ("hectare", 1.0, "hectare hectares"),
        ("acre", 1.0, "acre acres"),
        ("barrel", 1.0, "barrel barrels"),
        ("dollar", 1.0, "dollar dollars"),
        ("euro", 1.0, "euro euros"),
        ("yen", 1.0, "yen"),
        ("franc", 1.0, "franc francs"),
        ("ruble", 1.0, "ruble rubles rouble roubles"),
        ("rupee", 1.0, "rupee rupees"),
        ("naira", 1.0, "naira"),
        ("yuan", 1.0, "yuan renminbi"),
        ("times", 1.0, "times"),
        ("points", 1.0, "points"),
    )
    for name in names.split()
}
_MONEY = frozenset({"dollar", "euro", "franc", "ruble", "rupee"})
# Classes of those who are counted: a class holds those that it begins; "person" holds all.
_CLASSES: dict[str, frozenset[str]] = {
    name: frozenset(classes.split("|"))
    for classes, names in (
        (
            "person",
            "people persons person individuals individual others other victims victim casualties casualty lives "
            "members inhabitants men man males dead deaths death fatalities fatality bodies body survivors forces "
            "personnel guards guard",
        ),
        (
            "civilian",
            "civilians civilian villagers villager residents resident locals noncombatants non-combatants",
        ),
        ("civilian/child", "children child kids schoolchildren minors minor girls girl boys boy"),
        ("civilian/woman", "women woman"),
        ("civilian/student", "students student pupils pupil schoolgirls schoolboys"),
        ("civilian/journalist", "journalists journalist reporters reporter"),
        ("civilian/migrant", "migrants migrant refugees refugee"),
        ("civilian/worker", "workers worker miners miner employees employee"),
        ("civilian/protester", "protesters protester demonstrators demonstrator protestors"),
        ("civilian/passenger", "passengers passenger"),
        ("soldier", "soldiers soldier troops troop servicemen serviceman paratroopers"),
        ("soldier/peacekeeper", "peacekeepers peacekeeper"),
        ("police", "policemen policeman police"),
        ("police|soldier", "officers officer gendarmes gendarme"),
        (
            "fighter",
            "fighters fighter militants militant insurgents insurgent rebels rebel jihadists jihadist terrorists "
            "terrorist gunmen gunman attackers attacker assailants assailant extremists islamists mercenaries "
            "mercenary militiamen bandits",
        ),
        # Things, which are no people: what is counted in families is not counted in heads.
        ("#family", "families"),
        ("#family|#home", "households"),
        ("#home|#building", "homes houses"),
        ("#building", "buildings structures"),
        ("#school", "schools"),
        ("#shop", "shops stores"),
        ("#settlement", "villages towns hamlets settlements"),
        ("#vehicle", "vehicles cars trucks motorcycles motorbikes"),
        ("#aircraft", "aircraft planes jets helicopters drones"),
        ("#animal", "cattle cows goats sheep camels livestock animals"),
    )
    for name in names.split()
}
_STOPS = frozenset(
    "the a an and or in at on of to from by with for was were is are be been being has have had who that which "
    "as after before during when while but into near over under across including also voted said killed "
    "wounded injured died displaced arrested kidnapped missing since between against out left took dead".split()
)
_NOUN_START = re.compile(
    r"(?: of(?: the| his| her| its| their| these| those)?\b)?(?: (?:more|other|further)\b)?"
)
_NOUN_WORD = re.compile(r"\s+([^\W\d_][\w'’-]*)|(\S)")
_OLD = re.compile(r"\s+(?:old|of age)\b")
_MOST_NOUN_WORDS = 3
_LOOK_AHEAD = 60  # characters in which what is counted is looked for

_FATES = {
    "killed": r"kill(?:s|ed|ing)?|dead|die[ds]?|dying|deaths?|fatalit(?:y|ies)|slain|perish(?:ed|es)?"
    r"|murder(?:ed|ing|s)?|massacr(?:ed|ing)|execut(?:ed|ing)|drown(?:ed|ing)?|slaughter(?:ed|ing)?|lives",
    "wounded": r"wound(?:ed|ing|s)?|injur(?:ed|ing|es|ies|y)|hurt|hospitali[sz]ed|maim(?:ed|ing)",
    "displaced": r"displac(?:ed|ing|es)|fle(?:d|e|eing)|homeless|uproot(?:ed|ing)",
    "missing": r"missing|unaccounted|disappeared",
    "arrested": r"arrest(?:ed|ing|s)?|detain(?:ed|ing|s)?|jail(?:ed|ing)",
    "kidnapped": r"kidnap(?:p?ed|p?ing|s)?|abduct(?:ed|ing|s)?|hostages?|captive",
    "rescued": r"rescu(?:ed|ing|es)|freed|freeing|saved|saving",
}
_FATE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _FATES.items()) + r")\b", re.IGNORECASE
)
_GOVERNS = (
    r"(?:\s+(?:toll|of|at|to|by|has|have|had|risen|rises|rose|reached|climbed|"
    r"stands|stood|now|is|was|the|all))*\s+$"
)
_GOVERNED = re.compile(_FATE.pattern + _GOVERNS, re.IGNORECASE)
_LEFT = 70  # characters before a number in which the verb that governs it is looked for
_RIGHT = 90  # and after it, where it is said what befell them
_BREAK = re.compile(r"[.;:!?()—]\s|,\s|\s(?:while|when|as|after|before)\s")
_SELF_SAID = re.compile(
    r"dead|die|dying|death|fatal|perish|drown|missing|unacc|disapp|fle|homeless|hostage|slain|lives"
)
_AUXILIARY = re.compile(
    r"\b(?:were|was|are|is|been|being|be|got|left|reported|shot|feared)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
_PASSIVE_END = re.compile(
    r"\s*(?:$|[.,;:!?)—]|(?:in|by|when|after|on|at|as|during|near|and|or|while|since|over|across|from|inside|outside|"
    r"along|around|amid|more|others|so|this|last|overnight|today|yesterday)\b)"
)
_PLACE = re.compile(r"\s+(?:in|at|near)\s+(?:the )?([A-Z][\w’'-]+)")

_VOTE = re.compile(r"\s+(?:[a-z]+\s+)?(?:(?P<against>against)\b|(?P<abstained>abst)|(?P<favour>in favou?r))")


@dataclass(frozen=True, slots=True)
class Counted:
    """`nouns` are stems, the last one the head; `classes` those of people; `fate` is empty where it is not said.

    `place` is where it befell them, or how they voted: two numbers with different ones are of different things.
    """

    nouns: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    unit: str = ""
    factor: float = 1.0
    fate: str = ""
    place: str = ""
    worded: str = ""


@lru_cache(maxsize=16_384)
def _word(word: str) -> tuple[str, frozenset[str]]:
    return stem(word), _CLASSES.get(word, frozenset())


def counted_at(text: str, end: int, compound: str = "") -> Counted:
    """What a number that ends at an offset counts; `compound` is what is written onto it: "day" of "two-day"."""
    if compound:
        unit, factor = _UNITS.get(compound.removesuffix("-long"), ("", 1.0))
        return Counted((stem(compound),), frozenset(), unit, factor, worded=compound)
    start = _NOUN_START.match(text, end)
    begin = start.end() if start else end
    nouns: list[str] = []
    classes: frozenset[str] = frozenset()
    last = begin
    for match in _NOUN_WORD.finditer(text, begin, begin + _LOOK_AHEAD):
        folded = fold(match[1] or "")
        if not folded or folded in _STOPS or len(nouns) == _MOST_NOUN_WORDS:
            break
        if not nouns and folded in _UNITS:
            unit, factor = _UNITS[folded]
            old = _OLD.match(text, match.end()) and unit == "month"
            return Counted(
                (stem(folded),), frozenset(), "age" if old else unit, 1.0 if old else factor, worded=match[1]
            )
        found, kinds = _word(folded)
        # "house members" are people, and "six car bombs" no cars
        classes = kinds or (frozenset() if are_things(classes) and folded.endswith("s") else classes)
        nouns.append(found)
        last = match.end()
        if (kinds and kinds != frozenset({"person"}) and not are_things(kinds)) or folded == "people":
            break
    unit, factor = _UNITS.get(nouns[-1] + "s", ("", 1.0)) if nouns else ("", 1.0)
    return Counted(
        tuple(nouns), classes, unit if unit in _MONEY else "", factor, worded=text[begin:last].strip()
    )


def fates_at(text: str, amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """Say of each amount what befell those counted and where, and word it with both."""
    governed = [_governing(text, amounts, at) for at in range(len(amounts))]
    taken = {start for start, match in governed if match}
    found = []
    for at, amount in enumerate(amounts):
        verb = governed[at][1]
        until = amounts[at + 1].span.start if at + 1 < len(amounts) else len(text)
        zone_end = min(until, amount.span.end + _RIGHT)
        fate, end = (verb.lastgroup or "", -1) if verb else _befell(text, amount.span.end, zone_end, taken)
        end = max(end, amount.span.end)
        after = text[amount.span.end : zone_end]
        noun = after.find(amount.counted.worded) if amount.counted.worded else -1
        if noun >= 0:
            end = max(end, amount.span.end + noun + len(amount.counted.worded))
        place = _PLACE.match(text, end)
        side = _VOTE.match(text, amount.span.end)
        start = governed[at][0] if verb else amount.span.start
        counted = replace(amount.counted, fate=fate, place=_place_of(place, side))
        found.append(replace(amount, counted=counted, worded=" ".join(text[start:end].split())))
    return tuple(found)


def _place_of(place: re.Match[str] | None, side: re.Match[str] | None) -> str:
    if side:
        return side.lastgroup or ""
    return fold(place[1]) if place else ""


def _governing(text: str, amounts: Sequence[Amount], at: int) -> tuple[int, re.Match[str] | None]:
    """The word of fate before a number that it governs ("killing 15"), with its offset."""
    start = amounts[at].span.start
    floor = max(amounts[at - 1].span.end if at else 0, start - _LEFT)
    match = None
    for each in _FATE.finditer(text, floor, start):
        if _GOVERNED.match(text[each.start() : start]):
            match = each
    return (match.start(), match) if match else (-1, None)


def _befell(text: str, start: int, end: int, taken: set[int]) -> tuple[str, int]:
    """What the words after a number say befell those counted, with the offset where they end."""
    cut = _BREAK.search(text, start, end)
    end = min(end, cut.start() + 1) if cut else end
    for match in _FATE.finditer(text, start, end):
        if match.start() in taken:
            continue
        lead = text[start : match.start()]
        passive = _AUXILIARY.search(lead) or _PASSIVE_END.match(text, match.end())
        if _SELF_SAID.match(match[0].lower()) or passive:
            return match.lastgroup or "", match.end()
    return "", -1


def are_things(classes: frozenset[str]) -> bool:
    """Whether those counted are no people."""
    return any(each.startswith("#") for each in classes)


def agree_on_people(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of classes can be of the same people: one is empty, or one holds the other."""
    if not one or not other:
        return True
    if are_things(one) or are_things(other):
        return bool(one & other)
    if "person" in one | other:
        return True
    return any(a == b or a.startswith(f"{b}/") or b.startswith(f"{a}/") for a in one for b in other)
