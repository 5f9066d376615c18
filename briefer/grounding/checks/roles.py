"""Roles: who did it, and to whom, must not change places between the words cited and the claim."""

from __future__ import annotations

from briefer.grounding.language.clauses import Deed, deeds_of
from briefer.grounding.language.phrases import Party, names_in
from briefer.grounding.language.proper_names import Name, Reading, read
from briefer.grounding.language.slots import fits
from briefer.grounding.pairs import Pair
from briefer.model import Finding

CHECK = "roles"
_FAR = 8  # words
_BOTH_WAYS = frozenset("with between versus and or met meet meets border borders".split())


def check(pair: Pair) -> tuple[Finding, ...]:
    """Return a finding where the claim gives a deed of the premises to the one who suffered it, or to another."""
    return _done_by_another(pair) or _exchanged(read(pair.claim), read(pair.text))


def _done_by_another(pair: Pair) -> tuple[Finding, ...]:
    told = deeds_of(pair.text)
    named = names_in(pair.text), names_in(pair.context)
    around = (*told, *deeds_of(pair.context))
    for deed in deeds_of(pair.claim):
        alike = [other for other in around if other.deed == deed.deed]
        if any(_agrees(deed, other) or _leaves_open(deed, other) for other in alike):
            continue
        for other in told:
            if other.deed == deed.deed and (_swapped(deed, other) or _another_does_it(deed, other, *named)):
                return (Finding(CHECK, f"the claim says {_told(deed)}, the bulletin {_told(other)}", True),)
    return ()


def _agrees(ours: Deed, theirs: Deed) -> bool:
    """Say whether the two may be one deed: no party that both name differs, and the doer is the same one."""
    return _same(ours.agent, theirs.agent) and (
        ours.patient is None or theirs.patient is None or ours.patient.shares(theirs.patient)
    )


def _leaves_open(ours: Deed, theirs: Deed) -> bool:
    """Say whether the source tells of the same deed to the same one without saying whose it is."""
    return _same(ours.patient, theirs.patient) and (
        theirs.agent is None or not (theirs.agent.names or theirs.agent.kinds)
    )


def _same(ours: Party | None, theirs: Party | None) -> bool:
    return bool(ours and theirs and ours.shares(theirs))


def _swapped(ours: Deed, theirs: Deed) -> bool:
    """The doer has become the sufferer, or the one it was taken from, and the other way round."""
    if ours.agent is None or theirs.agent is None or ours.agent.shares(theirs.agent):
        return False
    for there, here in ((theirs.patient, ours.patient), (theirs.other, ours.other)):
        if there is None or not _same(ours.agent, there):
            continue
        if here is not None and not here.shares(there) and here.shares(theirs.agent):
            return True
        if there is theirs.other and _same(ours.patient, theirs.patient):
            return True
    return False


def _another_does_it(ours: Deed, theirs: Deed, beside: frozenset[str], before: frozenset[str]) -> bool:
    """The same deed to the same one, done by another whom the source names, or by another sort of actor: "soldiers"
    for "jihadists"."""
    if ours.agent is None or theirs.agent is None or not _same(ours.patient, theirs.patient):
        return False
    if ours.agent.shares(theirs.agent):
        return False
    if ours.agent.names and theirs.agent.names:
        comparable = bool(ours.agent.countries) == bool(
            theirs.agent.countries
        )  # Wagner may be "Russian mercenaries"
        return bool(ours.agent.names & beside or (comparable and ours.agent.names & before))
    return bool(ours.agent.kinds and theirs.agent.kinds)


def _told(deed: Deed) -> str:
    doer = f'"{deed.agent.text}"' if deed.agent else "somebody"
    sufferer = f' to "{deed.patient.text}"' if deed.patient else ""
    return f'{doer} did it ("{deed.word}"){sufferer}'


def _exchanged(claim: Reading, cited: Reading) -> tuple[Finding, ...]:
    """Two names that stand in each other's place, among the same words: "Mali accused Ukraine" the other way round."""
    stands = [(name, _places_of(name, cited)) for name in _distinct(claim)]
    stands = [(name, there) for name, there in stands if there and not _at_home(claim, name, cited, there)]
    for place, (one, ones) in enumerate(stands):
        for other, others in stands[place + 1 :]:
            if _alike(one, other) or _either_way(claim, one, other):
                continue
            here, there = _at_home(claim, one, cited, others), _at_home(claim, other, cited, ones)
            if here and there:
                ours, theirs = _stretch(claim, one, other), _stretch(cited, here, there)
                return (Finding(CHECK, f'the claim says "{ours}", the bulletin "{theirs}"', True),)
    return ()


def _alike(one: Name, other: Name) -> bool:
    return bool(set(one.keys) & set(other.keys)) or (one.code is not None and one.code == other.code)


def _distinct(claim: Reading) -> list[Name]:
    """The names that stand in the claim once."""
    return [name for name in claim.names if sum(each.keys == name.keys for each in claim.names) == 1]


def _places_of(name: Name, cited: Reading) -> list[Name]:
    return [each for each in cited.names if each.keys == name.keys]


def _at_home(claim: Reading, name: Name, cited: Reading, there: list[Name]) -> Name | None:
    """Return which of these names of the source has the words beside it that a name of the claim has."""
    return next((each for each in there if fits(claim, name, cited, each)), None)


def _either_way(claim: Reading, one: Name, other: Name) -> bool:
    """Say whether what joins the two names means the same both ways round: "talks with"."""
    between = claim.tokens[one.last + 1 : other.first]
    return not between or any(token.text.lower() in _BOTH_WAYS for token in between)


def _stretch(reading: Reading, one: Name, other: Name) -> str:
    """The words from the one name to the other; only the two where they stand far apart."""
    one, other = sorted((one, other), key=lambda name: name.first)
    if other.first - one.last > _FAR:
        return f"{one.text} … {other.text}"
    return reading.text[reading.tokens[one.first].start : reading.tokens[other.last].end]
