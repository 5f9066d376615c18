"""Wrong names: another actor, another place; and the names that a set of bulletins has to offer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

from briefer.evaluation.meta.claims import Base
from briefer.evaluation.meta.mutations.edits import Edit, World, swap
from briefer.evaluation.meta.text import MONTHS, any_in, content, with_articles
from briefer.reading.countries.gazetteer import country_rows

# Each line is one kind, each part the names of one actor; the first name stands in for another actor.
_NAMED = (
    "Boko Haram | JNIM; Jama'at Nasr al-Islam wal Muslimin; Jamaat Nusrat al-Islam wal-Muslimin | al-Shabaab; "
    "Al-Shabaab; al-Shabab | Hezbollah | Hamas | al-Qaeda; Al-Qaeda; Al-Qaida; Qaeda | the "
    "Taliban | the Houthis; Houthi | "
    "Abu Sayyaf | Islamic State; ISIS; ISIL; ISIS-K | the Wagner Group; Wagner | the Rapid Support Forces; RSF | "
    "the Azawad Liberation Front; FLA | the Lord's Resistance Army; LRA | FARC | the Kurdistan Workers' Party; PKK | "
    "the Coordination of Azawad Movements; CMA | CSP-PSD; the Permanent Strategic Cadre for "
    "Peace, Security & Development",
    "ECOWAS; Economic Community of West African States | the African Union | the United Nations; UN; U.N. | NATO | "
    "the European Union; EU | the Arab League | the World Bank | the International Monetary Fund; IMF | "
    "Amnesty International | Human Rights Watch | the Red Cross | the World Health Organization; WHO | UNICEF | "
    "Doctors Without Borders; Médecins Sans Frontières; MSF | the World Food Program; World Food Programme; WFP",
    "Russia; Russian; Moscow; Kremlin | France; French; Paris | China; Chinese; Beijing | Turkey; Turkish; Ankara | "
    "Germany; German; Berlin | Algeria; Algerian; Algiers | Nigeria; Nigerian; Abuja | Egypt; Egyptian; Cairo | "
    "Iran; Iranian; Tehran | Israel; Israeli | Pakistan; Pakistani; Islamabad | India; Indian; New Delhi | "
    "Brazil; Brazilian | Italy; Italian; Rome | Japan; Japanese; Tokyo | Kenya; Kenyan; Nairobi | "
    "South Korea; South Korean; Seoul | North Korea; North Korean; Pyongyang | Ukraine; Ukrainian; Kyiv; Kiev | "
    "Mali; Malian; Bamako | Niger; Nigerien; Niamey | Burkina Faso; Burkinabé; Burkinabe; Ouagadougou | "
    "Chad; Chadian | Australia; Australian | Canada; Canadian | Mexico; Mexican | Spain; Spanish; Madrid | "
    "Syria; Syrian; Damascus | Iraq; Iraqi; Baghdad | Poland; Polish; Warsaw | Colombia; Colombian | Sudan; Sudanese",
)
_KINDS = tuple(
    tuple(tuple(name.strip() for name in actor.split(";")) for actor in kind.split("|")) for kind in _NAMED
)
_STATES = _KINDS[2]
_DEMONYMS = {names[1]: names for names in _STATES}
_DOERS = (
    "gunmen militants insurgents rebels jihadists bandits terrorists separatists extremists islamists",
    "soldiers troops policemen",
    "civilians protesters demonstrators villagers residents students farmers",
    "mercenaries",
)
_DOER = re.compile(
    r"(?:^|\bby )(?:(?:The|the|Suspected|suspected|Islamist|Islamic|armed|Armed|unidentified|"
    r"Unidentified|jihadist|Jihadist|"
    rf"Government|government) )*(?P<doer>{'|'.join(' '.join(_DOERS).split())})\b",
    re.IGNORECASE,
)
_TITLE = (
    r"(?:President|Prime Minister|Minister|Governor|Senator|Chancellor|General|Gen\.|Colonel|"
    r"Col\.|Captain|Mayor|Judge|King|"
    r"Archbishop|Secretary|Secretary-General|Justice|Ambassador|Commander|spokesman|spokesperson|spokeswoman|leader|"
    r"president|minister|ambassador|journalist|activist|director|actor|singer)"
)
PERSON = re.compile(
    rf"\b{_TITLE},? (?P<name>(?!{_TITLE})[A-Z][\w’'-]+(?: (?:al-|bin |von |de |van "
    rf")?[A-Z][\w’'.-]*\w){{1,2}})(?![\w’'-]| [A-Z])"
)
_TAKES_NO_ARTICLE = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|new|former|group|its|this|senior|alleged|suspected|local|[a-z]+-linked) $"
)
_NOT_PLACES = frozenset(
    "Parliament Congress Court Group War Operation Formula Olympic Olympics House Senate Party League Cup Series Act "
    "Council Bank Minister President World United Super Grand Ministry University Asia Africa Europe America Latin "
    "North South West East Central Middle Antarctica Game Games Kingdom Union Republic States Catholic Earth English "
    "General".split()
) | frozenset(MONTHS)
_TOWN = re.compile(
    r"\b(?:in|at|near|outside|from|to)(?P<of> the (?:city|town|village|province|district|region) of)? "
    r"(?P<town>[A-ZÉ][a-zà-ÿ’'-]+(?: [A-ZÉ][a-zà-ÿ’'-]+){0,2})(?=[,.;]| [a-z(]|$)"
)
_SURE_TOWN = re.compile(
    r"\b(?:in|at|near) (?:the (?:city|town|village|province|district|region) of )?"
    r"(?P<town>[A-ZÉ][a-zà-ÿ’'-]{2,}(?: [A-ZÉ][a-zà-ÿ’'-]+)?)(?=, [A-Z]|, in [A-Z]|\.$)"
)
_SEATS = re.compile(r" (?:Region|State|Province|District|County|Prefecture)$")
_IN_A_NAME = re.compile(r"[A-Z][\w’'-]* $")


def actor(base: Base, world: World, random: Random) -> Edit | None:
    """Another actor of the same kind, of whom the bulletin says nothing."""
    edits = [*_named_actors(base, random), *_doers(base, random), *_persons(base, world, random)]
    return random.choice(edits) if edits else None


def _named_actors(base: Base, random: Random) -> Iterable[Edit]:
    for kind in _KINDS:
        absent = [names for names in kind if not any_in((_bare(name) for name in names), base.known)]
        for names in kind:
            for name in names[:1] if kind is _STATES else names:
                # Of states only what acts: "Russia vetoes", not "in Russia".
                after = (
                    r"(?= (?!and |or )[a-z]+(?:s|ed|e)\b)"
                    if kind is _STATES
                    else r"(?![\w’'-]| [A-Z(]| of\b)"
                )
                start = "^" if kind is _STATES else r"(?<![\w-])"
                pattern = rf"{start}(?:[Tt]he )?{re.escape(_bare(name))}{after}"
                for match in re.finditer(pattern, base.text):
                    if absent:
                        new = random.choice(absent)[0]
                        bare = _TAKES_NO_ARTICLE.search(base.text[: match.start()])
                        yield swap(base.text, match, _bare(new) if bare else new)


def _bare(name: str) -> str:
    return name.removeprefix("the ")


def _doers(base: Base, random: Random) -> Iterable[Edit]:
    for match in _DOER.finditer(base.text):
        own = next(group for group in _DOERS if match["doer"].lower() in group.split())
        others = [word for group in _DOERS for word in group.split() if group != own]
        # The stem: "police" is in the bulletin where it says so in any form.
        fresh = [word for word in others if word[:5] not in base.known.lower()]
        if fresh:
            yield swap(base.text, match, random.choice(fresh), "doer")


def _persons(base: Base, world: World, random: Random) -> Iterable[Edit]:
    fresh = [name for name in world.people if not any_in(name.split(), base.known)]
    for match in PERSON.finditer(base.text):
        if fresh:
            yield swap(base.text, match, random.choice(fresh), "name")


def place(base: Base, world: World, random: Random) -> Edit | None:
    """Another town, region or country, which the bulletin does not name."""
    edits = [*_towns(base, world, random), *_lands(base, random)]
    return random.choice(edits) if edits else None


def _towns(base: Base, world: World, random: Random) -> Iterable[Edit]:
    fresh = [town for town in world.towns if not any_in(re.findall(r"\w{4,}", town) or [town], base.known)]
    for match in _TOWN.finditer(base.text):
        town = match["town"]
        if not fresh or (town not in world.towns and _SEATS.sub("", town) not in world.towns):
            continue
        seat = _SEATS.search(town)
        yield swap(base.text, match, random.choice(fresh) + (seat[0] if seat else ""), "town")


def _lands(base: Base, random: Random) -> Iterable[Edit]:
    absent = [names for names in _STATES if not any_in(names, base.known)]
    for names in _STATES:
        for form in (0, 1):
            before = (
                r"\b(?:in|from|to|of|near|across|northern|southern|eastern|western|central) "
                if not form
                else r"(?<![\w-])"
            )
            pattern = rf"{before}(?P<land>{re.escape(names[form])})(?![\w-]| River| Federation)"
            for match in re.finditer(pattern, base.text):
                inside = _IN_A_NAME.search(base.text[: match.start("land")]) or re.match(
                    r" [A-Z]", base.text[match.end() :]
                )
                if absent and (form or not inside):
                    edit = swap(base.text, match, random.choice(absent)[form], "land")
                    yield Edit(with_articles(edit.text), edit.change)


def towns_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the towns and regions that texts name as such: "in Gao, Mali"; no countries, no bodies."""
    counted = Counter(_SEATS.sub("", match["town"]) for text in texts for match in _SURE_TOWN.finditer(text))
    lands = {name for country in country_rows() for name in (country.name, *country.names, *country.demonyms)}
    plain = {word for text in texts for word in re.findall(r"\b[a-z][\w-]*", text)}
    return tuple(
        sorted(
            town
            for town in counted
            if town not in lands
            and not _NOT_PLACES & set(town.split())
            and content(town)
            and not any(word.lower() in plain or "’" in word for word in town.split())
        )
    )


def people_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the people whom texts name with their office."""
    names = {match["name"] for text in texts for match in PERSON.finditer(text)}
    return tuple(sorted(name for name in names if not _NOT_PLACES & set(name.split())))
