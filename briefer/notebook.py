"""Answers and briefings that print as text, and show in a notebook as the page that `render` makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from briefer.model import Answer, Briefing

if TYPE_CHECKING:
    from briefer.rendering.layout import Layout

Output = Answer | Briefing


class _Shown:
    """Prints as text, and shows in a notebook as the page that `render` makes."""

    __slots__ = ()

    def __str__(self) -> str:
        return self._rendered("text")

    def _repr_html_(self) -> str:
        # In a frame of its own: neither side's styles reach the other's, and nothing in it can run.
        page = escape(self._rendered("html"), quote=True)
        return (
            '<iframe sandbox="allow-popups" style="width:100%;height:36rem;border:1px solid #8888" '
            f'title="briefer" srcdoc="{page}"></iframe>'
        )

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ANN401 - IPython's own
        printer.text(str(self))

    def _rendered(self, form: str) -> str:
        from briefer.rendering import render

        assert isinstance(self, Answer | Briefing | tuple)  # noqa: S101 - tells the type checker
        return str(render(self, form, getattr(self, "_layout", None)))


class _ShownOutput(_Shown):
    """Is equal to what does not show itself: a dataclass compares only objects of one class."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        kind = Answer if isinstance(self, Answer) else Briefing
        return isinstance(other, kind) and fields_of(self) == fields_of(other)

    def __hash__(self) -> int:
        return hash(tuple(fields_of(self).values()))


class ShownAnswer(_ShownOutput, Answer):
    """An Answer that shows itself."""

    __slots__ = ()


class ShownBriefing(_ShownOutput, Briefing):
    """A Briefing that shows itself, in the layout of a template."""

    __slots__ = ("_layout",)
    _layout: Layout | None

    def __init__(self, *, layout: Layout | None = None, **told: Any) -> None:  # noqa: ANN401 - Briefing's own
        super().__init__(**told)
        object.__setattr__(self, "_layout", layout)  # the rest of it cannot be set either

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), layout=self._layout, **fields_of(self)), ()


class ShownPaper(_Shown, tuple[Briefing, ...]):
    """Briefings of several countries that show themselves as one paper, in the layout of a template."""

    def __new__(cls, briefings: Iterable[Briefing], layout: Layout | None = None) -> ShownPaper:
        return super().__new__(cls, tuple(briefings))

    def __init__(self, briefings: Iterable[Briefing], layout: Layout | None = None) -> None:
        self._layout = layout


def fields_of(shown: Any) -> dict[str, Any]:  # noqa: ANN401 - of any dataclass
    return {each.name: getattr(shown, each.name) for each in fields(shown)}
