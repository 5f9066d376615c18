"""Makes and reads the small files that the reading tests are about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefer.model import Bulletin
from briefer.reading.sources import Problem, Reading, ReadOptions, read_sources

TODAY = date(2025, 3, 12)


def options(**changes: Any) -> ReadOptions:
    return ReadOptions(**({"retrieved": None, "today": TODAY} | changes))


def read_all(source: Path | str, **changes: Any) -> tuple[Reading, list[Bulletin]]:
    """Read one source that makes one Reading, and consume it."""
    (reading,) = read_sources([str(source)], options(**changes))
    return reading, list(reading.bulletins)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read_file(
    folder: Path, name: str, content: str | bytes, **changes: Any
) -> tuple[Reading, list[Bulletin]]:
    return read_all(write(folder, name, content), **changes)


def only_problem(reading: Reading, severity: str = "error") -> Problem:
    (problem,) = reading.problems
    assert problem.severity == severity
    assert "\n" not in problem.message
    assert problem.hint
    return problem


def titles(bulletins: Sequence[Bulletin]) -> list[str]:
    return [bulletin.title for bulletin in bulletins]


def pdf(*pages: Sequence[str], title: str = "") -> bytes:
    """Return a PDF file that shows the lines of each page, written by hand."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        shown = b"".join(b"(" + line.encode("cp1252") + b") Tj T* " for line in lines)
        content = b"BT /F1 12 Tf 14 TL 50 750 Td " + shown + b"ET" if lines else b""
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    objects.append(b"<< /Title (%s) >>" % title.encode("cp1252"))
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(objects), start)
    )
