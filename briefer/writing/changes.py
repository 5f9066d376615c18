"""What changed since the period before: new, updated, denied or retracted, continuing, falling due, no further word.

New                   a story of a thread that the period before does not have
Updated               the same event told again with another figure: by the same source, or by another; the next
                      step of a thread that the period before has, by another actor: one kind of deed, a name in
                      common
Denied or retracted   the same event told again by one who denies what was told
Continuing            a further deed of that thread by the same actor
Falling due           a deadline set before that ends in the period
No further word       a thread of the period before of which this one's bulletins say nothing: not that it ended
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from briefer.grounding.draft import DraftSection, DraftSentence
from briefer.grounding.language.acronyms import known_names
from briefer.grounding.language.attribution import Stance, attributions
from briefer.grounding.language.proper_names import read
from briefer.model import Bulletin, Evidence
from briefer.reading.dates import describe_date, describe_day
from briefer.writing.deadlines import deadline_of
from briefer.writing.engine import BriefTask
from briefer.writing.extractive.accounts import disputes, rival_of
from briefer.writing.repeats import tell_the_same
from briefer.writing.revisions import revision
from briefer.writing.states import CONTINUING, DENIED, DUE, NEW, QUIET, UPDATED
from briefer.writing.stories import SAME_FROM, same_event
from briefer.writing.threads import common_names, deed_of, likeness, names_of, threads
from briefer.writing.weighing import Told, standing

_RELATED_FROM = 0.6  # likeness of a story and one of the period before from which they are of one thread
_MOST = {DUE: 3, NEW: 5, UPDATED: 5, DENIED: 4, CONTINUING: 4, QUIET: 4}
_RECURRING = frozenset({"attack", "disaster", "street"})  # deeds that happen again without a step onwards
_BEGINNING = 4  # words before the name of who acts: "The two governments of"
_PLACES = frozenset({"town", "region"})
_WEIGHED = 60  # stories of each period that are compared, the weightiest


@dataclass(frozen=True, slots=True)
class _Change:
    """One line of the list."""

    state: str
    sentence: DraftSentence
    weight: float
    beside: tuple[DraftSentence, ...] = ()  # another's account of it


def changes(
    task: BriefTask, now: Sequence[Told], before: Sequence[Told], lead: Collection[str] = ()
) -> tuple[DraftSection, ...]:
    """Return a section of kind "change" for each state that has a story; none where nothing was told before.

    `now` and `before` are the stories of the period and of the one before it; what the sentences of `lead` tell is
    never left out, however long the list. Each list runs from day to day, and in a day by weight.
    """
    if not now or not before:
        return ()
    now, before = _weightiest(now), _weightiest(before)
    common = common_names((*now, *before))
    alike = {
        (each.index, earlier.index): likeness(each, earlier, common) for each, earlier in product(now, before)
    }
    found = [_change(task, each, before, alike) for each in now]
    due = list(_due(task, before))
    found = [*due, *(_without_past(each, [falling.sentence for falling in due]) for each in found)]
    found.extend(_quiet(now, before, alike))
    return tuple(_sections(found, lead))


def _weightiest(told: Sequence[Told]) -> list[Told]:
    kept = {each.index for each in sorted(told, key=lambda each: -each.weight)[:_WEIGHED]}
    return sorted((each for each in told if each.index in kept), key=_order)


def _order(told: Told) -> tuple[bool, date, float]:
    return not told.has_day, told.first_day, -told.weight


def _change(
    task: BriefTask, now: Told, before: Sequence[Told], alike: dict[tuple[int, int], float]
) -> _Change:
    """What a story of the period is, against its nearest one of the period before."""
    near = max(before, key=lambda earlier: alike[now.index, earlier.index])
    if alike[now.index, near.index] < _RELATED_FROM:
        return _new(now)
    if _of_one_event(task, now, near):
        if revised := revision(now, near):
            new, old, by = revised
            sentence = _dated(new, now)
            return _Change(
                UPDATED,
                replace(sentence, note=f"{sentence.note}; {by}", was=_past(_dated(old, near))),
                now.weight,
            )
        if denial := _denial(now):
            return _Change(DENIED, replace(_dated(denial, now), was=_past(_lead(near))), now.weight)
    if deed_of(now) == deed_of(near) != "" and names_of([now]) & names_of([near]):
        if _have_one_actor(now, near):
            return _Change(CONTINUING, replace(_lead(now), was=_past(_lead(near))), now.weight)
        return _Change(UPDATED, _lead(now), now.weight)  # what the other one did is not what stood before
    return _new(now)


def _new(now: Told) -> _Change:
    """A new story, with the first that gives another's account of it."""
    lead = standing(now.evidence)
    accounts = next((each.evidence for each in disputes(now.evidence) if lead in each.evidence), ())
    rival = rival_of(lead, accounts)
    beside = (replace(_dated(rival, now), note=None),) if rival else ()
    return _Change(NEW, _dated(lead, now), now.weight, beside)


