"""The verbs and nouns of deeds that one actor does to another; the table is `data/deeds.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from briefer.grounding.language.words import stem

GIVING = "give"  # what is given has a "to", what is taken a "from"
_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class DeedWord:
    """What a word may be: "attacked" and "attacks" are verbs, "attacked" and "beaten" participles."""

    deed: str  # the same for all words of a line
    is_verb: bool
    is_participle: bool
    is_noun: bool
    after_noun: tuple[str, ...]  # the prepositions before the noun's patient: "an attack on"
    after_verb: tuple[str, ...]  # and before the verb's, where it has one: "severed relations with"


@cache
def deed_words() -> dict[str, DeedWord]:
    """The words of deeds by their lower-case form."""
    path = resources.files("briefer.grounding.language").joinpath("data", "deeds.tsv")
    table: dict[str, DeedWord] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        cells = [cell.split() for cell in line.split("\t")]
        verbs, participles, nouns, after_noun, after_verb = cells + [[]] * (_COLUMNS - len(cells))
        for form in dict.fromkeys([*verbs, *participles, *nouns]):
            is_verb = form in verbs
            is_participle = form in participles or (is_verb and form.endswith("ed"))
            prepositions = tuple(after_noun), tuple(after_verb)
            table[form] = DeedWord(stem(verbs[0]), is_verb, is_participle, form in nouns, *prepositions)
    return table
