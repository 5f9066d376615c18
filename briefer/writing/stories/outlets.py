"""Independent sources: who reported, each counted once however it is written and whoever passed it on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefer.reading.cleaning import one_line
from briefer.reading.folding import fold

_VIA = re.compile(r"\s+(?:via|through|on behalf of)\s+|\s*/\s*|\s+[–—-]\s+", re.IGNORECASE)
_NOBODY = frozenset(
    {"", "agencies", "agency", "newsagencies", "wires", "staff", "unknown", "various", "others"}
)
_BESIDE = re.compile(r"^the|(?:news|online|newspaper|website|english|tv|com|org|net|couk)$")
# Names under which one outlet goes, folded and without spaces; the first is the one that stands for it.
_ALIASES = """
ap associatedpress
afp agencefrancepresse
reuters thomsonreuters reutersafrica reutersalertnet alertnet thomsonreutersfoundation reutersuk reutersindia
dpa deutschepresseagentur
efe agenciaefe
tass itartass
xinhua xinhuanewsagency newchina
anadolu anadoluagency aa
interfax interfaxukraine
rianovosti ria
bbc bbcworld bbcworldservice bbcafrica
rfi radiofranceinternationale
france24 franceinfo24
dw deutschewelle
voa voiceofamerica
rferl radiofreeeurope radiofreeeuroperadioliberty
cnn cnninternational
aljazeera aljazeeraenglish
newyorktimes nyt nytimes nytime
washingtonpost wapo
wallstreetjournal wsj
financialtimes ft
latimes losangelestimes
telegraph dailytelegraph
guardian guardianuk
smh sydneymorningherald
abcaustralia abcnewsaustralia australianbroadcastingcorporation
cbc canadianbroadcastingcorporation
npr nationalpublicradio
ynet ynetnews
scmp southchinamorningpost
"""
_SAME = {name: line.split()[0] for line in _ALIASES.strip().splitlines() for name in line.split()}
# Those whose reports others print: named anywhere in "MSNBC/AP", they are the source.
_WIRES = frozenset("ap afp reuters dpa efe tass xinhua anadolu interfax rianovosti upi pti ians ani".split())


def independent(outlets: Iterable[str]) -> tuple[str, ...]:
    """Return the sources that do not repeat each other, each as it was first named, in that order.

    "AFP via France 24" and "AFP via Al Arabiya" are AFP, once; the BBC and BBC News are one. An empty name is no
    source: whoever is not named may be any of the others, so it adds nothing.
    """
    found: dict[str, str] = {}
    for outlet in outlets:
        name = _origin(one_line(outlet))
        key = outlet_key(name)
        if key not in _NOBODY:
            found.setdefault(key, name)
    return tuple(found.values())


def outlet_key(name: str) -> str:
    """Return what is the same for all ways to write an outlet's name."""
    key = "".join(character for character in fold(name) if character.isalnum())
    while key not in _SAME and (bare := _BESIDE.sub("", key)) and bare != key:
        key = bare
    return _SAME.get(key, key)


def _origin(outlet: str) -> str:
    """Whose report it is: of several names the wire's, else the first that is anybody's."""
    parts = list(_parts(outlet))
    wires = [part for part in parts if outlet_key(part) in _WIRES]
    named = [part for part in parts if outlet_key(part) not in _NOBODY]
    return (wires or named or [""])[0]


def _parts(outlet: str) -> Iterator[str]:
    for part in _VIA.split(outlet):
        yield " ".join(part.split()).strip(" .,;")  # of any white space
