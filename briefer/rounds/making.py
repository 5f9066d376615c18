"""From briefings to a paper: rendered in each form, checked once more, and described for the index."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from briefer.errors import BrieferError
from briefer.model import Briefing
from briefer.reading.countries import country_by_code
from briefer.rendering import render
from briefer.rendering.numbering import claims_of, numbered
from briefer.rendering.plain import one_line
from briefer.rendering.wording import nothing_on
from briefer.rounds.order import Order, Wanted
from briefer.rounds.papers import Chapter, GateResult, Paper, PaperFile, digest_of
from briefer.rounds.proofs import faults_of

if TYPE_CHECKING:
    from briefer.archive.archive import Archive

_LOG = logging.getLogger(__name__)
_FIRST = ("bottom line", "development", "account", "change", "background")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failed:
    """What could not be done, and what to do about it."""

    problem: str
    hint: str = ""


def tried(work: Callable[[], Result]) -> Result | Failed:
    """Do a piece of work, and return what went wrong where something did: the others go on."""
    try:
        return work()
    except BrieferError as error:
        return Failed(one_line(error.message), one_line(error.hint))
    except Exception as error:
        _LOG.exception("a paper could not be made")
        return Failed(one_line(f"internal failure ({type(error).__name__}: {error})"), "run it again")


def make_paper(
    archive: Archive, order: Order, wanted: Wanted, found: Sequence[Briefing | Failed], inputs: str
) -> tuple[Paper, Mapping[str, bytes]]:
    """Return a paper and its files by form; without files where no briefing is there to be shown.

    Countries that failed are left out of a paper on several, and named in what is told of it. Raises InputError for
    what is wrong with a template or missing on the machine.
    """
    briefings = [each for each in found if isinstance(each, Briefing)]
    chapters = tuple(map(_chapter, wanted.countries, found))
    template = one_line(order.layout.name)
    if not briefings:
        return Paper(wanted.slug, template, chapters, GateResult.NOT_MADE), {}
    output = briefings[0] if len(briefings) == 1 else tuple(briefings)
    files = {form: _bytes(render(output, form, order.layout)) for form in order.forms}
    markdown = files.get("md") or _bytes(render(output, "md", order.layout))
    faults = faults_of(archive, briefings, order.layout, markdown.decode("utf-8"))
    paper = Paper(
        slug=wanted.slug,
        template=template,
        chapters=chapters,
        gate=GateResult.FAILED if faults else GateResult.PASSED,
        faults=faults,
        sentences=len(claims_of(*briefings)),
        stories=sum(len(each.stories) for each in briefings),
        sources=len(numbered(*briefings)),
        withheld=sum(len(each.withheld) for each in briefings),
        engine=one_line(briefings[0].engine),
        made=briefings[0].manifest.made,
        files=tuple(PaperFile(form, digest_of(content)) for form, content in files.items()),
        inputs=inputs if len(briefings) == len(found) else "",
    )
    return paper, files


def _chapter(code: str, found: Briefing | Failed) -> Chapter:
    if isinstance(found, Failed):
        return Chapter(code, country_by_code(code).name, "", found.problem, found.hint)
    return Chapter(code, one_line(found.country_name), _headline(found))


def _headline(briefing: Briefing) -> str:
    """The first sentence that a reader of the briefing should read."""
    for kind in _FIRST:
        for section in briefing.sections:
            if section.kind == kind and section.claims:
                return one_line(section.claims[0].text)
    return nothing_on(briefing)


def _bytes(rendered: str | bytes) -> bytes:
    return rendered.encode("utf-8") if isinstance(rendered, str) else rendered
