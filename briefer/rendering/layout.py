"""Layouts: what a briefing shows, under which headings and in which order, as a `template.toml` says.

The layouts that come with briefer lie in `layouts/`; a user's own is a folder of the same form. The keys:

    schema      1
    name        what it is called
    about       one line on what it is for
    kicker      the line above the title: what kind of paper it is
    title       with {country}, {period}, {scope} ("for 24–30 July 2023"), {number} and {as_of}; what stands between
                [ and ] is left out where a field in it is not known: "{country}: situation report[ no. {number}]"
    facts       what stands under the title: see FACTS
    [[sections]]
      show      a key of SHOWN, or "countries"
      heading   in place of the usual one
      style     "paragraphs", "bullets", "one paragraph" (bottom line), "table" (figures), "columns" (accounts)
      most      paragraphs, rows or accounts at most
      themes    of developments: those under this heading; one without takes all that no other section names
      again     false: a sentence that stands above already is left out, unless one left needs it before it
    [[country]] the same keys: the sections of each country's chapter, where a section shows "countries"
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from briefer.errors import InputError
from briefer.rendering.layout_file import LayoutFile
from briefer.rendering.shown import HEADINGS
from briefer.rendering.titling import faults_of

DEFAULT = "weekly"
PAGE = "page.html.j2"
STYLE_SHEET = "page.css"
COUNTRIES = "countries"
# Sources, what was withheld and how it was made end every briefing: no layout leaves them out.
_ALWAYS = ("source", "withheld", "method")
SHOWN = tuple(kind for kind in HEADINGS if kind not in _ALWAYS)
FACTS: Mapping[str, str] = {
    "number": "Number",
    "as of": "As of",
    "period": "Period",
    "cut-off": "Data cut-off",
    "before": "Compared with",
    "bulletins": "Bulletins",
}
_PROSE = ("bullets", "paragraphs")
ONE_PARAGRAPH = "one paragraph"
STYLES: Mapping[str, tuple[str, ...]] = {  # of each kind; the first where a section names none
    **dict.fromkeys(("change", "development", "background", "gap"), _PROSE),
    "bottom line": ("paragraphs", "bullets", ONE_PARAGRAPH),
    "figure": ("table", "bullets"),
    "account": ("columns", *_PROSE),
}
_BUILT_IN = Path(__file__).parent / "layouts"
_Read = TypeVar("_Read")
_KEYS = ("schema", "name", "about", "kicker", "title", "facts", "sections", "country")
_SECTION_KEYS = ("show", "heading", "style", "most", "themes", "again")


@dataclass(frozen=True, slots=True)
class SectionLayout:
    """One section of a layout."""

    show: str
    heading: str
    style: str
    most: int | None = None
    themes: tuple[str, ...] = ()
    again: bool = True


_NONE = SectionLayout("", "", "")  # in place of a section with a fault


@dataclass(frozen=True, slots=True)
class Layout:
    """What a briefing shows, in which order."""

    name: str
    about: str
    kicker: str
    title: str
    facts: tuple[str, ...]
    sections: tuple[SectionLayout, ...]
    country: tuple[SectionLayout, ...] = ()
    folder: Path | None = None  # where its own page.html.j2 or page.css lie; None where it has neither

    @property
    def is_by_country(self) -> bool:
        """True when it has a chapter for each country, and so takes several briefings."""
        return any(section.show == COUNTRIES for section in self.sections)


def layout_names() -> tuple[str, ...]:
    """Return the names of the layouts that come with briefer, the default first."""
    names = sorted(folder.name for folder in _BUILT_IN.iterdir() if (folder / "template.toml").is_file())
    return (DEFAULT, *(name for name in names if name != DEFAULT))


def layout_folder(name: str) -> Path:
    """Return the folder of a layout that comes with briefer. Raises InputError for a name that there is not."""
    if name not in layout_names():
        close = get_close_matches(name.lower(), layout_names(), n=1)
        meant = f"did you mean {close[0]}? " if close else ""
        known = ", ".join(layout_names())
        raise InputError(
            f"there is no template {name!r}",
            f"{meant}there are {known}, or name a folder with a template.toml",
        )
    return _BUILT_IN / name


@lru_cache(maxsize=len(FACTS))
def _built_in(name: str) -> Layout:
    return _read(layout_folder(name))


def load_layout(name_or_folder: str | Path) -> Layout:
    """Return a layout by its name, or from a folder of the user's.

    Raises InputError naming the file, the line and the key that is wrong, and what may stand there.
    """
    if isinstance(name_or_folder, str) and name_or_folder in layout_names():
        return _built_in(name_or_folder)
    folder = Path(name_or_folder)
    if folder.name == "template.toml" and folder.is_file():
        folder = folder.parent
    if not folder.is_dir():
        layout_folder(str(name_or_folder))
    if not (folder / "template.toml").is_file():
        raise InputError(
            f"{folder} holds no template.toml", "make a template with: briefer template new NAME"
        )
    return _read(folder)


def examine(folder: Path) -> tuple[Layout | None, tuple[InputError, ...]]:
    """Return the layout that a folder's `template.toml` describes, or all that is wrong with it."""
    faults: list[InputError] = []

    def read(step: Callable[[], _Read], instead: _Read) -> _Read:
        try:
            return step()
        except InputError as fault:
            faults.append(fault)
            return instead

    file = read(lambda: LayoutFile.read(folder / "template.toml"), None)
    if file is None:
        return None, tuple(faults)

    def sections(table: str) -> tuple[SectionLayout, ...]:
        none: tuple[LayoutFile, ...] = ()
        return tuple(read(partial(_section, each), _NONE) for each in read(lambda: file.tables(table), none))

    read(lambda: file.known(_KEYS), None)
    read(lambda: _check_schema(file), None)
    has_files = (folder / PAGE).is_file() or (folder / STYLE_SHEET).is_file()
    layout = Layout(
        name=read(lambda: file.text("name"), ""),
        about=read(lambda: file.text("about", ""), ""),
        kicker=read(lambda: file.text("kicker", ""), ""),
        title=read(lambda: _title(file), ""),
        facts=read(lambda: _facts(file), ()),
        sections=sections("sections"),
        country=sections("country"),
        folder=folder if has_files else None,
    )
    read(lambda: _check_chapters(file, layout), None)
    return (None if faults else layout), tuple(faults)


