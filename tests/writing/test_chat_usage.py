"""What chat models took, counted through the real OpenAI client, and the LangChain callbacks that hear of each call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date
from threading import Lock
from typing import Any
from uuid import UUID

import pytest
from briefed import about, archive_of
from langchain_core.callbacks import BaseCallbackHandler
from model_server import ModelServer, Reply, completion, openai_server

from briefer import ask, brief
from briefer.archive.archive import Archive
from briefer.errors import ModelError
from briefer.settings import load_settings
from briefer.writing.chat.model import ChatModel, counted, counting, load_chat_model

QUESTION = "How many traders died in the raid near Gao?"
SENTENCE = "The governor says that at least 12 traders died in the raid near Gao."
RAID = about(
    "Mali: raid on a market", f"{SENTENCE} Gunmen on motorcycles came from the north.", date=date(2025, 2, 17)
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with openai_server(monkeypatch, "sk-test") as running:
        yield running


@pytest.fixture
def archive(tmp_path, workplace) -> Iterator[Archive]:
    with archive_of(tmp_path, [RAID]) as opened:
        yield opened


def used(text: str, tokens: tuple[int, int] | None) -> Reply:
    """A model that writes this text, and says what it took."""
    record = completion(text)
    del record["usage"]
    if tokens:
        record["usage"] = {
            "prompt_tokens": tokens[0],
            "completion_tokens": tokens[1],
            "total_tokens": sum(tokens),
        }
    return Reply(json.dumps(record).encode())


def model() -> ChatModel:
    return load_chat_model("openai:test-model", timeout=20, retries=0)


def settings(**other: object):
    return load_settings(model="openai:test-model", model_retries=0, as_of="2025-03-10", **other)


class Listening(BaseCallbackHandler):
    """Keeps the runs that it is told of."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.names: dict[UUID, str] = {}
        self.parents: dict[UUID, UUID | None] = {}
        self.asked: list[UUID] = []
        self.answered: list[UUID] = []

    def on_chain_start(
        self, serialized: Any, inputs: Any, *, run_id: UUID, parent_run_id: UUID | None = None, **more: Any
    ) -> None:
        with self.lock:
            self.names[run_id], self.parents[run_id] = more.get("name") or "", parent_run_id

    def on_chat_model_start(
        self, serialized: Any, messages: Any, *, run_id: UUID, parent_run_id: UUID | None = None, **more: Any
    ) -> None:
        with self.lock:
            self.asked.append(run_id)
            self.parents[run_id] = parent_run_id

    def on_llm_end(self, response: Any, *, run_id: UUID, **more: Any) -> None:
        with self.lock:
            self.answered.append(run_id)

    def outermost(self, run: UUID) -> str:
        """The name of the run in which this one lies."""
        while parent := self.parents.get(run):
            run = parent
        return self.names.get(run, "")


class TestCounting:
    def test_calls_and_tokens_are_added_up(self, server: ModelServer) -> None:
        server.play(used("One.", (10, 2)), used("Two.", (30, 5)))
        with counting():
            asking = model()
            asking.ask(("system", "one"))
            asking.ask(("system", "two"))
            assert counted() == (("calls", 2), ("input tokens", 40), ("output tokens", 7))

    def test_a_provider_that_counts_nothing(self, server: ModelServer) -> None:
        server.play(used("One.", None))
        with counting():
            model().ask(("system", "one"))
            assert counted() == (("calls", 1),)

    def test_outside_nothing_is_counted(self, server: ModelServer) -> None:
        server.play(used("One.", (10, 2)))
        model().ask(("system", "one"))
        assert counted() == ()

    def test_a_call_that_fails_is_none(self, server: ModelServer) -> None:
        server.play(Reply(b"{}", 500))
        with counting():
            with pytest.raises(ModelError):
                model().ask(("system", "one"))
            assert counted() == ()

    def test_each_counting_is_its_own(self, server: ModelServer) -> None:
        server.play(used("One.", (10, 2)))
        asking = model()
        with counting():
            asking.ask(("system", "one"))
            with counting():
                assert counted() == ()
                asking.ask(("system", "two"))
                asking.ask(("system", "three"))
            assert dict(counted())["calls"] == 1

    def test_threads_that_share_the_context_count_together(self, server: ModelServer) -> None:
        server.play(used("One.", (10, 2)))
        asking = model()
        with counting(), ThreadPoolExecutor(8) as pool:
            runs = [
                pool.submit(copy_context().run, asking.ask, ("system", str(number))) for number in range(24)
            ]
            for run in runs:
                run.result()
            assert counted() == (("calls", 24), ("input tokens", 240), ("output tokens", 48))


