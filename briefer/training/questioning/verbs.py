"""The forms of English verbs that bulletins and encyclopaedias use; the table is `data/verbs.txt`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from briefer.reading.words import words

BE = words("is are was were be been being am")
HAVE = words("has have had")
DO = words("does do did")
MODALS = words("will would can could may might must should shall cannot")
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb's forms; `nounish` are those that are as likely a noun: "base" of "attack", "third" of "forces"."""

    base: str
    third: str
    past: str
    participle: str
    ing: str
    nounish: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word may be as a verb."""

    verb: Verb
    forms: frozenset[str]  # "base", "third", "past", "participle", "ing"

    @property
    def is_nounish(self) -> bool:
        """True where the word is as likely a noun, or an adjective."""
        return not self.forms.isdisjoint(self.verb.nounish)


def verb_of(low: str) -> Reading | None:
    """Look a lower-case word up among the verbs' forms."""
    return _table().get(low)


def _third(base: str) -> str:
    if base == "have":
        return "has"
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2] not in _VOWELS else base + "s"


def _past(base: str, doubles: bool) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + (base[-1] if doubles else "") + "ed"


def _ing(base: str, doubles: bool) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + (base[-1] if doubles else "") + "ing"


_DOUBLING = words(
    "begin bet bid cut dig forget get hit let put quit rerun run set shed shut sit split spin swim win"
)


@cache
def _table() -> dict[str, Reading]:
    irregular, regular, plain, thirds = _parts()
    doubt = (("base", words(plain)), ("third", words(thirds)))
    found: list[Verb] = []
    for line in irregular.strip().splitlines():
        base, past, participle = line.split()
        third = "is" if base == "be" else _third(base)
        found.append(
            Verb(base, third, past, participle, _ing(base, base in _DOUBLING), _doubtful(base, doubt))
        )
    for marked in regular.split():
        base, doubles = marked.rstrip("*"), marked.endswith("*")
        past = _past(base, doubles)
        found.append(Verb(base, _third(base), past, past, _ing(base, doubles), _doubtful(base, doubt)))
    return _by_form(found)


def _doubtful(base: str, doubt: tuple[tuple[str, frozenset[str]], ...]) -> frozenset[str]:
    return frozenset(form for form, bases in doubt if base in bases)


def _parts() -> tuple[str, str, str, str]:
    text = resources.files(__package__).joinpath("data", "verbs.txt").read_text(encoding="utf-8")
    parts = [part.partition("\n")[2] for part in text.split("# ")[1:]]
    return parts[0], parts[1], parts[2], parts[3]


def _by_form(verbs: list[Verb]) -> dict[str, Reading]:
    table: dict[str, Reading] = {}
    for verb in verbs:
        forms: dict[str, set[str]] = {}
        if verb.past.endswith("lled") and not verb.base.endswith("ll"):  # "travelled" is also "traveled"
            forms[f"{verb.base}ed"], forms[f"{verb.base}ing"] = {"past", "participle"}, {"ing"}
        for name in ("base", "third", "past", "participle", "ing"):
            forms.setdefault(getattr(verb, name), set()).add(name)
        for form, names in forms.items():
            known = table.get(form)
            # "Found" is of "find" before "found", "lay" of "lay" before "lie": the commoner one stands first.
            if known is None or (known.forms <= {"base"} and "third" not in names and "base" not in names):
                table[form] = Reading(verb, frozenset(names))
    return table
