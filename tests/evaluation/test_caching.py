"""What a judge or a model said is kept by content, and no run fails for its cache."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from briefer.errors import ModelError
from briefer.evaluation.caching import CACHE_FILE, Cache, CachedJudge, cache_folder, key_of, model_cache
from briefer.grounding.judges import Judgement
from briefer.grounding.pairs import Pair, Premise
from briefer.model import Basis, BulletinDate, Precision

MARCH = BulletinDate(date(2025, 3, 3), date(2025, 3, 3), Precision.DAY, Basis.STATED)
PAIRS = tuple(Pair(f"claim {n}", (Premise("words", "context", MARCH, ("AP",)),)) for n in range(3))


class Counting:
    """A judge that scores by the length of the claim and keeps what it was asked."""

    name, threshold = "counting", 0.5

    def __init__(self, revision: str = "1") -> None:
        self.revision = revision
        self.asked: list[Pair] = []

    def judge(self, pairs: Sequence[Pair], progress=None) -> tuple[Judgement, ...]:
        self.asked += pairs
        if progress:
            progress(len(pairs))
        return tuple(Judgement(len(pair.claim) / 100, refuted=True, reason="“so”") for pair in pairs)


def test_a_second_run_asks_nothing_and_says_the_same(tmp_path: Path):
    inner, first = Counting(), Cache(tmp_path / "new" / "folder")
    said = CachedJudge(inner, first).judge(PAIRS)
    assert (first.made, first.reused) == (3, 0)
    second, other = Cache(tmp_path / "new" / "folder"), Counting()
    assert CachedJudge(other, second).judge(PAIRS) == said
    assert (second.made, second.reused, other.asked) == (0, 3, [])


def test_only_what_is_new_is_asked_once_and_in_order(tmp_path: Path):
    inner, cache = Counting(), Cache(tmp_path)
    judge = CachedJudge(inner, cache)
    judge.judge(PAIRS[:1])
    told: list[int] = []
    said = judge.judge((PAIRS[2], PAIRS[0], PAIRS[2]), told.append)
    assert [each.score for each in said] == [0.07, 0.07, 0.07]
    assert inner.asked == [PAIRS[0], PAIRS[2]]
    assert told == [1, 2]


@pytest.mark.parametrize(
    "pair",
    [
        Pair("other", PAIRS[0].premises),
        Pair("claim 0", ()),
        Pair("claim 0", (Premise("other", "context", MARCH, ("AP",)),)),
        Pair("claim 0", (Premise("words", "other", MARCH, ("AP",)),)),
        Pair("claim 0", (Premise("words", "context", outlets=("AP",)),)),
        Pair("claim 0", (Premise("words", "context", MARCH),)),
        Pair("claim \ud800", PAIRS[0].premises),
    ],
)
def test_whatever_a_judge_sees_is_part_of_the_key(tmp_path: Path, pair: Pair):
    inner = Counting()
    judge = CachedJudge(inner, Cache(tmp_path))
    judge.judge(PAIRS[:1])
    judge.judge([pair])
    assert inner.asked == [PAIRS[0], pair]


def test_another_revision_is_asked_anew_and_another_threshold_is_not(tmp_path: Path):
    CachedJudge(Counting(), Cache(tmp_path)).judge(PAIRS)
    changed, stricter = Counting("2"), Counting()
    stricter.threshold = 0.9
    CachedJudge(changed, Cache(tmp_path)).judge(PAIRS)
    judge = CachedJudge(stricter, Cache(tmp_path))
    judge.judge(PAIRS)
    assert (len(changed.asked), len(stricter.asked), judge.threshold) == (3, 0, 0.9)


def test_a_judge_that_fails_is_heard_and_nothing_is_kept(tmp_path: Path):
    class Gone(Counting):
        def judge(self, pairs, progress=None):
            raise ModelError("the model is gone")

    with pytest.raises(ModelError, match="gone"):
        CachedJudge(Gone(), Cache(tmp_path)).judge(PAIRS)
    inner = Counting()
    CachedJudge(inner, Cache(tmp_path)).judge(PAIRS)
    assert len(inner.asked) == 3


def damaged(folder: Path) -> None:
    (folder / CACHE_FILE).write_bytes(b"no database" * 500)


def cut(folder: Path) -> None:
    content = (folder / CACHE_FILE).read_bytes()
    (folder / CACHE_FILE).write_bytes(content[: len(content) // 2])


def of_another_version(folder: Path) -> None:
    connection = sqlite3.connect(folder / CACHE_FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def of_other_columns(folder: Path) -> None:
    connection = sqlite3.connect(folder / CACHE_FILE)
    connection.executescript("DROP TABLE kept; CREATE TABLE kept (a, b, c)")
    connection.close()


def of_other_values(folder: Path) -> None:
    connection = sqlite3.connect(folder / CACHE_FILE)
    connection.execute("UPDATE kept SET value = '[1'")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("harm", [damaged, cut, of_another_version, of_other_columns, of_other_values])
def test_a_cache_that_is_no_good_is_replaced(tmp_path: Path, harm):
    said = CachedJudge(Counting(), Cache(tmp_path)).judge(PAIRS)
    harm(tmp_path)
    inner = Counting()
    assert CachedJudge(inner, Cache(tmp_path)).judge(PAIRS) == said
    assert len(inner.asked) == 3
    assert len(Cache(tmp_path).get([key_of("judge", "x")])) == 0
    again = Cache(tmp_path)
    CachedJudge(Counting(), again).judge(PAIRS)
    assert again.reused == 3


def test_a_folder_that_cannot_be_used_keeps_nothing(tmp_path: Path):
    (tmp_path / "file").write_text("")
    (tmp_path / "full" / CACHE_FILE / "inside").mkdir(parents=True)
    for folder in (tmp_path / "file", tmp_path / "full"):
        cache = Cache(folder)
        assert len(CachedJudge(Counting(), cache).judge(PAIRS)) == 3
        assert (cache.made, cache.reused) == (3, 0)


def test_more_keys_than_a_query_can_hold_are_found(tmp_path: Path):
    values = {key_of(n): str(n) for n in range(1_201)}
    Cache(tmp_path).put(values)
    assert Cache(tmp_path).get(list(values)) == values


def test_two_processes_write_at_once_and_lose_nothing(tmp_path: Path):
    code = (
        "import sys; from pathlib import Path; from briefer.evaluation.caching import Cache, key_of\n"
        "for n in range(40): Cache(Path(sys.argv[1])).put({key_of(sys.argv[2], n): str(n)})"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "ab"]
    assert [each.wait(timeout=60) for each in running] == [0, 0]
    assert len(Cache(tmp_path).get([key_of(name, n) for name in "ab" for n in range(40)])) == 80


def test_what_is_cleared_is_forgotten(tmp_path: Path):
    Cache(tmp_path).put({"a": "1"})
    Cache(tmp_path).clear()
    assert Cache(tmp_path).get(["a"]) == {}


def test_the_folder_is_where_the_system_keeps_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "briefer"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder().parent in {tmp_path / ".cache", tmp_path / "Library" / "Caches"}


def test_a_chat_model_is_not_asked_twice(tmp_path: Path):
    from langchain_core.language_models import GenericFakeChatModel
    from langchain_core.messages import AIMessage

    def chat(*replies: str) -> GenericFakeChatModel:
        messages = iter([AIMessage(reply, additional_kwargs={"day": "3"}) for reply in replies])
        return GenericFakeChatModel(messages=messages, cache=model_cache(cache))

    cache = Cache(tmp_path)
    assert chat("first").invoke("How many?").text == "first"
    assert (cache.made, cache.reused) == (1, 0)
    again = chat("second").invoke("How many?")
    assert (again.text, again.additional_kwargs) == ("first", {"day": "3"})
    assert chat("second").invoke("How many now?").text == "second"
    assert (cache.made, cache.reused) == (2, 1)
