"""Answers and briefings that print as text, and show in a notebook as the page that `render` makes."""

from __future__ import annotations

from dataclasses import fields
from html import escape
from typing import Any

from briefer.model import Answer, Briefing

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

    def __eq__(self, other: object) -> bool:
        # A dataclass compares only objects of one class, and these two are equal to what does not show itself.
        kind = Answer if isinstance(self, Answer) else Briefing
        return isinstance(other, kind) and fields_of(self) == fields_of(other)

    def __hash__(self) -> int:
        return hash(tuple(fields_of(self).values()))

    def _rendered(self, form: str) -> str:
        from briefer.rendering import render

        assert isinstance(self, Output)  # noqa: S101 - tells the type checker
        return render(self, form)


class ShownAnswer(_Shown, Answer):
    """An Answer that shows itself."""

    __slots__ = ()


class ShownBriefing(_Shown, Briefing):
    """A Briefing that shows itself."""

    __slots__ = ()


def fields_of(shown: Any) -> dict[str, Any]:  # noqa: ANN401 - of any dataclass
    return {each.name: getattr(shown, each.name) for each in fields(shown)}
