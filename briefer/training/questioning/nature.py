"""What a noun phrase stands for, so that it is asked for by the right word: who, what, which country."""

from __future__ import annotations

import re
from functools import lru_cache

from briefer.grounding.language.common_words import CALENDAR, TITLES
from briefer.grounding.language.proper_names import key_of
from briefer.reading.countries import find_mentions
from briefer.reading.words import words
from briefer.training.questioning.phrases import PLACE_NOUNS, head_of
from briefer.training.questioning.tokens import DETERMINERS, Token

_PEOPLE = words(
    "president minister premier chancellor governor mayor senator king queen prince princess pope bishop "
    "judge man woman men women boy boys girl girls child children people person persons police policeman "
    "policemen gunman gunmen officials official troops soldiers soldier civilians civilian rebels "
    "militants militant insurgents protesters protestors protester students student journalists "
    "journalist suspects suspect victims member members leaders leader chief chairman chairwoman head "
    "spokesman spokeswoman spokesperson ambassador officers officer teenager teenagers migrants refugees "
    "residents villagers fighters hostages mps lawmakers voters scientists doctors nurses workers worker "
    "pilots crew passengers tourists fishermen miners astronauts cleric activist activists attackers "
    "attacker bomber crowd mob others everyone nobody someone actor actress singer musician author writer "
    "poet politician athlete player footballer artist painter director producer composer rapper comedian "
    "lawyer wrestler boxer wife husband son daughter father mother brother sister family ceo founder "
    "candidate secretary general colonel employee employees representative representatives delegate "
    "delegates envoy envoys critic critics team supporter lawmaker resident survivor survivors bodyguard "
    "assailants assailant thieves jihadists agent agents patient patients inmate inmates detainee "
    "detainees defendant defendants immigrant immigrants participant participants inhabitants combatants "
    "merchants accountant assistant lieutenant sergeant cadet cadets veteran veterans nationals adults "
    "infants infant couple youth youths relative relatives friend friends thief spy spies monk monks nun "
    "nuns imam rabbi priest priests herdsmen pirates athletes champion diplomat diplomats bandits "
    "executive executives migrant architect accomplice accomplices pilgrims citizens citizen aide aides "
    "dissidents dissident demonstrators loyalists guerrillas jury juror jurors trio duo cosmonaut "
    "astronaut scholar scholars prophet saint captain monarch emperor model mp pedestrians cosmonauts "
    "parents guards clerics"
)
_PERSON_ENDING = re.compile(r"(?:[^aeiou]ists?|[a-z]{2}[^aeiou](?:er|or)s?|ians?|m[ae]n|eers?|wom[ae]n)$")
_NO_PERSON = words(
    "number numbers order orders weather power water river paper papers center centers centre newspaper "
    "newspapers powers letter letters matter measure october december november september tower towers "
    "disaster disasters winter summer error errors terror horror harbor labor factor factors sector "
    "sectors motor tractor reactor vector corridor mirror doctor-patient list lists career careers border "
    "borders quarter quarters helicopter helicopters offer offers computer computers cancer chapter "
    "corner danger dinner finger fiber fever gender thunder tanker tankers trailer container containers "
    "register ladder cluster clusters blister theater server servers printer freighter bomber bombers "
    "fighter jet cover counter encounter semester shelter shelters slaughter render carrier carriers "
    "ferry monitor cases vote votes shower crater meter meters liter filter sister-ship volunteer-run "
    "under over after other another rather together never ever per former latter later greater larger "
    "higher lower matters remainder murder murders cyber transfer transfers twister rivers waters silver "
    "butter suffer trigger poster posters super prayer prayers barrier barriers figure figures pan van "
    "plan clan divan supporter-led tenor minor major prior interior exterior armor vapor rumor rumors "
    "tumor honor humor color colors flavor favor behavior neighbor-state mayor-elect injuries "
    "border-posts operator-assisted disorder disorders takeover takeovers hangover rollover spider "
    "spiders tiger tigers panther further enter gather longer separatist-held either booster merger "
    "hunger manslaughter consider however better assist kilometers soccer recover deliver surrender upper "
    "rubber rover older closer anger thriller chamber chambers insider exist inner airliner sectarian "
    "smaller blacklist consist lowers younger inter deter lander neither answer faster reactors tougher "
    "pepper destroyer exists recorder anchor epicenter registers triggers copper proper stricter stronger "
    "uncover outer tighter undercover fewer underwater kilometer resist theaters refers wider browser "
    "commuter remember floodwaters launchers veers liver manner answers lesser receptors dangers improper "
    "cruiser severs launcher monster handover banner bunker layer distributor broader bulldozers decker "
    "diameter flower laser misdemeanor recovers elevator elevators indicator indicators generator sensor "
    "sensors router pointer newsletter alligator skyscraper freighters oyster lobster ocean caribbean "
    "median chapters"
)
ORGANISATIONS = words(
    "army navy military police government court parliament senate congress assembly council cabinet "
    "ministry department agency committee commission party group groups company companies corporation "
    "bank union nations force forces authorities authority administration guard coalition alliance front "
    "movement federation association organization organisation organizations organisations university "
    "institute airline airlines airways club fc team regime junta militia taliban al-qaeda hamas "
    "hezbollah isil isis office bureau board prosecutors prosecution opposition house league inc ltd corp "
    "plc llc nato un eu us uk fbi cia who imf kremlin pentagon vatican knesset duma states service "
    "services network media newspaper foundation society church tribunal embassy legislature republicans "
    "democrats band firm firms manufacturer publisher broadcaster regulator tribe gang gangs cartel squad "
    "watchdog countries country nation institution lawmakers squadron brigade"
)
_THINGS = words(
    "war act law treaty award awards prize cup championship championships olympics games world day "
    "festival election elections storm hurricane typhoon cyclone earthquake flood fire film movie series "
    "album song book novel bridge airport river lake mountain island street road station stadium tower "
    "castle palace cathedral museum hotel theatre theater park flight ship vessel plane aircraft "
    "spacecraft satellite rocket missile virus disease vaccine volcano railway language plan agreement "
    "accord pact protocol charter declaration resolution bill code constitution convention report review "
    "fund system project operation policy directive summit talks conference center centre memorial "
    "tournament gardens temple empire dynasty era age school hospital show programme program index prix "
    "tour open final bowl race derby ep tv"
)
_NOBLES = words("duke duchess earl count countess baron")
_POSSESSED = words("its his her their a an")
_COUNTING = words(
    "dozens hundreds thousands tens scores millions number majority most some many all one two three four "
    "five several"
)
_INITIAL = re.compile(
    r"[A-Z]\.?$|[A-Z][^\W\d_]+(?:[-'’][^\W\d_]+)*$|(?:de|von|van|der|al|bin|ibn|da|dos|del|la|el)$|Jr\.$|Sr\.$"
)


