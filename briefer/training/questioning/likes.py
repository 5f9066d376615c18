"""Things of the same kind, to put one in another's place."""

from __future__ import annotations

from functools import cache
from importlib import resources

from briefer.reading.words import words
from briefer.training.questioning.verbs import Verb, verb_of

COUNTRIES = tuple(
    (
        "Norway|Peru|Nigeria|Vietnam|Canada|Kenya|Bolivia|Japan|Morocco|Greece|Ukraine|Thailand|Chad|Sudan|"
        "Mexico|Portugal|Jordan|Iraq|Somalia|Chile|Nepal|Poland|Cameroon|Ghana|Turkey|Cuba|Finland|Egypt|"
        "Yemen|Burkina Faso|Mali|Niger|Ethiopia|Pakistan|India|China|Brazil|Spain|Italy|Germany|France|"
        "Russia|Indonesia|Lebanon|Syria|Libya"
    ).split("|")
)
DEMONYMS = tuple(
    (
        "Norwegian|Peruvian|Nigerian|Vietnamese|Canadian|Kenyan|Bolivian|Japanese|Moroccan|Greek|Ukrainian|"
        "Thai|Chadian|Sudanese|Mexican|Portuguese|Jordanian|Iraqi|Somali|Chilean|Nepalese|Polish|Cameroonian|"
        "Ghanaian|Turkish|Cuban|Finnish|Egyptian|Yemeni|Malian|Ethiopian|Pakistani|Indian|Chinese|Brazilian|"
        "Spanish|Italian|German|French|Russian|Indonesian|Lebanese|Syrian|Libyan"
    ).split("|")
)
TOWNS = tuple(
    (
        "Oslo|Lima|Lagos|Hanoi|Toronto|Nairobi|La Paz|Osaka|Casablanca|Athens|Kharkiv|Khartoum|Porto|Amman|"
        "Mosul|Mogadishu|Santiago|Kathmandu|Gdansk|Douala|Accra|Izmir|Havana|Helsinki|Alexandria|Aden|Gao|"
        "Marseille|Karachi|Mumbai|Wuhan|Recife|Seville|Naples|Hamburg|Lyon|Kazan|Medan|Tripoli|Aleppo|"
        "Benghazi|Jos|Niamey|Agadez"
    ).split("|")
)
PEOPLE = tuple(
    (
        "Maria Alvarez|John Whitfield|Ahmed Karimi|Sofia Lindgren|Peter Novak|Amina Diallo|Carlos Mendes|"
        "Li Qiang|Olga Petrova|James Okafor|Hannah Weiss|Rajesh Nair|Yusuf Demir|Elena Rossi|Moussa Traore|"
        "Thomas Berger|Grace Mwangi|Ivan Kolarov|Fatima Zahra|Daniel Ortiz|Emma Larsson|Kenji Mori|"
        "Paul Lambert|Aisha Bello"
    ).split("|")
)
MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
# Each line: words of which none says the same as another, nor includes it.
_FELLOWS = """
soldiers|civilians|children|journalists|police officers|students|nurses|farmers|tourists|protesters|migrants|prisoners
soldier|civilian|child|journalist|police officer|student|nurse|farmer|tourist|protester|migrant|prisoner
bomb|rocket|drone|knife|grenade
bombing|shooting|flood|earthquake|landslide|stabbing
president|prime minister|governor|mayor|foreign minister|ambassador
hospital|school|airport|prison|hotel|mosque|church|market|factory|bridge
embassy|parliament|courthouse|refinery|port
film|novel|album|painting|opera
actor|singer|politician|footballer|painter|scientist
bus|train|ferry|plane|helicopter|tanker
killed|injured|arrested|kidnapped|rescued
kill|injure|arrest|kidnap|rescue
announced|denied
signed|cancelled
visited|criticised
directed|produced|composed
written|directed|produced|painted
born|buried|educated
first|second|third|fourth|fifth
"""
_NEVER_WIDER = {
    "people": "children|women|soldiers|journalists|tourists|police officers|prisoners",
    "wounded": "killed|arrested|kidnapped|rescued", "died": "escaped|disappeared", "cases": "deaths|recoveries",
    "deaths": "recoveries|hospitalisations",
}  # fmt: skip


@cache
def fellows() -> dict[str, tuple[str, ...]]:
    """The words that may stand in place of one and mean another thing."""
    table = {noun: tuple(others.split("|")) for noun, others in _NEVER_WIDER.items()}
    for line in _FELLOWS.strip().splitlines():
        nouns = line.split("|")
        for noun in nouns:
            table[noun] = (*table.get(noun, ()), *(other for other in nouns if other != noun))
    return table


_FORMS = ("base", "third", "past", "participle", "ing")
# These say too many things for one word to be their opposite, or take no object as their opposite does.
_UNFIT = words(
    "fire drop cut back support head kill die win survive hit miss include fall rise lead leave hold "
    "advance succeed fail hail welcome applaud"
)
_ADJECTIVES = words(
    "northern southern eastern western legal illegal lawful unlawful peaceful violent successful "
    "unsuccessful guilty innocent safe unsafe strong weak stronger weaker cheap expensive early late "
    "earlier later peacefully violently successfully unsuccessfully higher lower pro-government "
    "anti-government"
)


def opposites_of_word(low: str) -> tuple[str, ...]:
    """The words that say the opposite of a word, in the same form; from the table of opposites."""
    reading = verb_of(low)
    if reading is None or low in _ADJECTIVES:
        return _adjectives().get(low, ())
    if reading.verb.base in _UNFIT:
        return ()
    form = next(name for name in _FORMS if name in reading.forms)
    return tuple(dict.fromkeys(getattr(verb, form) for verb in _verbs().get(reading.verb.base, ())))


@cache
def _lines() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    path = resources.files("briefer.grounding.language").joinpath("data", "opposites.tsv")
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            left, right, *_ = line.split("\t")
            lines.append((tuple(left.split()), tuple(right.split())))
    return tuple(lines)


@cache
def _verbs() -> dict[str, tuple[Verb, ...]]:
    table: dict[str, list[Verb]] = {}
    for sides in _lines():
        found = [[r.verb for word in side if (r := verb_of(word)) and "past" in r.forms] for side in sides]
        for ours, theirs in (found, found[::-1]):
            for verb in ours:
                known = table.setdefault(verb.base, [])
                known += [
                    v for v in theirs if v not in known and v.base != verb.base and v.base not in _UNFIT
                ]
    return {base: tuple(verbs[:2]) for base, verbs in table.items()}


@cache
def _adjectives() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for left, right in _lines():
        for ours, theirs in ((left, right), (right, left)):
            for word in ours:
                fits = tuple(each for each in theirs if each in _ADJECTIVES and _same_ending(word, each))
                if word in _ADJECTIVES and fits:
                    table[word] = table.get(word, ()) + fits
    return table


def _same_ending(word: str, other: str) -> bool:
    return all(word.endswith(end) == other.endswith(end) for end in ("s", "ly", "er", "ern", "y"))
