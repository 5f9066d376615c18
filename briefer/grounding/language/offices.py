"""The offices of a text, "foreign minister" or "Colonel", each with the person who holds it, where one is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.proper_names import Name, read
from briefer.model import Span

_FOLIOS = {
    word: folio
    for folio, words in (
        ("foreign", "foreign external"),
        ("defence", "defence defense"),
        ("interior", "interior home"),
        ("finance", "finance economy economic"),
        ("justice", "justice"),
        ("health", "health"),
        ("education", "education"),
        ("information", "information communication communications"),
        ("energy", "energy oil petroleum"),
        ("mines", "mines mining"),
        ("agriculture", "agriculture"),
        ("trade", "trade commerce"),
        ("labour", "labour labor"),
        ("transport", "transport transportation"),
        ("environment", "environment"),
        ("security", "security"),
        ("water", "water"),
        ("culture", "culture"),
        ("tourism", "tourism"),
        ("sport", "sport sports"),
        ("development", "development"),
        ("planning", "planning"),
    )
    for word in words.split()
}
_FOLIO = "|".join(sorted(_FOLIOS))
# Kinds: a person may well hold offices of two kinds, but scarcely two of one.
_PATTERNS = (
    (
        "minister",
        rf"(?P<folio>{_FOLIO})(?:\s+affairs)?\s+minister|minister\s+(?:of|for)\s+(?:the\s+)?(?P<of>{_FOLIO})",
    ),
    ("premier", r"prime\s+minister|premier|head\s+of\s+(?:the\s+)?government"),
    ("president", r"president(?!-elect| of the (?!republic))|head\s+of\s+state"),
    ("monarch", r"king|queen|emperor|emir|sultan"),
    ("attache", r"(?:defen[cs]e|military)\s+attach[eé]"),
    ("ambassador", r"ambassador"),
    ("consul", r"consul(?:\s+general)?"),
    ("general", r"(?:(?-i:Brigadier|Major|Lieutenant|Maj\.|Lt\.|Brig\.)[\s-])?(?-i:General|Gen\.)"),
    ("colonel", r"(?:(?-i:Lieutenant|Lt\.?)[\s-])?(?-i:Colonel|Col\.)"),
    ("major", r"(?-i:Major|Maj\.)(?!\s(?:General|Gen\.))"),
    ("captain", r"(?-i:Captain|Capt\.)"),
    ("lieutenant", r"(?-i:Lieutenant|Lt\.)(?!\s(?:General|Gen\.|Colonel|Col\.))"),
    ("sergeant", r"(?-i:Sergeant|Sgt\.)"),
    ("spokesman", r"spokes(?:man|woman|person)"),
    ("leader", r"leader|commander|director|chief"),
    ("governor", r"governor"),
    ("mayor", r"mayor"),
    ("senator", r"senator"),
)
_CATEGORY = {
    "minister": "cabinet",
    "premier": "cabinet",
    "president": "cabinet",
    "monarch": "cabinet",
    "attache": "mission",
    "ambassador": "mission",
    "consul": "mission",
    **dict.fromkeys(("general", "colonel", "major", "captain", "lieutenant", "sergeant"), "rank"),
    "spokesman": "movement",
    "leader": "movement",
    "governor": "local",
    "mayor": "local",
    "senator": "local",
}
_OFFICE = re.compile(
    "(?<![\\w-])(?:"
    r"(?P<past>(?:former|ex|ousted|deposed|overthrown)[\s-]+)?(?P<low>(?:deputy|vice|assistant)[\s-]+)?"
    f"(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _PATTERNS)}))(?![\\w-])",
    re.IGNORECASE,
)
# "Diko, Mali's new foreign minister", "Diko, who is the foreign minister"
_APPOSED = re.compile(
    r",?\s+(?:who\s+)?(?:(?:is|was)\s+|(?<=,\s))(?:(?:the|an?|its|their|his|her|new|current|acting|interim|country['’]s|"
    r"group['’]s|[A-Z][\w-]*(?:['’]s?)?)\s+){0,4}"
)
_BEFORE = re.compile(r",?\s+")


@dataclass(frozen=True, slots=True)
class Office:
    """An office: `title` tells it from others of its `category`; `holder` is the surname's key, or empty."""

    worded: str
    category: str
    title: str
    is_past: bool  # "former"
    is_deputy: bool
    span: Span
    holder: str = ""

    def agrees(self, other: Office) -> bool:
        """Say whether the two are one office."""
        return (self.title, self.is_past, self.is_deputy) == (other.title, other.is_past, other.is_deputy)


@lru_cache(maxsize=4_096)
def offices_in(text: str) -> tuple[Office, ...]:
    """The offices of a text, in order."""
    if not _OFFICE.search(text):
        return ()
    reading = read(text)
    people = [name for name in reading.names if not name.is_place]
    spans = [Span(reading.tokens[each.first].start, reading.tokens[each.last].end) for each in people]
    found = []
    for match in _OFFICE.finditer(reading.text):
        kind = str(next(name for name, _ in _PATTERNS if match[name]))
        folio = (match["folio"] or match["of"] or "").lower()
        found.append(
            Office(
                match[0],
                _CATEGORY[kind],
                f"{_FOLIOS[folio]} minister" if folio else kind,
                bool(match["past"]),
                bool(match["low"]),
                Span(*match.span()),
                _holder(reading.text, match.span(), people, spans),
            )
        )
    return tuple(found)


def _holder(text: str, office: tuple[int, int], people: list[Name], spans: list[Span]) -> str:
    """The surname of the one who is named just after an office, or just before it."""
    start, end = office
    for name, span in zip(people, spans, strict=True):
        inside = span.start < end < span.end
        if inside or _BEFORE.fullmatch(text, end, span.start):
            return name.keys[-1]
    for name, span in zip(people, spans, strict=True):
        if _APPOSED.fullmatch(text, span.end, start):
            return name.keys[-1]
    return ""
