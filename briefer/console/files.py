"""Files that are written: in which form, and whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from briefer.console.terminal import tell
from briefer.errors import InputError

_FORM_OF_SUFFIX = {
    "": "text",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".markdown": "md",
    ".md": "md",
    ".txt": "text",
}


def form_for(form: str | None, out: Path | None, forms: Collection[str]) -> str:
    """Return which of the `forms` is asked for, else the one that the file's name tells, else text.

    Raises InputError where it is none of them."""
    known = f"choose one of: {', '.join(forms)}"
    if form is not None:
        if form.lower() not in forms:
            raise InputError(f"there is no output format {form!r}", known)
        return form.lower()
    suffix = out.suffix.lower() if out and out.name != "-" else ""
    if _FORM_OF_SUFFIX.get(suffix) not in forms:
        raise InputError(f"{out} does not tell its format", f"pass --format; {known}")
    return _FORM_OF_SUFFIX[suffix]


def read_input() -> bytes:
    """Return all of standard input. Raises InputError where there is none."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("there is no standard input", "name a file instead")
    return bytes(stream.read())


def hand_out(rendered: str, out: Path | None, *, wrapped: bool) -> None:
    """Print what was rendered, or write it to the file named and say so. Raises InputError."""
    if out is None or str(out) == "-":
        tell(rendered, wrapped=wrapped)
    else:
        write_whole(out, rendered)
        tell(f"wrote {out}\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all. Raises InputError where it cannot be written."""
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="")  # a device or a pipe must not be replaced
            return
        target = path.resolve()  # a link goes on being one
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".briefer-")
        _fill(descriptor, Path(name), text, target)
    except OSError as error:
        reason = (
            "a file stands where its folder would be"
            if isinstance(error, FileExistsError)
            else error.strerror
        )
        raise InputError(f"{path} cannot be written ({reason})", "name another file with --out") from None


def _fill(descriptor: int, temporary: Path, text: str, target: Path) -> None:
    try:
        with open(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
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
