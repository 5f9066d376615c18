"""`weekly`: a briefing of the week for each country, checked, in a dated folder with an index.

    order -> what is not there yet -> briefings -> forms -> last check -> files -> index

Papers are written as they are done, each with a record of what it was made from, and the index last: a round that was
stopped goes on where it was. While chat models write, several are waited for at a time; the extractive engine keeps
one processor busy by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING

from briefer.model import Briefing
from briefer.rounds.inputs import inputs_of
from briefer.rounds.making import Failed, make_paper, tried
from briefer.rounds.order import Order, Wanted
from briefer.rounds.pages import refuse_foreign, write_indexes
from briefer.rounds.papers import GateResult, LostSource, Paper, Shelf
from briefer.rounds.update import UpdateReport
from briefer.rounds.waiting import as_done
from briefer.settings import Settings

if TYPE_CHECKING:
    from briefer.archive.archive import Archive
    from briefer.grounding.gate import Gate
    from briefer.writing.engine import Engine

MOST_WAITED_FOR = 4  # chat models at a time
Progress = Callable[[int, int], None]


class Outcome(StrEnum):
    """What became of a paper in this round."""

    MADE = "made"
    UNCHANGED = "unchanged"  # it was there, made from the same
    NOT_MADE = "not made"


@dataclass(frozen=True, slots=True)
class WeekReport:
    """What a round wrote, in the order of its papers."""

    order: Order
    papers: tuple[tuple[Paper, Outcome], ...]

    @property
    def passed(self) -> bool:
        """True where no paper failed the gate."""
        return all(paper.gate is not GateResult.FAILED for paper, _ in self.papers)

    @property
    def complete(self) -> bool:
        """True where a briefing of each country could be written."""
        return not any(chapter.problem for paper, _ in self.papers for chapter in paper.chapters)


def weekly(
    archive: Archive,
    settings: Settings,
    order: Order,
    *,
    today: date,
    updated: UpdateReport | None = None,
    progress: Progress | None = None,
) -> WeekReport:
    """Write the papers of a week and their index; what fails in one country stops no other.

    `updated` is what the update before it did: the index tells the sources that gave nothing. `progress` is told how
    many countries are done, of how many. Raises InputError where the folder cannot be written to.
    """
    one_day = settings.model_copy(update={"as_of": today})  # however long it takes
    prepare(order)
    done = dict(_Round(archive, one_day, order, progress).run())
    write_indexes(order, lost_sources(updated) if updated else None)
    return WeekReport(order, tuple(done[wanted.slug] for wanted in order.papers))


def lost_sources(updated: UpdateReport) -> tuple[LostSource, ...]:
    """Return the sources that gave nothing, each with the reason."""
    return tuple(
        LostSource(source.name, source.outcome.value, source.reason.message, source.reason.hint)
        for source in updated.gave_nothing
        if source.reason
    )


def prepare(order: Order) -> None:
    """Make the folders, before anything is fetched or written for them. Raises InputError where that cannot be."""
    refuse_foreign(order.out)
    Shelf(order.folder).prepare()


class _Round:
    """One round over the papers of a week."""

    def __init__(self, archive: Archive, settings: Settings, order: Order, progress: Progress | None) -> None:
        self._archive, self._settings, self._order = archive, settings, order
        self._shelf = Shelf(order.folder)
        self._progress = progress
        self._done = 0

    @cached_property
    def _tools(self) -> tuple[Engine, Gate]:
        """Made once for all countries, and only where a briefing is to be made."""
        from briefer import api

        return api.tools_of(self._archive, self._settings)

    def run(self) -> Iterator[tuple[str, tuple[Paper, Outcome]]]:
        """Yield each paper by its slug, made where it is not there yet."""
        inputs: dict[str, str] = {}
        self._tell(0)
        for wanted in self._order.papers:
            made_from = tried(partial(self._inputs, wanted))  # where that fails, so will what follows
            paper = self._shelf.whole(wanted.slug, made_from) if isinstance(made_from, str) else None
            if paper:
                yield wanted.slug, (paper, Outcome.UNCHANGED)
                self._tell(len(wanted.countries))
            else:
                inputs[wanted.slug] = made_from if isinstance(made_from, str) else ""
        for wanted, found in self._written([each for each in self._order.papers if each.slug in inputs]):
            yield wanted.slug, self._made(wanted, found, inputs[wanted.slug])

    def _inputs(self, wanted: Wanted) -> str:
        return inputs_of(self._archive, self._settings, self._order, wanted)

    def _written(self, papers: Sequence[Wanted]) -> Iterator[tuple[Wanted, Sequence[Briefing | Failed]]]:
        """Yield each paper with its briefings, once all of them are there."""
        paper_of = {code: wanted for wanted in papers for code in wanted.countries}
        found: dict[str, Briefing | Failed] = {}
        at_once = 1 if self._settings.is_extractive else MOST_WAITED_FOR
        for code, briefing in as_done(self._brief, list(paper_of), at_once):
            found[code] = briefing
            wanted = paper_of[code]
            if all(each in found for each in wanted.countries):
                yield wanted, [found[each] for each in wanted.countries]
            self._tell(1)

    def _brief(self, code: str) -> Briefing | Failed:
        from briefer import api

        since, until = str(self._order.week.since), str(self._order.week.until)
        return tried(
            lambda: api.brief(
                self._archive, code, since=since, until=until, settings=self._settings, tools=self._tools
            )
        )

    def _made(self, wanted: Wanted, found: Sequence[Briefing | Failed], inputs: str) -> tuple[Paper, Outcome]:
        def make(of: Sequence[Briefing | Failed]) -> Paper:
            paper, files = make_paper(self._archive, self._order, wanted, of, inputs)
            self._shelf.put(paper, files)
            return paper

        paper = tried(lambda: make(found))
        if isinstance(paper, Failed):
            failure = paper
            paper = make([failure if isinstance(each, Briefing) else each for each in found])
        return paper, Outcome.NOT_MADE if paper.gate is GateResult.NOT_MADE else Outcome.MADE

    def _tell(self, more: int) -> None:
        self._done += more
        if self._progress:
            self._progress(self._done, sum(len(each.countries) for each in self._order.papers))