def nature_of(inside: tuple[Token, ...]) -> str:
    """Return "person", "organisation", "country", "name" (a name of any kind) or "thing"."""
    bare = inside[1:] if inside and inside[0].low == "the" else inside
    if not bare:
        return "thing"
    opening = inside[0].low
    if len(inside) > 1 and opening in _POSSESSED and inside[-1].text.isupper():
        return "thing"  # "its IPO"
    if _is_country(" ".join(token.text for token in bare)):
        return "country"
    if _is_joint(bare) or _has_title_after_comma(bare):
        return "person"
    for index, token in enumerate(bare[:-2]):
        if token.low in _COUNTING and bare[index + 1].low == "of":
            return nature_of(bare[index + 2 :])
    head = head_of(bare)
    if head is None:
        return "thing"
    if head.is_capitalised:
        is_one_of_people = _is_people(head.text) and (head.low.endswith("s") or opening in ("a", "an"))
        return "person" if is_one_of_people else _of_name(bare, head, opening == "the")
    if head.low in ORGANISATIONS:
        return "organisation"
    return "person" if _is_person_word(head.low) else "thing"


def _is_joint(bare: tuple[Token, ...]) -> bool:
    """Say whether the phrase is a name and another of which one can act: "South Korea and the coast guard"."""
    joint = next((index for index, token in enumerate(bare) if token.low == "and" and index), 0)
    if not joint or joint + 1 >= len(bare) or not bare[joint - 1].is_capitalised:
        return False
    if any(token.low in ("between", "of", "in", "for", "on", "with") for token in bare[:joint]):
        return False
    return bool(
        {nature_of(bare[:joint]), nature_of(bare[joint + 1 :])} & {"country", "organisation", "person"}
    )