def _quiet(
    now: Sequence[Told], before: Sequence[Told], alike: dict[tuple[int, int], float]
) -> Iterator[_Change]:
    """The threads of the period before of which no story goes on, and nobody is named again."""
    goes_on = {earlier for (_, earlier), score in alike.items() if score >= _RELATED_FROM}
    named = names_of(now)
    quiet = [
        max(line, key=lambda each: each.weight)
        for line in threads(before)
        if not any(each.index in goes_on for each in line) and not names_of(line) & named
    ]
    for heaviest in sorted(quiet, key=_order):
        yield _Change(QUIET, _past(_lead(heaviest)), heaviest.weight)


def _due(task: BriefTask, before: Sequence[Told]) -> Iterator[_Change]:
    """The deadlines that were set in the period before and end in this one."""
    for told in before:
        for item in told.evidence:
            end = deadline_of(item.text, item.bulletin.date)
            if (
                end
                and task.period.since
                and task.period.until
                and task.period.since <= end <= task.period.until
            ):
                day = describe_day(end)
                sentence = _past(_dated(item, told))
                yield _Change(DUE, replace(sentence, note=f"{sentence.note}; until {day}"), told.weight)


def _without_past(change: _Change, told: Sequence[DraftSentence]) -> _Change:
    """Leave out what was told before where it stands in the list by itself."""
    was = change.sentence.was
    if was is None or all(each.text != was.text for each in told):
        return change
    return replace(change, sentence=replace(change.sentence, was=None))


def _sections(found: Sequence[_Change], lead: Collection[str]) -> Iterator[DraftSection]:
    """The weightiest of each state and those of the bottom line, in the order in which they stand; a thread goes on
    once."""
    for state, most in _MOST.items():
        ranked = sorted((each for each in found if each.state == state), key=lambda each: -each.weight)
        kept: list[_Change] = []
        for each in ranked:
            if each.sentence.text in lead or not any(
                _are_one(each.sentence, other.sentence) for other in kept
            ):
                kept.append(each)
        told = {id(each) for at, each in enumerate(kept) if at < most or each.sentence.text in lead}
        if kept:
            sentences = (s for each in found if id(each) in told for s in (each.sentence, *each.beside))
            yield DraftSection(state, tuple(sentences), "change")


def _are_one(one: DraftSentence, other: DraftSentence) -> bool:
    return tell_the_same(one.text, other.text) or (one.was is not None and one.was == other.was)


def _have_one_actor(now: Told, before: Told) -> bool:
    """Say whether who acts in the sentences that stand for two stories is one, or is not known.

    One attack after another updates nothing, whoever makes it.
    """
    if deed_of(now) in _RECURRING:
        return True
    actors = [_actor_of(standing(each.evidence).text) for each in (now, before)]
    return not all(actors) or bool(actors[0] & actors[1])


def _actor_of(sentence: str) -> frozenset[str]:
    """The keys of the name that a sentence begins with; none where that is a town, or nobody is named."""
    name = next(iter(read(sentence).names), None)
    if name is None or name.first > _BEGINNING or name.level in _PLACES:
        return frozenset()
    known = {f"known {min(each.lines)}" for each in known_names(name.text)}
    return frozenset(map(str, name.keys)) | known


def _of_one_event(task: BriefTask, now: Told, before: Told) -> bool:
    return any(
        same_event(one, other, _cosine(task, one, other)) >= SAME_FROM
        for one, other in product(now.story.bulletins, before.story.bulletins)
    )


def _cosine(task: BriefTask, one: Bulletin, other: Bulletin) -> float | None:
    left, right = task.meanings.get(one.id), task.meanings.get(other.id)
    return None if left is None or right is None else float(left @ right)


def _lead(told: Told) -> DraftSentence:
    return _dated(standing(told.evidence), told)


def _dated(item: Evidence, told: Told) -> DraftSentence:
    return DraftSentence(item.text, (item.number,), note=describe_date(item.bulletin.date), story=told.index)


def _past(sentence: DraftSentence) -> DraftSentence:
    """A sentence of the period before, whose stories are not among the briefing's."""
    return replace(sentence, story=None)


def _denial(told: Told) -> Evidence | None:
    """The sentence of a story that denies or takes back what the story itself does not tell."""
    if disputes(told.evidence):
        return None
    return next(
        (
            item
            for item in told.evidence
            if any(each.stance is Stance.DENIES for each in attributions(item.text))
        ),
        None,
    )
