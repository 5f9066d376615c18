"""OpenTelemetry spans, where its API is installed (the extra `otel`): what was done, how long it took, and counts.

What was asked and what bulletins say is never in them. Where the spans go is for the host program to say, or for
`opentelemetry-instrument briefer ...`; without either, and without the package, nothing happens.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefer import __version__
from briefer.writing.progress import Stage, Step, Watch, unwatched

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

_NAMES = {
    Stage.RETRIEVING: "retrieve",
    Stage.GROUPING: "group",
    Stage.WRITING: "write",
    Stage.CHECKING: "check",
}


class Trace:
    """A span under way; its `watch` gives each step of the work a span within it."""

    def __init__(self, tracer: Tracer | None, whole: Span | None, watch: Watch) -> None:
        self._tracer, self._whole, self._inner = tracer, whole, watch
        self._step: tuple[Stage, Span] | None = None

    @property
    def watch(self) -> Watch:
        """What the chains are to tell; it passes everything on."""
        return self._told if self._whole else self._inner

    def count(self, **counts: int) -> None:
        """Put counts on the whole span."""
        if self._whole:
            self._whole.set_attributes({f"briefer.{name}": number for name, number in counts.items()})

    def end_step(self) -> None:
        """End the step under way, if there is one."""
        if self._step:
            self._step[1].end()
            self._step = None

    def _told(self, step: Step) -> None:
        if self._step is None or self._step[0] is not step.stage:
            self.end_step()
            self._step = step.stage, self._started(_NAMES[step.stage])
        if step.total:
            self._step[1].set_attributes({"briefer.done": step.done, "briefer.total": step.total})
        self._inner(step)

    def _started(self, name: str) -> Span:
        from opentelemetry.trace import set_span_in_context

        assert self._tracer  # noqa: S101 - only a span under way is told of steps
        assert self._whole  # noqa: S101
        # Not made current: steps begin and end in other contexts than the one that would have to be left.
        return self._tracer.start_span(name, context=set_span_in_context(self._whole))


@contextmanager
def traced(name: str, watch: Watch = unwatched) -> Iterator[Trace]:
    """Do the work of the block in a span. Of what it raises, only the class goes into the span."""
    try:
        from opentelemetry.trace import Status, StatusCode, get_tracer
    except ImportError:
        yield Trace(None, None, watch)
        return
    tracer = get_tracer("briefer", __version__)
    with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as whole:
        trace = Trace(tracer, whole, watch)
        try:
            yield trace
        except BaseException as error:
            whole.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise
        finally:
            trace.end_step()
