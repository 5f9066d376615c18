"""Numbers: every amount of a claim must be borne out by an amount of the words it cites."""

from __future__ import annotations

import re
from itertools import combinations

from briefer.grounding.language.amounts import Amount, find_amounts
from briefer.grounding.language.bounds import SOFT_UNITS, bears_out, is_loose, same_number, same_value
from briefer.grounding.language.counted import agree_on_people, are_things
from briefer.grounding.language.hedges import Bound
from briefer.grounding.language.words import ideas_of, stem, stems_of
from briefer.grounding.pairs import Pair
from briefer.model import Finding

NAME = "numbers"
_MOST_LISTED = 10  # as many names or things as a claim may count in a list
_NAME_RUN = re.compile(r"\b[A-Z][\w’'-]*(?:\s+(?:al-|[A-Z])[\w’'-]+)*")
_NAMES = r"(?:the\s)?[A-Z][\w’'-]*(?:\s(?:of\s)?[A-Z][\w’'-]*)*"
_NAME_BREAK = re.compile(r",\s(?:and\s)?|\s(?:and|or)\s")
_NAME_LIST = re.compile(rf"{_NAMES}(?:,\s{_NAMES})*,?\s(?:and|or)\s{_NAMES}")
_SINGLE = re.compile(r"\b(?:an?|one|another|his|her|their|its)\s+[a-z]", re.IGNORECASE)


def check(pair: Pair) -> tuple[Finding, ...]:
    """Find the amounts of the claim that the cited words do not bear out."""
    claimed = find_amounts(pair.claim)
    if not claimed:
        return ()
    stated = [amount for premise in pair.premises for amount in find_amounts(premise.text)]
    findings = (_judged(amount, stated, pair) for amount in claimed)
    return tuple(finding for finding in findings if finding)


def _judged(claimed: Amount, stated: list[Amount], pair: Pair) -> Finding | None:
    alike = [each for each in stated if _is_alike(claimed, each, pair)]
    borne = [each for each in alike if bears_out(claimed, each)]
    if borne:
        return _misplaced(claimed, borne, stated)
    if claimed.unit in SOFT_UNITS:
        return _judged_softly(claimed, alike, stated)
    if any(same_value(claimed, each) and (is_loose(claimed) or is_loose(each)) for each in alike):
        return None
    if hedged := [each for each in alike if same_value(claimed, each)]:
        return _rehedged(claimed, hedged[0])
    if other := _befell_otherwise(claimed, stated):
        return _finding(claimed, other, contradicts=True)
    same_thing = [each for each in alike if _is_same_thing(claimed, each)]
    if not same_thing and (_is_derived(claimed, pair) or _in_titles(claimed, pair)):
        return None
    if _lists(claimed, pair) or (_is_one(claimed) and not (same_thing and _is_plain_one(claimed, pair))):
        return None
    swapped = [each for each in stated if same_number(claimed, each) and each not in alike]
    if swapped and not same_thing:
        return _finding(claimed, swapped[0], contradicts=_is_sure(claimed, swapped[0]))
    if same_thing and not _is_sum(claimed, stated):
        nearest = max(same_thing, key=lambda each: _likeness(claimed, each))
        return _finding(
            claimed, nearest, contradicts=nearest.bound is not Bound.VAGUE or claimed.bound is Bound.VAGUE
        )
    return Finding(NAME, f'the claim says "{claimed.worded}", which the bulletin does not say')


def _finding(claimed: Amount, stated: Amount, *, contradicts: bool) -> Finding:
    return Finding(NAME, f'the claim says "{claimed.worded}", the bulletin "{stated.worded}"', contradicts)


def _rehedged(claimed: Amount, stated: Amount) -> Finding:
    """The number stands, its hedge does not."""
    flipped = {claimed.bound, stated.bound} == {Bound.LEAST, Bound.MOST}
    return _finding(claimed, stated, contradicts=flipped)


# What an amount is of


def _is_alike(claimed: Amount, stated: Amount, pair: Pair) -> bool:
    """Whether the two can be of the same thing: unit, people and fate agree as far as both say."""
    one, other = claimed.counted, stated.counted
    if one.unit != other.unit:
        return False
    if not agree_on_people(one.classes, other.classes) or _adds_people(one.classes, other.classes, pair):
        return False
    if one.fate and other.fate:
        return one.fate == other.fate
    return not one.fate or _tells(pair, one.fate)


def _adds_people(claimed: frozenset[str], stated: frozenset[str], pair: Pair) -> bool:
    """Whether "people" became soldiers that no word speaks of."""
    if not claimed or are_things(claimed) or "person" in claimed or (stated and "person" not in stated):
        return False
    return not any(_speaks_of(pair, each) for each in claimed)


def _speaks_of(pair: Pair, people: str) -> bool:
    top = people.split("/")[0]
    for text in (pair.text, pair.context):
        stems = stems_of(text)
        if (
            ideas_of(stems) & ideas_of([stem(top), stem(people.split("/")[-1])])
            or stem(people.split("/")[-1]) in stems
        ):
            return True
    return top == "civilian" and "/" not in people


def _tells(pair: Pair, fate: str) -> bool:
    """Whether the cited words tell of such a fate at all."""
    wanted = ideas_of([stem(fate)])
    stems = stems_of(pair.text)
    return stem(fate) in stems or bool(wanted & ideas_of(stems))


