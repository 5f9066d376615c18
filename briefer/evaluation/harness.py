"""A suite's archive, engine and gate, put together as a user's would be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from briefer.errors import InputError
from briefer.evaluation.cases import BriefingCase, QuestionCase
from briefer.evaluation.embedding import CachedEmbedder
from briefer.evaluation.running import Under
from briefer.evaluation.suites import Suite
from briefer.grounding.gate import Gate
from briefer.model import Answer, Briefing, Bulletin, Period
from briefer.reading.countries import resolve_country
from briefer.settings import DEFAULT_JUDGE, Settings

if TYPE_CHECKING:
    from briefer.archive.archive import Archive
    from briefer.evaluation.caching import Cache
    from briefer.reading.sources import Reading

_DEPTH = 20  # passages over which retrieval is measured


@contextmanager
def cached_gate(settings: Settings, cache: Cache) -> Iterator[Gate]:
    """Yield the gate of the settings; what its judge and the chat model say is kept in the cache.

    Raises InputError or ModelError where the judge cannot be had.
    """
    from briefer.evaluation.caching import CachedJudge, model_cache
    from briefer.writing.judges import judge_for

    with ExitStack() as opened:
        if not settings.is_extractive or settings.judge != DEFAULT_JUDGE:
            from langchain_core.globals import get_llm_cache, set_llm_cache

            opened.callback(set_llm_cache, get_llm_cache())  # others in this process may have their own
            set_llm_cache(model_cache(cache))
        yield Gate(CachedJudge(judge_for(settings), cache))


@contextmanager
def bench(
    suite: Suite, settings: Settings, gate: Gate, cache: Cache
) -> Iterator[tuple[tuple[Bulletin, ...], Under]]:
    """Read the suite's sources into an archive of their own; yield its bulletins and what is put to the test.

    Raises InputError where a source cannot be read, ModelError where a model is missing.
    """
    from briefer.archive.archive import open_archive
    from briefer.archive.embedding import DEFAULT_MODEL, load_embedder

    embedder = CachedEmbedder(load_embedder(settings.embedding or DEFAULT_MODEL), cache)
    with (
        TemporaryDirectory() as folder,
        open_archive(Path(folder) / "archive", embedder=embedder, create=True) as archive,
    ):
        try:
            _fill(archive, suite, settings)
            yield archive.bulletins(include_linked=True), _under(archive, suite, settings, gate)
        finally:
            embedder.keep()


def readings_of(suite: Suite, settings: Settings) -> Iterator[Reading]:
    """Read the suite's sources, as of its day."""
    from briefer.reading.sources import ReadOptions, read_sources

    options = ReadOptions(
        retrieved=suite.retrieved, today=suite.as_of, allow_private_urls=settings.allow_private_urls
    )
    return read_sources([str(path) for path in suite.source_paths], options)


def _fill(archive: Archive, suite: Suite, settings: Settings) -> None:
    report = archive.ingest(readings_of(suite, settings))
    wrong = next((each for each in report.problems if each.severity == "error"), None)
    if wrong:
        raise InputError(f"suite {suite.name}: {wrong.source}: {wrong.message}", wrong.hint)
    if archive.is_empty:
        raise InputError(
            f"suite {suite.name}: its sources hold no bulletin", f"mend {suite.folder}/suite.toml"
        )


def _under(archive: Archive, suite: Suite, settings: Settings, gate: Gate) -> Under:
    from briefer.writing.chains.ask import Ask, ask_chain
    from briefer.writing.chains.brief import Brief, brief_chain
    from briefer.writing.engines import engine_for

    engine = engine_for(settings, lambda: archive.embedder)
    asking = ask_chain(archive, engine, gate, today=suite.as_of, passages=settings.passages)
    briefing = brief_chain(archive, engine, gate, today=suite.as_of)

    def answer(case: QuestionCase) -> Answer:
        return asking.invoke(Ask(case.question, _code(case.country), _period(case)))

    def brief(case: BriefingCase) -> Briefing:
        return briefing.invoke(Brief(resolve_country(case.country).code, Period(case.since, case.until)))

    def retrieve(case: QuestionCase) -> tuple[Bulletin, ...]:
        period = _period(case) or Period()
        hits = archive.search(case.question, country=_code(case.country), period=period, k=_DEPTH)
        return tuple(dict.fromkeys(hit.bulletin for hit in hits))

    return Under(answer, brief, gate.rule, retrieve)


def _code(country: str | None) -> str | None:
    return None if country is None else resolve_country(country).code


def _period(case: QuestionCase) -> Period | None:
    """None leaves the period to the words of the question."""
    return Period(case.since, case.until) if case.since or case.until else None
