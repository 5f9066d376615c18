"""What judges and models said, kept by content: the same words put to the same revision are not asked again.

One SQLite file in a folder, behind a lock that two processes share. A file that is damaged or made by another version
is replaced, and a folder that cannot be used means that nothing is kept: no run fails for its cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from filelock import FileLock

from briefer.grounding.judges import Judge, Judgement
from briefer.grounding.pairs import Pair

if TYPE_CHECKING:
    from langchain_core.caches import BaseCache

CACHE_FILE = "evaluation.sqlite3"
_LOCK = "evaluation.lock"
_VERSION = 1
_WAIT = 30.0  # seconds for the other process
_MOST_AT_ONCE = 500  # keys in one query

T = TypeVar("T")


def cache_folder() -> Path:
    """Return briefer's folder among the user's caches: XDG_CACHE_HOME, ~/.cache, on macOS ~/Library/Caches."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named / "briefer"
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "briefer"


def key_of(*parts: object) -> str:
    """Return the SHA-256, in hex, of parts that JSON can hold; a date counts as its text."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(slots=True)
class Cache:
    """Texts by key, kept in a folder. `reused` and `made` count what was answered from it and what was not."""

    folder: Path
    reused: int = 0
    made: int = 0

    def get(self, keys: Sequence[str]) -> dict[str, str]:
        """Return what is known of these keys."""

        def read(connection: sqlite3.Connection) -> dict[str, str]:
            known: dict[str, str] = {}
            for start in range(0, len(keys), _MOST_AT_ONCE):
                some = keys[start : start + _MOST_AT_ONCE]
                marks = ",".join("?" * len(some))
                known |= connection.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", some)  # noqa: S608 (only question marks)
            return known

        return self._with(read) or {}

    def put(self, values: Mapping[str, str]) -> None:
        """Keep these texts."""

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", sorted(values.items()))

        if values:
            self._with(write)

    def clear(self) -> None:
        """Forget all."""
        self._with(lambda connection: connection.execute("DELETE FROM kept").connection.commit())

    def _with(self, use: Callable[[sqlite3.Connection], T]) -> T | None:
        """Use the file alone, replacing it where it is no good; return None where there can be none."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / _LOCK, timeout=_WAIT):
                try:
                    return self._used(use)
                except sqlite3.DatabaseError:
                    for file in self.folder.glob(f"{CACHE_FILE}*"):  # its journals too
                        file.unlink()
                    return self._used(use)
        except (OSError, sqlite3.Error):
            return None

    def _used(self, use: Callable[[sqlite3.Connection], T]) -> T:
        with closing(sqlite3.connect(self.folder / CACHE_FILE, timeout=_WAIT)) as connection:
            connection.execute("PRAGMA synchronous = OFF")  # what a crash spoils is made anew
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _VERSION):
                raise sqlite3.DatabaseError(f"version {version}")
            with connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
                )
                connection.execute(f"PRAGMA user_version = {_VERSION}")
            return use(connection)


@dataclass(frozen=True, slots=True)
class CachedJudge:
    """A judge that asks another one only about what it has not been asked before."""

    asked: Judge
    cache: Cache = field(repr=False)

    @property
    def name(self) -> str:
        """The other's name."""
        return self.asked.name

    @property
    def revision(self) -> str:
        """The other's revision."""
        return self.asked.revision

    @property
    def threshold(self) -> float:
        """The other's threshold; it is no part of what is kept."""
        return self.asked.threshold

    def judge(
        self, pairs: Sequence[Pair], progress: Callable[[int], None] | None = None
    ) -> tuple[Judgement, ...]:
        """Return one judgement for each pair, in order. Raises what the other judge raises."""
        keys = {
            pair: key_of("judge", self.name, self.revision, asdict(pair)) for pair in dict.fromkeys(pairs)
        }
        kept = self.cache.get(list(keys.values()))
        known = {
            pair: found for pair, key in keys.items() if (found := _judgement(kept.get(key))) is not None
        }
        new = [pair for pair in keys if pair not in known]
        self.cache.reused += len(known)
        self.cache.made += len(new)
        if progress and known:
            progress(len(known))
        if new:
            more = (lambda done: progress(len(known) + done)) if progress else None
            judged = dict(zip(new, self.asked.judge(new, more), strict=True))
            self.cache.put({keys[pair]: json.dumps(asdict(found)) for pair, found in judged.items()})
            known |= judged
        return tuple(known[pair] for pair in pairs)


def _judgement(text: str | None) -> Judgement | None:
    try:
        found: dict[str, Any] = json.loads(text or "")
        return Judgement(float(found["score"]), bool(found["refuted"]), str(found["reason"]))
    except (ValueError, KeyError, TypeError):
        return None


def model_cache(cache: Cache) -> BaseCache:
    """Return the cache as LangChain's models use one: `langchain_core.globals.set_llm_cache(model_cache(cache))`.

    The key is the prompt with the model's name and parameters. Replies that stream are not kept by LangChain.
    """
    from langchain_core.caches import BaseCache
    from langchain_core.messages import message_to_dict, messages_from_dict
    from langchain_core.outputs import ChatGeneration, Generation

    class Kept(BaseCache):
        def lookup(self, prompt: str, llm_string: str) -> Sequence[Generation] | None:
            key = key_of("model", llm_string, prompt)
            try:
                replies = json.loads(cache.get([key])[key])
                found = [ChatGeneration(message=each) for each in messages_from_dict(replies)]
            except (ValueError, KeyError, TypeError):
                cache.made += 1
                return None
            cache.reused += 1
            return found

        def update(self, prompt: str, llm_string: str, return_val: Sequence[Generation]) -> None:
            messages = [each.message for each in return_val if isinstance(each, ChatGeneration)]
            if len(messages) == len(return_val):
                replies = json.dumps([message_to_dict(each) for each in messages], default=str)
                cache.put({key_of("model", llm_string, prompt): replies})

        def clear(self, **_: object) -> None:
            cache.clear()

    return Kept()
