"""A `template.toml` and its tables, with where each key stands: what is wrong is said with file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from briefer.errors import InputError
from briefer.rendering.plain import one_line

_LIMIT = 100_000  # bytes: a layout has a few thousand
_LONGEST = 500  # characters of a text in it
_MOST = 100  # sections, and themes of one
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class LayoutFile:
    """The file or one table of it; `first` is the line where that begins."""

    path: Path
    data: Mapping[str, Any]
    lines: tuple[str, ...]
    first: int = 1
    table: str = ""  # "sections" of a table [[sections]]

    @classmethod
    def read(cls, path: Path) -> LayoutFile:
        """Read a file whole. Raises InputError where it cannot be read or is no TOML."""
        try:
            with path.open("rb") as file:
                content = file.read(_LIMIT + 1)
            if len(content) > _LIMIT:
                raise InputError(f"{path} is larger than {_LIMIT:,} bytes", "a template has a few thousand")
            text = content.decode("utf-8-sig")
            data = tomllib.loads(text)
        except OSError as error:
            raise InputError(
                f"{path} cannot be read ({error.strerror})", "check its name and rights"
            ) from None
        except UnicodeDecodeError:
            raise InputError(f"{path} is not UTF-8", "save it as UTF-8") from None
        except tomllib.TOMLDecodeError as error:
            at = _AT.search(str(error))
            where = f"{path}, line {at[1]}, column {at[2]}" if at else f"{path}, at its end"
            reason = _AT.sub("", str(error)).strip().removesuffix("(at end of document)").strip()
            raise InputError(f"{where}: this is no TOML", reason[:1].lower() + reason[1:]) from None
        except RecursionError:
            raise InputError(f"{path} is nested too deeply", "a template has tables of one level") from None
        return cls(path, data, tuple(text.splitlines()))

    def wrong(self, key: str, what: str, fix: str) -> InputError:
        """Return the error that says where the key stands, what is wrong with it and what to do."""
        return InputError(f"{self.path}, line {self._line(key)}: {key!r} {what}", fix)

    def known(self, keys: Sequence[str]) -> None:
        """Raise InputError for a key that there is not."""
        for key in self.data:
            if key not in keys:
                close = get_close_matches(key, keys, n=1)
                fix = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(keys)}"
                raise self.wrong(one_line(key), "is no key of a template", fix)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text on one line; without a default it must be there. Raises InputError."""
        value = self.data.get(key, default)
        if value is None:
            raise self.wrong(key, "is missing", f'write: {key} = "..."')
        if not isinstance(value, str):
            raise self.wrong(key, "is no text", f'write it in quotation marks: {key} = "..."')
        if len(value) > _LONGEST:
            raise self.wrong(key, f"is longer than {_LONGEST} characters", "shorten it")
        return one_line(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty where it is not there. Raises InputError."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, "is no list of texts", f'write: {key} = ["...", "..."]')
        if len(value) > _MOST:
            raise self.wrong(key, f"has more than {_MOST} entries", "shorten it")
        return tuple(one_line(each) for each in value)

    def count(self, key: str) -> int | None:
        """Return a whole number from 1; None where it is not there. Raises InputError."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong(key, "is no whole number from 1", f"write: {key} = 5")
        return value

    def truth(self, key: str, *, default: bool) -> bool:
        """Return true or false. Raises InputError."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "is neither true nor false", f"write: {key} = false")
        return value

    def one_of(self, key: str, value: str, known: Sequence[str]) -> None:
        """Raise InputError where the value is none of those known."""
        if value not in known:
            close = get_close_matches(value, known, n=1, cutoff=0.5)
            meant = f"did you mean {close[0]!r}? " if close else ""
            raise self.wrong(key, f"cannot be {value!r}", f"{meant}there are {', '.join(known)}")

    def tables(self, key: str) -> tuple[LayoutFile, ...]:
        """Return the tables `[[key]]`, each with the line where it begins. Raises InputError."""
        entries = self.data.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            raise self.wrong(key, "are no tables", f"write [[{key}]] on a line of its own")
        if len(entries) > _MOST:
            raise self.wrong(key, f"are more than {_MOST}", "shorten the template")
        head = re.compile(rf"\s*\[\[\s*['\"]?{re.escape(key)}['\"]?\s*\]\]")
        starts = [number for number, line in enumerate(self.lines, start=1) if head.match(line)]
        if len(starts) != len(entries):  # written in another way
            starts = [self._line(key)] * len(entries)
        return tuple(
            LayoutFile(self.path, entry, self.lines, start, key)
            for entry, start in zip(entries, starts, strict=True)
        )

    def _line(self, key: str) -> int:
        """The line of a key, else where its table begins."""
        is_key = re.compile(rf"\s*(?:\[\[?\s*)?['\"]?{re.escape(key)}['\"]?\s*[=\].]")
        for number, line in enumerate(self.lines[self.first - 1 :], start=self.first):
            if is_key.match(line):
                return number
            if number > self.first and line.lstrip().startswith("["):
                break
        return self.first
