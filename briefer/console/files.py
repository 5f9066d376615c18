"""Files that are written: in which form, and whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from briefer.console.terminal import note, tell
from briefer.errors import InputError

_FORM_OF_SUFFIX = {
    "": "text",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".md": "md",
    ".markdown": "md",
    ".pdf": "pdf",
    ".txt": "text",
}


_NOT_TEXT = ("docx", "pdf")


def form_for(form: str | None, out: Path | None, forms: Collection[str]) -> str:
    """Return which of the `forms` is asked for, else the one that the file's name tells, else text.

    Raises InputError where it is none of them, where the file's name tells another one, and where a terminal would
    get what is not text."""
    known = f"choose one of: {', '.join(forms)}"
    suffix = "" if out is None or _is_printed(out) else out.suffix.lower()
    if form is None:
        if _FORM_OF_SUFFIX.get(suffix) not in forms:
            raise InputError(f"{out} does not tell its format", f"pass --format; {known}")
        chosen = _FORM_OF_SUFFIX[suffix]
    elif form.lower() not in forms:
        raise InputError(f"there is no output format {form!r}", known)
    else:
        chosen = form.lower()
        _refuse_other_name(chosen, out, suffix, forms)
    if chosen in _NOT_TEXT and _is_printed(out) and sys.stdout and sys.stdout.isatty():
        raise InputError(f"{chosen} cannot be shown on a terminal", f"name a file: --out briefing.{chosen}")
    return chosen


def _refuse_other_name(form: str, out: Path | None, suffix: str, forms: Collection[str]) -> None:
    """Raise InputError where a file is called as another form than the one asked for; other names tell none."""
    told = _FORM_OF_SUFFIX.get(suffix) if suffix else None
    if out is None or told in (None, form):
        return
    usual = next(each for each, of in _FORM_OF_SUFFIX.items() if each and of == form)
    better = f"name the file {out.with_suffix(usual).name}"
    if told in forms:
        better += f", or ask for the format {told}"
    raise InputError(f"{out.name} is not the name of a {form} file", better)


def read_input() -> bytes:
    """Return all of standard input. Raises InputError where there is none."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("there is no standard input", "name a file instead")
    return bytes(stream.read())


def hand_out(rendered: str | bytes, out: Path | None, *, wrapped: bool) -> None:
    """Print what was rendered, or write it to the file named and say so. Raises InputError."""
    if out is None or _is_printed(out):
        tell(rendered, wrapped=wrapped)
    else:
        write_whole(out, rendered)
        note(f"wrote {out}\n")


def _is_printed(out: Path | None) -> bool:
    return out is None or str(out) == "-"


def write_whole(path: Path, text: str | bytes) -> None:
    """Write a file so that it is there whole or not at all. Raises InputError where it cannot be written."""
    content = text.encode("utf-8") if isinstance(text, str) else text
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a device or a pipe must not be replaced
            return
        target = path.resolve()  # a link goes on being one
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".briefer-")
        _fill(descriptor, Path(name), content, target)
    except OSError as error:
        reason = (
            "a file stands where its folder would be"
            if isinstance(error, FileExistsError)
            else error.strerror
        )
        raise InputError(f"{path} cannot be written ({reason})", "name another file with --out") from None


def _fill(descriptor: int, temporary: Path, content: bytes, target: Path) -> None:
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
        temporary.chmod(target.stat().st_mode if target.exists() else _usual_mode())
        temporary.replace(target)
    except BaseException:  # an interrupt too must leave nothing behind
        temporary.unlink(missing_ok=True)
        raise


def _usual_mode() -> int:
    """A temporary file is private; return the mode that the user's mask gives any other."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
