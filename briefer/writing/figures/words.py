"""Words of counting: what a desk counts, and what befell those who are counted."""

from __future__ import annotations

import re

from briefer.grounding.language.words import stems_of

# Counted whatever their number, also without a word of what befell them.
TELLING = stems_of(
    "victims casualties bodies graves dead killed died deaths fatalities wounded injured injuries displaced missing "
    "arrested arrests detained kidnapped abducted hostages prisoners survivors refugees evacuees evacuated rescued "
    "executed votes abstentions cases infections homes houses"
)
# People are counted with what befell them; without it only where they are many.
PEOPLE = stems_of(
    "people persons individuals civilians villagers residents inhabitants soldiers troops servicemen police policemen "
    "officers gendarmes guards personnel fighters militants jihadists insurgents rebels militiamen terrorists "
    "mercenaries attackers gunmen children women men girls boys students pupils teachers migrants passengers crew "
    "sailors miners workers farmers herders employees journalists protesters demonstrators worshippers pilgrims "
    "supporters families households peacekeepers citizens nationals ambassadors diplomats inmates tourists doctors "
    "person civilian villager soldier officer guard fighter militant child woman man girl boy student worker "
    "journalist policeman serviceman"
)
COUNTED = TELLING | PEOPLE

# What befell them: its name, the forms that stand after the noun, and the stems of the verbs that stand before it.
_FATES = (
    ("killed", r"killed|dead|die[ds]?|slain|perish(?:ed)?|drown(?:ed)?|murdered|massacred", r"kill|murder|massacr"),
    ("injured", r"injured|hurt", r"injur|hurt"),
    ("wounded", r"wounded", r"wound"),
    ("executed", r"executed", r"execut"),
    ("displaced", r"(?:internally )?displaced|homeless|uprooted", r"displac|uproot|driv|driven|drove"),
    ("fled", r"(?:to )?flee|fled|fleeing", ""),
    ("missing", r"missing|unaccounted for", ""),
    ("arrested", r"arrested|jailed", r"arrest|jail"),
    ("detained", r"detained", r"detain"),
    ("kidnapped", r"kidnapped", r"kidnap"),
    ("abducted", r"abducted", r"abduct"),
    ("rescued", r"rescued", r"rescu"),
    ("freed", r"freed|released", r"free|releas"),
    ("evacuated", r"evacuated", r"evacuat"),
    ("hospitalised", r"hospitali[sz]ed", r"hospitali[sz]"),
    ("expelled", r"expelled|deported", r"expel|deport"),
    ("sentenced", r"sentenced|convicted", r"sentenc|convict"),
    ("trapped", r"trapped", r"trap"),
    ("destroyed", r"destroyed|demolished", r"destroy|demolish"),
    ("damaged", r"damaged", r"damag"),
)  # fmt: skip
OF_THINGS = frozenset({"destroyed", "damaged"})
FATE = "(?:" + "|".join(forms for _, forms, _ in _FATES) + r")\b"
_FORMS = tuple((name, re.compile(rf"\b(?:{forms})\b", re.IGNORECASE)) for name, forms, _ in _FATES)
_SURELY = r"(?:(?:reportedly|allegedly|also)\s+)?"
# "killing an officer and "
_AND_MORE = r"(?P<more>(?:an?|the|one|its|his|her|their|several)\b[^,.;:\d]{1,40}?\sand\s+)?"
_BEFORE = tuple(
    (name, re.compile(rf"\b{_SURELY}(?:{verbs})(?:[lp]?ing|[lp]?ed|es|[sde])?\s+{_AND_MORE}$", re.IGNORECASE))
    for name, _, verbs in _FATES
    if verbs
) + tuple(
    (name, re.compile(rf"\b(?:{words}) of\s+$", re.IGNORECASE))
    for name, words in (
        ("killed", r"deaths?|killings?|murders?|massacre|lives|death toll"),
        ("arrested", r"arrests?"),
        ("kidnapped", r"kidnappings?"),
        ("abducted", r"abductions?"),
        ("displaced", r"displacement"),
        ("evacuated", r"evacuations?"),
        ("freed", r"releases?"),
    )
)
_NOUNS = {
    "dead": "killed",
    "deaths": "killed",
    "death": "killed",
    "fatalities": "killed",
    "lives": "killed",
    "wounded": "wounded",
    "injured": "injured",
    "injuries": "injured",
    "displaced": "displaced",
    "missing": "missing",
    "arrests": "arrested",
}


def fate_after(words: str) -> str:
    """The first fate that some words tell of those named before them; empty where they tell none."""
    found = [(match.start(), name) for name, form in _FORMS if (match := form.search(words))]
    return min(found)[1] if found else ""


def fate_before(words: str) -> tuple[str, int]:
    """The fate that some words give what follows ("killing "), and how many characters at their end tell it.

    None do where others stand between: "killing an officer and ".
    """
    for name, verb in _BEFORE:
        if match := verb.search(words):
            return name, 0 if match.groupdict().get("more") else len(match[0])
    return "", 0


def fate_of_noun(noun: str) -> str:
    """The fate that a noun itself tells: "deaths"."""
    return _NOUNS.get(noun.rsplit(" ", 1)[-1].lower(), "")


# What befell them.
FATES = stems_of(
    "killed dead deaths wounded injured displaced missing arrested detained kidnapped abducted rescued evacuated "
    "executed"
)
