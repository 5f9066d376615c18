"""OpenTelemetry spans: the work and its steps, with counts and without a word of what was asked or read."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from briefed import about, archive_of
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from briefer import ask, brief
from briefer.api import check
from briefer.errors import ModelError
from briefer.settings import load_settings
from briefer.tracing import traced
from briefer.writing.progress import Stage, Step

pytestmark = pytest.mark.usefixtures("workplace")
RAID = about(
    "Mali: raid on a market", "Gunmen raided a market near Gao on Feb. 17. The governor blamed JNIM."
)
WORKLESS = (
    "import sys\n"
    "sys.modules['opentelemetry'] = None\n"  # as where it is not installed
    "from briefer.tracing import traced\n"
    "from briefer.writing.progress import Stage, Step\n"
    "told = []\n"
    "with traced('briefer.ask', told.append) as spans:\n"
    "    spans.watch(Step(Stage.WRITING))\n"
    "    spans.count(claims=1)\n"
    "assert told == [Step(Stage.WRITING)]\n"
)


@pytest.fixture(scope="module")
def exporter():
    """Hears of every span of this process."""
    provider = trace.get_tracer_provider()
    if not isinstance(provider, TracerProvider):
        provider = TracerProvider()
        trace.set_tracer_provider(provider)
    heard = InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(heard))
    return heard


@pytest.fixture
def spans(exporter):
    exporter.clear()
    yield lambda: [
        span for span in exporter.get_finished_spans() if span.instrumentation_scope.name == "briefer"
    ]
    exporter.clear()


@pytest.fixture
def archive(tmp_path):
    with archive_of(tmp_path, [RAID]) as opened:
        yield opened


def settings(**other):
    return load_settings(as_of="2025-03-10", **other)


def test_an_answer_has_a_span_for_each_step_and_counts(archive, spans):
    answer = ask(archive, "Who raided a market near Gao?", settings=settings())
    *steps, whole = spans()
    assert (whole.name, whole.parent) == ("briefer.ask", None)
    assert [step.name for step in steps] == ["retrieve", "write", "check"]
    assert {step.parent.span_id for step in steps} == {whole.context.span_id}
    claims = len(answer.claims)
    assert claims > 0
    assert whole.attributes == {"briefer.claims": claims, "briefer.withheld": 0, "briefer.bulletins": 1}
    assert steps[-1].attributes == {"briefer.done": claims, "briefer.total": claims}


def test_steps_follow_one_another_within_the_whole(archive, spans):
    brief(archive, "Mali", since="2025", settings=settings())
    *steps, whole = spans()
    assert whole.name == "briefer.brief"
    assert {"retrieve", "write", "check"} <= {step.name for step in steps}
    assert whole.start_time <= steps[0].start_time
    assert steps[-1].end_time <= whole.end_time
    for step, following in pairwise(steps):
        assert step.end_time <= following.start_time


def test_a_check(archive, spans):
    check(archive, "Gunmen raided a market near Gao on Feb. 17.", settings=settings())
    (whole,) = spans()
    assert whole.name == "briefer.check"
    assert whole.attributes == {
        "briefer.supported": 1,
        "briefer.contradicted": 0,
        "briefer.not_found": 0,
    }


def test_no_word_of_what_is_asked_or_read_is_in_a_span(archive, spans):
    ask(archive, "Who raided a market near Gao?", country="Mali", settings=settings())
    brief(archive, "Mali", since="2025", settings=settings())
    for span in spans():
        assert all(isinstance(value, int) for value in span.attributes.values())
        assert not {"gao", "market", "mali", "raided"} & set(span.to_json().lower().replace('"', " ").split())


def test_what_fails_names_its_kind_and_nothing_more(archive, spans):
    secret = settings(model="secret:model")
    with pytest.raises(ModelError, match="secret"):
        ask(archive, "Who raided a market near Gao?", settings=secret)
    (whole,) = spans()
    assert (whole.status.status_code.name, whole.status.description) == ("ERROR", "ModelError")
    assert whole.events == ()
    assert "secret" not in whole.to_json()


def test_a_step_under_way_ends_with_what_fails(spans):
    def fail():
        with traced("briefer.ask") as spanned:
            spanned.watch(Step(Stage.RETRIEVING))
            raise ModelError("it is gone")

    with pytest.raises(ModelError):
        fail()
    assert [span.name for span in spans()] == ["retrieve", "briefer.ask"]


def test_what_watches_hears_of_every_step_too(archive, spans):
    heard: list[Step] = []
    ask(archive, "Who raided a market near Gao?", settings=settings(), watch=heard.append)
    assert list(dict.fromkeys(step.stage for step in heard)) == [
        Stage.RETRIEVING,
        Stage.WRITING,
        Stage.CHECKING,
    ]
    assert spans()


def test_without_the_package_nothing_happens():
    subprocess.run([sys.executable, "-c", WORKLESS], check=True)


def test_nothing_of_it_is_loaded_before_there_is_work():
    script = "import sys, briefer.api, briefer.tracing; assert 'opentelemetry' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)