class TestInTheManifest:
    def test_the_extractive_engine_takes_nothing(self, archive: Archive) -> None:
        answer = ask(archive, QUESTION, settings=load_settings(as_of="2025-03-10"))
        assert answer.claims
        assert answer.manifest.usage == ()

    def test_an_answer(self, archive: Archive, server: ModelServer) -> None:
        server.play(used(f"{SENTENCE} [1]", (120, 20)))
        answer = ask(archive, QUESTION, settings=settings())
        assert [claim.text for claim in answer.claims] == [SENTENCE]
        assert answer.manifest.usage == (("calls", 1), ("input tokens", 120), ("output tokens", 20))

    def test_a_repair_counts_too(self, archive: Archive, server: ModelServer) -> None:
        server.play(used(SENTENCE, (120, 20)), used(f"1: {SENTENCE} [1]", (80, 10)))
        answer = ask(archive, QUESTION, settings=settings())
        assert len(server.requests) == 2
        assert answer.manifest.usage == (("calls", 2), ("input tokens", 200), ("output tokens", 30))

    def test_a_judge_counts_too(self, archive: Archive, server: ModelServer) -> None:
        server.play(
            used("At least 12 traders died near Gao, the governor says. [1]", (120, 20)),
            used("VERDICT: SUPPORTED\nREASON: the same", (50, 6)),
        )
        answer = ask(archive, QUESTION, settings=settings(judge="llm:openai:test-model"))
        assert len(server.requests) == 2
        assert answer.manifest.usage == (("calls", 2), ("input tokens", 170), ("output tokens", 26))

    def test_a_briefing(self, archive: Archive, server: ModelServer) -> None:
        server.play(used(f"## Security\n{SENTENCE} [1]", (300, 40)))
        briefing = brief(archive, "Mali", week="2025-W08", settings=settings())
        assert dict(briefing.manifest.usage)["calls"] == len(server.requests)

    def test_one_answer_does_not_count_for_the_next(self, archive: Archive, server: ModelServer) -> None:
        server.play(used(f"{SENTENCE} [1]", (120, 20)))
        first, second = (ask(archive, QUESTION, settings=settings()) for _ in range(2))
        assert first.manifest.usage == second.manifest.usage


class TestCallbacks:
    def test_a_handler_hears_of_the_call_in_its_run(self, archive: Archive, server: ModelServer) -> None:
        server.play(used(f"{SENTENCE} [1]", (120, 20)))
        listening = Listening()
        ask(archive, QUESTION, settings=settings(), callbacks=[listening])
        assert len(listening.asked) == 1
        assert listening.answered == listening.asked
        assert [listening.outermost(run) for run in listening.asked] == ["ask"]

    def test_a_briefing_has_its_own_name(self, archive: Archive, server: ModelServer) -> None:
        server.play(used(f"## Security\n{SENTENCE} [1]", (300, 40)))
        listening = Listening()
        brief(archive, "Mali", week="2025-W08", settings=settings(), callbacks=[listening])
        assert listening.answered == listening.asked
        assert {listening.outermost(run) for run in listening.asked} == {"brief"}
        assert len(listening.asked) == len(server.requests)

    def test_the_calls_of_a_judge_are_heard_in_the_same_run(
        self, archive: Archive, server: ModelServer
    ) -> None:
        server.play(
            used("At least 12 traders died near Gao, the governor says. [1]", (120, 20)),
            used("VERDICT: SUPPORTED\nREASON: the same", (50, 6)),
        )
        listening = Listening()
        ask(archive, QUESTION, settings=settings(judge="llm:openai:test-model"), callbacks=[listening])
        assert sorted(listening.answered) == sorted(listening.asked)
        assert [listening.outermost(run) for run in listening.asked] == ["ask", "ask"]

    def test_without_one_nothing_is_needed(self, archive: Archive, server: ModelServer) -> None:
        server.play(used(f"{SENTENCE} [1]", (120, 20)))
        assert ask(archive, QUESTION, settings=settings()).claims