def _read(folder: Path) -> Layout:
    layout, faults = examine(folder)
    if layout is None:
        raise faults[0]
    return layout


def _check_schema(file: LayoutFile) -> None:
    if file.data.get("schema") != 1:
        raise file.wrong("schema", "is missing or not 1", "write: schema = 1")


def _title(file: LayoutFile) -> str:
    title = file.text("title")
    fault = faults_of(title)
    if fault:
        raise file.wrong("title", *fault)
    return title


def _facts(file: LayoutFile) -> tuple[str, ...]:
    facts = file.texts("facts")
    for fact in facts:
        file.one_of("facts", fact, tuple(FACTS))
    return facts


def _check_chapters(file: LayoutFile, layout: Layout) -> None:
    if not layout.sections:
        raise file.wrong(
            "sections", "are missing", "write at least one [[sections]] with: show = 'development'"
        )
    if layout.is_by_country and not layout.country:
        raise file.wrong("country", "is missing", "a chapter for each country needs [[country]] sections")
    if layout.country and not layout.is_by_country:
        raise file.wrong("country", "is never shown", "add [[sections]] with: show = 'countries'")


def _section(entry: LayoutFile) -> SectionLayout:
    shown = (*SHOWN, COUNTRIES) if entry.table == "sections" else SHOWN
    entry.known(_SECTION_KEYS)
    show = entry.text("show")
    if show in _ALWAYS:
        raise entry.wrong("show", f"need not name {show!r}", "it ends every briefing: leave this section out")
    entry.one_of("show", show, shown)
    styles = STYLES.get(show, ())
    style = entry.text("style", styles[0] if styles else "paragraphs")
    if "style" in entry.data:
        if not styles:
            raise entry.wrong("style", f"says nothing of {show!r}", "leave it out")
        entry.one_of("style", style, styles)
    heading = entry.text("heading", HEADINGS.get(show, ""))
    themes, again = _themes(entry, show), entry.truth("again", default=True)
    return SectionLayout(show, heading, style, entry.count("most"), themes, again)


def _themes(entry: LayoutFile, show: str) -> tuple[str, ...]:
    from briefer.writing.themes import OTHER, THEMES

    themes = entry.texts("themes")
    if themes and show != "development":
        raise entry.wrong("themes", f"says nothing of {show!r}", "only developments have themes")
    for theme in themes:
        entry.one_of("themes", theme, (*THEMES, OTHER))
    return themes
