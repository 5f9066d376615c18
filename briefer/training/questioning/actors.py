"""Questions for subject, object and complement: who, what, which country."""

from __future__ import annotations

from collections.abc import Iterator

from briefer.training.questioning.clauses import SAYING
from briefer.training.questioning.framing import LOOSE, Draft, Frame, end_of_object
from briefer.training.questioning.nature import is_plural, nature_of
from briefer.training.questioning.tokens import NOUNS_IN_ING
from briefer.training.questioning.wording import finite, participle, text_of

_ACTORS = ("person", "organisation", "country")
_LONG_CONTENT = 16  # tokens up to which a question repeats what is said
_OFFICES = frozenset(
    "president minister chancellor premier governor mayor senator king queen judge secretary ambassador "
    "general actor actress singer director author".split()
)
_BODIES = frozenset(
    "group company party court ministry bank agency airline university council newspaper".split()
)
_NAMING = frozenset("appoint name elect call declare dub title crown".split())
_GIVING = frozenset("give award grant fine offer send".split()) | _NAMING
_NO_PASSIVE = frozenset(
    "have become lose win say want leave reach enter join cost last mean include suffer resign play run "
    "begin start see go come remain seek try face take make get keep lead attend visit".split()
)
_DOERS = frozenset(
    "accuse order urge ask sign appoint resign visit condemn criticize criticise reject approve beat "
    "defeat elect sentence sue call agree meet vote refuse offer write direct marry act attend die serve "
    "bear".split()
)
_OF_THINGS = frozenset(
    "become remain have win lose host enter".split()
)  # they have no person as their object
# What is made, of which names of two words are more often titles than persons.
_MADE = frozenset(
    "direct produce write release publish film compose record design develop distribute adapt base create premiere air "
    "feature debut qualify rename title star".split()
)
_PERSONAL = frozenset(
    "charge arrest accuse sentence convict elect appoint bear kill injure wound shoot indict detain jail "
    "execute diagnose marry educate nominate hail acquit extradite summon ask dismiss fire raise ban "
    "suspend expel deport rescue free release knight survive inaugurate impeach assassinate murder".split()
)
_IDLE_OBJECTS = frozenset(
    "dead fire place part there home free guilty alive responsibility advantage".split()
)
_OWN = frozenset("its his her their".split())


def of_subject(frame: Frame) -> Iterator[Draft]:
    """ "Who killed 12 people in Bamako?", "Which country ...?", "Who were 12 people killed by?"."""
    clause, group = frame.clause, frame.group
    kind = _kind_of_subject(frame)
    if group.is_negated and not group.auxiliaries and not group.is_copula:
        return
    if group.is_copula and (_is_vague_complement(frame) or not clause.chunks):
        return
    wh = "Who" if kind in _ACTORS else "What"
    rest = _told(frame) if frame.is_told else frame.rest()
    if rest is None:
        return
    verb = finite(clause, frame.past, False)
    answer = frame.span(*clause.subject)
    yield Draft(f"{wh} {verb} {rest}", wh.lower(), answer)
    if kind == "country":
        yield Draft(f"Which country {verb} {rest}", "which", answer)
    titled = _title(frame)
    if titled and frame.random.random() < 0.5:
        yield Draft(f"Which {titled[0]} {verb} {rest}", "which", frame.span(titled[1], clause.subject[1]))
    elif kind == "organisation" and frame.subject_words[-1].low in _BODIES:
        yield Draft(f"Which {frame.subject_words[-1].low} {verb} {rest}", "which", answer)
    yield from _by_whom(frame, wh)


def _kind_of_subject(frame: Frame) -> str:
    kind = frame.nature(*frame.clause.subject)
    if kind == "person" and frame.group.verb.base in _MADE and not _has_title(frame):
        is_made = frame.group.is_passive or (
            frame.object is not None and frame.group.verb.base in ("star", "feature")
        )
        kind = "thing" if is_made else kind
    if kind != "name":
        return (
            "person"
            if kind == "person" and _complement_fits(frame)
            else "thing"
            if kind == "person"
            else kind
        )
    base = frame.group.verb.base
    if (base in SAYING or base in _DOERS) and not frame.group.is_passive:
        return "person"
    if frame.group.is_passive and base in _PERSONAL:
        return "person"
    return (
        "person"
        if frame.group.is_copula and frame.clause.chunks and _is_person_complement(frame)
        else "thing"
    )


def _has_title(frame: Frame) -> bool:
    return any(token.text.islower() or token.low in _OFFICES for token in frame.subject_words)


def _complement_fits(frame: Frame) -> bool:
    return not (
        frame.group.is_copula and frame.clause.chunks[:1] and frame.clause.chunks[0].kind == "complement"
    ) or (_is_person_complement(frame))


def _is_person_complement(frame: Frame) -> bool:
    chunk = frame.clause.chunks[0]
    return chunk.kind == "complement" and nature_of(frame.inside(chunk)) == "person"


