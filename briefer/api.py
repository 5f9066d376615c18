"""briefer for Python: open an archive, ask it, have it write a briefing. What the page, the MCP server, the week's
round and the command line call too.

    from briefer import ask, brief, open_archive

    with open_archive("archive") as archive:
        answer = ask(archive, "How many people were killed in the attack on Bamako?", country="Mali")
        briefing = brief(archive, "Mali", week="2024-W38")

What comes back prints as text, and shows as a page in a notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack, overload

from briefer.console.arguments import as_countries, as_country, as_period, as_question, as_week
from briefer.errors import InputError
from briefer.model import Answer, Briefing, Hit, Period
from briefer.notebook import Output, ShownAnswer, ShownBriefing, ShownPaper, fields_of
from briefer.settings import EXTRACTIVE, Settings, load_settings
from briefer.tracing import traced
from briefer.writing.chat.model import counting
from briefer.writing.progress import Watch, unwatched

if TYPE_CHECKING:
    from briefer.archive.archive import Archive
    from briefer.archive.embedding import Embedder
    from briefer.grounding.checking import CheckedDraft
    from briefer.grounding.gate import Gate
    from briefer.rendering.layout import Layout
    from briefer.writing.engine import Engine

# The cosine from which a passage is near a query none of whose words it has. Of 25 queries that an archive of 970
# bulletins answers, the nearest passage has 0.37 or more; of 25 absurd ones without a word in common, 0.29 or less.
_NEAR = 0.3


_Asked = TypeVar("_Asked")
_Task = TypeVar("_Task")
_Made = TypeVar("_Made")


class Wanted(TypedDict, total=False):
    """What `brief` takes by name."""

    week: str | None
    since: str | None
    until: str | None
    template: str | None
    settings: Settings | None
    tools: tuple[Engine, Gate] | None
    callbacks: Sequence[Any]
    watch: Watch


def open_archive(
    folder: str | Path | None = None, *, create: bool = False, embedder: Embedder | None = None
) -> Archive:
    """Open the archive in a folder, by default that of the settings; with `create`, make it where there is none.

    Use it in a `with` statement, or call its `close`. Without an `embedder` the archive's own model is used,
    loaded when first needed. Raises InputError where there is no archive, ArchiveError where it cannot be used.
    """
    from briefer.archive.archive import open_archive

    path = Path(folder) if folder is not None else load_settings().archive
    return open_archive(path, create=create, embedder=embedder)


def ask(
    archive: Archive,
    question: str,
    *,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    settings: Settings | None = None,
    tools: tuple[Engine, Gate] | None = None,
    callbacks: Sequence[Any] = (),
    watch: Watch = unwatched,
) -> Answer:
    """Answer a question from an archive.

    `country` is a name or an ISO code; `since` and `until` are days, months, years or ISO weeks ("2025-W08").
    `settings` say which model, judge and day; by default those of the environment and `briefer.toml`. `tools` are
    what `tools_of` returned before, so that no model is loaded twice.
    `callbacks` are LangChain callback handlers. Raises InputError for what cannot be understood, ModelError where
    a model is missing or fails.
    """
    from briefer.writing.chains.ask import Ask, ask_steps

    chosen = settings or load_settings()
    asked = Ask(as_question(question), code_of(country), as_period(since, until))
    with counting(), traced("briefer.ask", watch) as trace:
        engine, gate = tools or tools_of(archive, chosen)
        steps = ask_steps(
            archive, engine, gate, today=today_of(chosen), passages=chosen.passages, watch=trace.watch
        )
        answer = _run("ask", steps, asked, engine, callbacks)
        trace.count(claims=len(answer.claims), withheld=len(answer.withheld), **_counts(answer))
    return ShownAnswer(**fields_of(answer))


@overload
def brief(archive: Archive, country: str, **wanted: Unpack[Wanted]) -> Briefing: ...
@overload
def brief(
    archive: Archive, country: list[str] | tuple[str, ...], **wanted: Unpack[Wanted]
) -> tuple[Briefing, ...]: ...


def brief(
    archive: Archive,
    country: str | Sequence[str],
    *,
    week: str | None = None,
    since: str | None = None,
    until: str | None = None,
    template: str | None = None,
    settings: Settings | None = None,
    tools: tuple[Engine, Gate] | None = None,
    callbacks: Sequence[Any] = (),
    watch: Watch = unwatched,
) -> Briefing | tuple[Briefing, ...]:
    """Write a country's briefing for an ISO week or a longer period; by default its latest week with bulletins.

    A list of countries gives a tuple of briefings, the chapters of one paper, all of one period: that of the first
    where none is named. What comes back shows itself in `template`, a template's name or folder, by default "weekly".
    Takes and raises what `ask` does; also InputError for a template that there is not or that shows fewer countries,
    where no country is named, and where both a week and a day are given.
    """
    from briefer.rendering.layout import DEFAULT, load_layout
    from briefer.rendering.outline import check_suits

    codes = (as_country(country),) if isinstance(country, str) else as_countries(country)
    given = as_span(week, since, until)
    layout = load_layout(template or DEFAULT)
    check_suits(len(codes), layout)
    chosen = settings or load_settings()
    if len(codes) > 1:
        tools = tools or tools_of(archive, chosen)
    made: list[ShownBriefing] = []
    for code in codes:
        period = made[0].period if made else given
        made.append(_brief(archive, code, period, layout, chosen, tools, callbacks, watch))
    return made[0] if isinstance(country, str) else ShownPaper(made, layout)


def _brief(
    archive: Archive,
    code: str,
    given: Period,
    layout: Layout,
    settings: Settings,
    tools: tuple[Engine, Gate] | None,
    callbacks: Sequence[Any],
    watch: Watch,
) -> ShownBriefing:
    from briefer.writing.chains.brief import Brief, brief_steps
    from briefer.writing.planning import period_for

    today = today_of(settings)
    with counting(), traced("briefer.brief", watch) as trace:
        engine, gate = tools or tools_of(archive, settings)
        steps = brief_steps(archive, engine, gate, today=today, watch=trace.watch)
        asked = Brief(code, period_for(archive, code, given, today))
        briefing = _run("brief", steps, asked, engine, callbacks)
        claims = sum(len(section.claims) for section in briefing.sections)
        trace.count(claims=claims, withheld=len(briefing.withheld), **_counts(briefing))
    return ShownBriefing(layout=layout, **fields_of(briefing))


def search(
    archive: Archive,
    query: str,
    *,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 10,
) -> tuple[Hit, ...]:
    """Return the `limit` passages that answer a query best, best first; none where none has any of its words or comes
    near it in meaning. Takes and raises what `ask` does."""
    code, period = code_of(country), as_period(since, until)
    # The nearest in meaning and the best by words have one score, so that both are among two.
    most = 2 if limit == 1 else limit
    found = archive.search(as_question(query), country=code, period=period, k=most)
    return found[:limit] if any(map(_is_near, found)) else ()


def _is_near(hit: Hit) -> bool:
    return hit.keyword_rank is not None or (hit.cosine or 0.0) >= _NEAR


def check(
    archive: Archive,
    draft: str | bytes | Path,
    *,
    name: str | None = None,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> CheckedDraft:
    """Hold a draft against an archive, sentence by sentence.

    The draft is a file (Markdown, DOCX or text) or, as text or bytes, Markdown; `name` is what it is called in the
    result. `progress` is told how many sentences are done, of how many. Takes what `ask` does; raises InputError where
    the draft cannot be read, ModelError where a judge is missing or fails.
    """
    from briefer.grounding.checking import check_draft
    from briefer.grounding.gate import ready
    from briefer.reading.drafts import read_draft
    from briefer.writing.judges import gate_for

    chosen = settings or load_settings()
    code, period = code_of(country), as_period(since, until)
    path, data = (draft, None) if isinstance(draft, Path) else (Path("-"), _bytes(draft))
    blocks = read_draft(path, data)
    with counting(), traced("briefer.check") as trace:
        gate = ready(gate_for(chosen, lambda: archive.embedder))
        find = partial(archive.search, country=code, period=period, k=chosen.passages)
        checked = check_draft(name or str(path), blocks, find, gate, progress)
        trace.count(**{support.value.replace(" ", "_"): n for support, n in checked.counts.items()})
    return checked


def as_span(week: str | None, since: str | None, until: str | None) -> Period:
    """Read a week, or a first and a last day. Raises InputError, also where both are given."""
    if week is None:
        return as_period(since, until)
    if since is not None or until is not None:
        raise InputError("week excludes since and until", "give one or the others")
    return as_week(week)


def code_of(country: str | None) -> str | None:
    """Return a country's ISO alpha-3 code, None for None. Raises UnknownCountry."""
    return None if country is None else as_country(country)