def _has_title_after_comma(bare: tuple[Token, ...]) -> bool:
    """ "Catherine, Duchess of Cambridge"."""
    return any(
        token.text == "," and key_of(bare[index + 1].text) in TITLES | _NOBLES
        for index, token in enumerate(bare[:-1])
    )


def _is_person_word(low: str) -> bool:
    return low in _PEOPLE or (
        low not in _NO_PERSON and low not in ORGANISATIONS and bool(_PERSON_ENDING.search(low))
    )


def _of_name(bare: tuple[Token, ...], head: Token, is_determined: bool) -> str:
    if head.low in ORGANISATIONS or (head.text.isupper() and head.text.isalpha() and len(head.text) > 2):
        return "organisation"
    at = next((index for index, token in enumerate(bare) if token.low == "of"), 0)
    if (
        at >= 2
        and all(_INITIAL.match(token.text) for token in bare[:at])
        and bare[at - 1].low not in ORGANISATIONS | _THINGS
    ):
        return _of_name(bare[:at], bare[at - 1], is_determined)
    lows = [token.low for token in bare]
    if any(token.text[-1].isdigit() for token in bare):
        return "thing" if head.text[-1].isdigit() else "name"
    if head.low in _THINGS or any(low in _THINGS for low in lows[-2:]) or head.low in PLACE_NOUNS:
        return "thing"
    titled = any(key_of(token.text) in TITLES or _is_person_word(token.low) for token in bare[:-1])
    if titled and not any(low in ORGANISATIONS for low in lows if low not in ("general",)):
        return "person"
    if titled and any(low in _PEOPLE for low in lows):
        return "person"
    if head.low in CALENDAR or any(low in ORGANISATIONS for low in lows):
        return "organisation" if any(low in ORGANISATIONS for low in lows) else "thing"
    if is_determined or not 2 <= len(bare) <= 4 or lows[0] in DETERMINERS:
        return "name"
    if all(_INITIAL.match(token.text) for token in bare) and lows[0] not in (
        "new",
        "mount",
        "lake",
        "saint",
        "san",
    ):
        return "person" if not _is_place(" ".join(token.text for token in bare)) else "name"
    return "name"


@lru_cache(maxsize=4_096)
def _is_country(text: str) -> bool:
    mentions = find_mentions(text)
    return any(m.kind == "name" and m.span.start == 0 and m.span.end == len(text) for m in mentions)


@lru_cache(maxsize=4_096)
def _is_people(text: str) -> bool:
    return any(mention.kind == "demonym" for mention in find_mentions(text))


@lru_cache(maxsize=4_096)
def _is_place(text: str) -> bool:
    return any(m.kind in ("name", "town", "region", "capital") for m in find_mentions(text))


_HEDGES = words("at least more than about over up to")
_PLURAL = words(
    "people men women children police troops gunmen policemen militia crew staff cattle media dead "
    "lawmakers fishermen"
)


def is_plural(inside: tuple[Token, ...]) -> bool:
    """Guess whether a noun phrase is plural: "people", "two soldiers", "Mali and Niger", "a record 40 cases"."""
    lows = [token.low for token in inside]
    before_of = inside[: lows.index("of")] if "of" in lows else inside
    if lows[0] in ("a", "an", "another") and any(token.is_number for token in before_of[1:4]):
        return True
    if all(token.is_number or token.low in _HEDGES for token in inside):
        return lows != ["one"]
    if lows[0] in ("a", "an", "one", "another", "each", "every", "this", "neither", "either"):
        return False
    if any(low == "and" and index for index, low in enumerate(lows)) and "between" not in lows:
        return True
    head = head_of(inside)
    if head is None:
        return False
    if head.low in _PLURAL:
        return True
    if head.is_capitalised:
        return False
    if (
        any(
            token.is_number and token.low != "one" and not (index and inside[index - 1].is_capitalised)
            for index, token in enumerate(before_of[:3])
        )
        and not head.is_number
    ):
        return True
    return head.low.endswith("s") and not head.low.endswith(("ss", "us", "is", "news", "series"))


# Lower-case words that open sentences and name nobody.
KNOWN = (
    _PEOPLE
    | ORGANISATIONS
    | _THINGS
    | PLACE_NOUNS
    | words("voters charges stock prices fans parts talks results")
)