def _is_vague_complement(frame: Frame) -> bool:
    """ "Who is an American singer?" has many answers."""
    chunk = frame.clause.chunks[0] if frame.clause.chunks else None
    if chunk is None or chunk.kind != "complement":
        return chunk is None
    return (
        frame.clause.tokens[chunk.first].low != "the"
        and sum(c.last - c.first + 1 for c in frame.clause.chunks) < 8
    )


def _told(frame: Frame) -> str | None:
    """ "that ..." of "Who said that ...?"."""
    chunk = frame.content
    if chunk is None or chunk.last - chunk.first > _LONG_CONTENT:
        return None
    text = text_of(frame.clause, chunk.first, chunk.last)
    return text if chunk.prep == "that" else f"that {text}"


def _title(frame: Frame) -> tuple[str, int] | None:
    """ "Italian prime minister" and where the name begins, of "Italian Prime Minister Mario Draghi"."""
    words = frame.subject_words
    if any(token.low in ("and", "of", ",") for token in words):
        return None
    for index in range(len(words) - 2, -1, -1):
        if words[index].low in _OFFICES:
            named = words[index + 1 :]
            first, _ = frame.clause.subject
            start = 1 if words[0].low == "the" else 0
            if not 1 <= len(named) <= 3 or not all(token.is_capitalised for token in named):
                return None
            title = text_of(frame.clause, first + start, first + index)
            return title.replace("Minister", "minister").replace("Prime ", "prime ").replace(
                "President", "president"
            ), first + index + 1
    return None


def _by_whom(frame: Frame, wh: str) -> Iterator[Draft]:
    """ "Who were 12 people killed by?" """
    clause, group, found = frame.clause, frame.group, frame.object
    if (
        found is None
        or group.auxiliaries
        or group.particle
        or group.verb.base in _NO_PASSIVE
        or group.is_negated
    ):
        return
    inside = frame.inside(found)
    if any(token.low in _OWN for token in inside) or inside[0].low in _IDLE_OBJECTS or len(inside) > 10:
        return
    if any(token.may_be("ing") and token.low not in NOUNS_IN_ING for token in inside[1:]):
        return
    if any(chunk.kind not in (*LOOSE, "object", "aside", "participle") for chunk in clause.chunks):
        return
    be = "was were" if frame.tells_past else "is are"
    be = be.split()[is_plural(inside)]
    what = text_of(clause, found.first, found.last)
    text = f"{wh} {be} {what} {participle(clause)} by {frame.near()}"
    if frame.random.random() < 0.4:
        text = f"By {'whom' if wh == 'Who' else 'what'} {be} {what} {participle(clause)} {frame.near()}"
    yield Draft(text, wh.lower(), frame.span(*clause.subject))


def of_object(frame: Frame) -> Iterator[Draft]:
    """ "What did the army sign?", "Whom ...", "Which country ..."."""
    found, group = frame.object, frame.group
    if found is None or (group.is_passive and group.verb.base not in _GIVING):
        return
    inside = frame.inside(found)
    first = inside[0]
    if (
        first.low in _IDLE_OBJECTS
        or first.low.endswith(("self", "selves"))
        or inside[-1].low in ("than", "and", "or")
    ):
        return
    if all(token.is_number for token in inside) or first.may_be("ing"):
        return
    kind = frame.nature(found.first, found.last)
    if (
        group.is_passive
        or group.verb.base in _OF_THINGS
        or (kind == "organisation" and first.low in ("a", "an"))
    ):
        kind = "thing"
    wh, asked = {
        "person": ("Who", "who"),
        "organisation": ("Who", "who"),
        "country": ("Which country", "which"),
    }.get(kind, ("What", "what"))
    if kind == "name":
        wh = "Who or what" if frame.random.random() < 0.3 else "What"
    last = end_of_object(frame.clause, found)
    merged = [chunk for chunk in frame.clause.chunks if found.first <= chunk.first and chunk.last <= last]
    yield Draft(f"{wh} {frame.inverted()} {frame.rest(*merged)}", asked, frame.span(found.first, last))


def of_complement(frame: Frame) -> Iterator[Draft]:
    """ "What is Oscar Isaac?", "What is the capital of Mali?" """
    group, clause = frame.group, frame.clause
    if not group.is_copula or not clause.chunks or clause.chunks[0].kind != "complement":
        return
    chunk = clause.chunks[0]
    inside = frame.inside(chunk)
    if len(inside) > 16 or inside[0].low not in ("a", "an", "the", "one") or group.is_negated:
        return
    last = chunk.last
    for following in clause.chunks[1:]:
        if following.kind not in ("phrase", "place", "time", "aside") or following.last - chunk.first > 14:
            break
        if following.kind == "aside" and clause.tokens[following.first].text == ",":
            break
        last = following.last
    who = nature_of(inside) == "person" and frame.random.random() < 0.6
    yield Draft(
        f"{'Who' if who else 'What'} {frame.inverted()}",
        "who" if who else "what",
        frame.span(chunk.first, last),
    )
