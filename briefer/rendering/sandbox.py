"""A user's own page: a Jinja2 file that is not trusted, rendered where it can do no harm.

a sandbox    no attribute that begins with an underscore, no change of what it is given, nothing undefined;
             what is printed is escaped, and nothing can switch that off
few files    it can load the files of its own folder and `parts.html.j2`, and no others
a process    it runs in a process of its own, which is ended after SECONDS; memory is bounded where the system
             can do that, what it writes is cut off at BYTES, and a range has 100,000 numbers at most
a check      what comes out must be plain HTML: see `plain_html`
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import briefer
from briefer.errors import InputError
from briefer.rendering.layout import PAGE, STYLE_SHEET, Layout
from briefer.rendering.plain import one_line
from briefer.rendering.plain_html import faults_of_css, plain_html
from briefer.rendering.shown import Outline

SECONDS = 10
BYTES = 8_000_000
_CSS_BYTES = 200_000
# The process knows where its libraries are, and none of the keys and tokens that others are told in this way.
_ENVIRONMENT = (
    "PATH",
    "HOME",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "PYTHONHOME",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
)
_SIMPLER = "make the template simpler"


def own_page(shown: Outline, layout: Layout) -> str | None:
    """Return what the layout's own page makes of the outline; None where it has none.

    Raises InputError naming the file and the line that is wrong.
    """
    if layout.folder is None or not (layout.folder / PAGE).is_file():
        return None
    page = layout.folder / PAGE
    return plain_html(_rendered(page, pickle.dumps((str(layout.folder), shown))), page)


def own_style(layout: Layout) -> str:
    """Return the layout's own style sheet; empty where it has none. Raises InputError where it cannot be used."""
    if layout.folder is None or not (layout.folder / STYLE_SHEET).is_file():
        return ""
    css = read_style(layout.folder)
    for fault in faults_of_css(css, layout.folder / STYLE_SHEET):
        raise fault
    return css


def read_style(folder: Path) -> str:
    """Return the text of a folder's style sheet. Raises InputError where it cannot be read."""
    path = folder / STYLE_SHEET
    try:
        if path.resolve().parent != folder.resolve():
            raise InputError(f"{path} leads out of its folder", "put the file itself there")
        with path.open("rb") as file:
            content = file.read(_CSS_BYTES + 1)
        if len(content) > _CSS_BYTES:
            raise InputError(f"{path} is larger than {_CSS_BYTES:,} bytes", "shorten it")
        return content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror})", "check its rights") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8", "save it as UTF-8") from None


def _rendered(page: Path, request: bytes) -> str:
    where = os.pathsep.join([str(Path(briefer.__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    known = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "briefer.rendering.sandboxed"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**known, "PYTHONPATH": where.rstrip(os.pathsep)},
    ) as process:
        try:
            answer, _ = process.communicate(request, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise InputError(f"{page} takes longer than {SECONDS} seconds", _SIMPLER) from None
        except BaseException:
            process.kill()
            raise
    try:
        record = json.loads(answer)
    except ValueError:
        raise InputError(f"{page} takes more memory than it may have", _SIMPLER) from None
    if "html" in record:
        return str(record["html"])
    raise _fault(page.parent, record)


def _fault(folder: Path, record: dict[str, object]) -> InputError:
    where = str(folder / str(record.get("file") or PAGE))
    if record.get("line"):
        where += f", line {record['line']}"
    return InputError(f"{where}: {one_line(str(record['fault']))}", str(record["fix"]))