def _is_same_thing(claimed: Amount, stated: Amount) -> bool:
    """Whether the two surely are of the same thing, so that another number for it is wrong."""
    one, other = claimed.counted, stated.counted
    if one.unit:
        return True
    if one.fate and one.fate == other.fate:
        return True
    if set(one.nouns) & set(other.nouns) or ideas_of(one.nouns) & ideas_of(other.nouns):
        return True
    return bool(one.classes and other.classes) or not (one.nouns or other.nouns)


def _likeness(claimed: Amount, stated: Amount) -> int:
    one, other = claimed.counted, stated.counted
    return (
        3 * (one.fate == other.fate)
        + 2 * bool(set(one.nouns) & set(other.nouns))
        + (one.place == other.place)
    )


def _is_sure(claimed: Amount, stated: Amount) -> bool:
    """Whether the same number is surely said of something else."""
    one, other = claimed.counted, stated.counted
    return bool((one.fate and other.fate and one.fate != other.fate) or (one.unit != other.unit)) or not (
        agree_on_people(one.classes, other.classes)
    )


def _befell_otherwise(claimed: Amount, stated: list[Amount]) -> Amount | None:
    """The same number of the same people, to whom the words say something else happened."""
    one = claimed.counted
    for each in stated:
        other = each.counted
        differ = one.fate and other.fate and one.fate != other.fate
        same_people = set(one.nouns) & set(other.nouns) or not one.nouns or not other.nouns
        if differ and same_people and same_value(claimed, each):
            return each
    return None


def _misplaced(claimed: Amount, borne: list[Amount], stated: list[Amount]) -> Finding | None:
    """The number stands, but of another thing or place, for which the words give another number."""
    one = claimed.counted
    named = any(
        set(one.nouns) & set(each.counted.nouns) or not (one.nouns and each.counted.fate) for each in borne
    )
    if not named and (other := _befell_otherwise(claimed, stated)):
        return _finding(claimed, other, contradicts=True)
    for other in borne:
        theirs = other.counted
        if not (one.place and theirs.place and one.place != theirs.place) and not _names_another(
            claimed, other
        ):
            return None
    for rival in stated:
        if rival in borne or rival.unit != claimed.unit or bears_out(claimed, rival):
            continue
        at_place = one.place and one.place == rival.counted.place and one.fate in ("", rival.counted.fate)
        if at_place or (set(one.nouns) & set(rival.counted.nouns) and _names_another(claimed, borne[0])):
            return _finding(claimed, rival, contradicts=True)
    return None


def _names_another(claimed: Amount, stated: Amount) -> bool:
    """Whether both name what is counted, in words that have nothing in common."""
    one, other = claimed.counted, stated.counted
    if not one.nouns or not other.nouns or claimed.unit:
        return False
    if set(one.nouns) & set(other.nouns) or ideas_of(one.nouns) & ideas_of(other.nouns):
        return False
    return not (one.classes and other.classes)


# Numbers that no word states


def _judged_softly(claimed: Amount, alike: list[Amount], stated: list[Amount]) -> Finding | None:
    """ "Double" and "third" may be worked out, so they are wrong only beside another for the same thing."""
    if claimed.unit == "ordinal" and any(not each.unit and each.value == claimed.value for each in stated):
        return None
    rivals = [
        each
        for each in alike
        if claimed.unit == "times" or set(each.counted.nouns[:1]) & set(claimed.counted.nouns[:1])
    ]
    return _finding(claimed, rivals[0], contradicts=True) if rivals else None


def _is_derived(claimed: Amount, pair: Pair) -> bool:
    """Whether a small number may count a list: "the three countries" where three are named."""
    if claimed.unit or claimed.bound is not Bound.EXACT or not 2 <= claimed.value <= _MOST_LISTED:
        return False
    words = f"{pair.text}\n{pair.context}"
    if claimed.counted.fate:
        return len(_SINGLE.findall(pair.text)) >= claimed.value
    return max(len(set(_NAME_RUN.findall(words))), len(_SINGLE.findall(words))) >= claimed.value


def _lists(claimed: Amount, pair: Pair) -> bool:
    """Whether the words name just so many: "Mali, Burkina Faso and Niger" are three."""
    if claimed.unit or claimed.counted.fate or claimed.bound is not Bound.EXACT:
        return False
    lists = _NAME_LIST.finditer(f"{pair.text}\n{pair.context}")
    return any(len(_NAME_BREAK.split(each[0])) == claimed.value for each in lists)


def _is_one(claimed: Amount) -> bool:
    return claimed.value == claimed.counted.factor


def _is_plain_one(claimed: Amount, pair: Pair) -> bool:
    """Whether "one" is a count of its own, and not the "a" of "a week" or "a soldier"."""
    words = claimed.counted.worded
    return bool(claimed.counted.fate or claimed.unit) and not re.search(
        rf"\ban? {re.escape(words)}\b", pair.text
    )


def _in_titles(claimed: Amount, pair: Pair) -> bool:
    """Whether a title gives the number."""
    titles = (premise.context.split("\n", 1)[0] for premise in pair.premises if premise.context)
    return any(
        _is_alike(claimed, each, pair) and bears_out(claimed, each)
        for title in titles
        for each in find_amounts(title)
    )


def _is_sum(claimed: Amount, stated: list[Amount]) -> bool:
    """Whether the claim adds up two numbers of the words."""
    counts = {each.value for each in stated if each.unit == claimed.unit}
    return any(one + other == claimed.value for one, other in combinations(sorted(counts), 2))
