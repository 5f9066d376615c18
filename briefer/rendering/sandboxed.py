"""The process in which a user's page is rendered: reads a request on standard input, writes JSON, and ends.

The request is a pickle from the process that started this one: the folder and the outline. The answer is
{"html": ...} or {"fault": ..., "fix": ..., "file": ..., "line": ...}.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from jinja2 import Environment, PackageLoader, StrictUndefined, TemplateError, TemplateNotFound, nodes
from jinja2.exceptions import SecurityError
from jinja2.loaders import BaseLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefer.rendering.html import drawn
from briefer.rendering.layout import PAGE
from briefer.rendering.sandbox import BYTES, SECONDS
from briefer.rendering.shown import FIGURE_COLUMNS, Outline

_MEMORY = 1 << 30  # bytes of address space
_FILE_BYTES = 200_000
_OURS = ("parts.html.j2",)
_NAME = re.compile(r"[\w-][\w.-]*\.j2")
_FIX = "see the comments in a new template: briefer template new NAME"


class Fault(Exception):
    """What is wrong, what to do, and in which line."""

    def __init__(self, fault: str, fix: str = _FIX, file: str = PAGE, line: int = 0) -> None:
        super().__init__(fault)
        self.record = {"fault": fault, "fix": fix, "file": file, "line": line}


class _Files(BaseLoader):
    """The files of one folder, and our parts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._ours = PackageLoader("briefer.rendering")

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        if template in _OURS:
            return self._ours.get_source(environment, template)
        path = self._folder / template
        if not _NAME.fullmatch(template) or not path.is_file() or path.resolve().parent != self._folder:
            raise TemplateNotFound(template)
        content = path.read_bytes()
        if len(content) > _FILE_BYTES:
            raise Fault(f"it is larger than {_FILE_BYTES:,} bytes", "shorten it", template)
        try:
            source = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Fault("it is not UTF-8", "save it as UTF-8", template) from None
        _check_escaping(environment, source, template)
        return source, template, lambda: True


def _check_escaping(environment: Environment, source: str, name: str) -> None:
    """Raise Fault for the tag with which a template would switch escaping off."""
    found = environment.parse(source, name).find(nodes.ScopedEvalContextModifier)
    if found is not None:
        raise Fault("escaping cannot be switched", "leave the tag 'autoescape' out", name, found.lineno)


def page_of(folder: Path, shown: Outline) -> str:
    """Return what the folder's page makes of the outline. Raises Fault."""
    environment = ImmutableSandboxedEnvironment(
        loader=_Files(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    del environment.filters["safe"], environment.globals["lipsum"]
    environment.filters["drawn"] = drawn
    try:
        template = environment.get_template(PAGE)
        return "".join(_limited(template.generate(shown=shown, columns=FIGURE_COLUMNS)))
    except Fault:
        raise
    except SecurityError as error:
        raise Fault(
            str(error), "a template may not do that: leave it out", *_place(error.__traceback__)
        ) from None
    except TemplateNotFound as error:
        hint = f"a template loads {_OURS[0]} and the .j2 files of its own folder"
        raise Fault(f"it cannot load {error.name!r}", hint, *_place(error.__traceback__)) from None
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        place = (getattr(error, "name", None) or PAGE, line) if line else _place(error.__traceback__)
        raise Fault(error.message or type(error).__name__, _FIX, *place) from None
    except MemoryError:
        raise Fault("it takes more memory than it may have", "make it simpler") from None
    except RecursionError:
        raise Fault("its macros call each other without end", "let them end") from None
    except Exception as error:
        raise Fault(f"{type(error).__name__}: {error}", _FIX, *_place(error.__traceback__)) from None


def _limited(pieces: Iterator[str]) -> Iterator[str]:
    written = 0
    for piece in pieces:
        written += len(piece)
        if written > BYTES:
            raise Fault(f"it writes more than {BYTES:,} characters", "let it write less")
        yield piece


def _place(trace: TracebackType | None) -> tuple[str, int]:
    """The file and line of the template where an error was raised: jinja2 writes them into the traceback."""
    place = (PAGE, 0)
    while trace is not None:
        name = Path(trace.tb_frame.f_code.co_filename).name
        if name.endswith(".j2") and name not in _OURS:
            place = (name, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _bound() -> None:
    """Bound memory and processor time, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 1, SECONDS + 1))


def main() -> None:
    """Answer one request."""
    folder, shown = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from the process that started this one
    _bound()
    try:
        answer: dict[str, object] = {"html": page_of(Path(folder), shown)}
    except Fault as fault:
        answer = fault.record
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


if __name__ == "__main__":
    main()