def tools_of(archive: Archive, settings: Settings) -> tuple[Engine, Gate]:
    """Return the engine and the gate that the settings name. Raises ModelError where a model cannot be had."""
    from briefer.writing.engines import engine_for
    from briefer.writing.judges import gate_for

    return (
        engine_for(settings, lambda: archive.embedder),
        gate_for(settings, lambda: archive.embedder),
    )


def today_of(settings: Settings) -> date:
    """Return the day that counts as today: the only place that reads the clock."""
    return settings.as_of or datetime.now().astimezone().date()


def _run(
    name: str,
    steps: tuple[Callable[[_Asked], _Task], Callable[[_Task], _Made]],
    asked: _Asked,
    engine: Engine,
    callbacks: Sequence[Any],
) -> _Made:
    """Take the two steps: as one LangChain run where callbacks follow it or a model writes, plainly otherwise."""
    if engine.name == EXTRACTIVE and not callbacks:
        first, second = steps
        return second(first(asked))
    from langchain_core.runnables import RunnableConfig

    from briefer.writing.chains.showing import as_runnable

    config: RunnableConfig = {"run_name": name}
    if callbacks:
        config["callbacks"] = list(callbacks)
    return as_runnable(steps).invoke(asked, config)


def _counts(output: Output) -> dict[str, int]:
    used = {name.replace(" ", "_"): number for name, number in output.manifest.usage}
    return {"bulletins": len(output.manifest.bulletins), **used}


def _bytes(draft: str | bytes) -> bytes:
    return draft if isinstance(draft, bytes) else draft.encode("utf-8", "replace")
