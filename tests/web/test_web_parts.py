"""Jobs, rates, names of files, marked words: each alone."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("fastapi", reason="FastAPI is not installed: pip install fastapi")

from briefer.web.jobs import Jobs, State, Stopped, TooBusy, TookTooLong
from briefer.web.limits import Rate
from briefer.web.pages.reading import pieces
from briefer.web.uploads import safe_name

SOON = 30  # seconds that a test waits at most


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def jobs(clock):
    made = Jobs(at_once=1, waiting=1, kept=2, seconds=10, clock=lambda: clock[0])
    yield made
    made.close()


def test_a_job_tells_what_it_does_to_whoever_comes_later(jobs):
    def work(tell):
        tell("step", {"stage": "writing", "done": 1, "total": 2})
        return "made"

    job = jobs.start("briefing", "Mali", work)
    assert job.join(SOON)
    assert (job.state, job.result) == (State.DONE, "made")
    events, is_over = job.wait(0, SOON)
    assert [each.record["stage"] for each in events] == ["starting", "writing"]
    assert is_over
    assert job.wait(len(events), SOON) == ([], True)


def test_what_fails_in_a_job_is_kept(jobs):
    job = jobs.start("briefing", "Mali", lambda tell: 1 / 0)
    assert job.join(SOON)
    assert job.state is State.FAILED
    assert isinstance(job.error, ZeroDivisionError)


def test_a_job_ends_at_its_time_limit_and_when_it_is_stopped(jobs, clock):
    def slow(tell):
        clock[0] += 11
        tell("step", {"stage": "writing"})

    late = jobs.start("briefing", "Mali", slow)
    assert late.join(SOON)
    assert isinstance(late.error, TookTooLong)

    def stopped(tell):
        job.stop()
        tell("step", {"stage": "writing"})

    ready = threading.Event()
    job = jobs.start("briefing", "Mali", lambda tell: ready.wait(SOON) and stopped(tell))
    ready.set()
    assert job.join(SOON)
    assert isinstance(job.error, Stopped)


def test_only_so_many_wait_and_only_so_many_are_kept(jobs):
    go = threading.Event()
    running = [jobs.start("briefing", str(n), lambda tell: go.wait(SOON)) for n in range(2)]
    with pytest.raises(TooBusy):
        jobs.start("briefing", "one too many", lambda tell: None)
    go.set()
    assert all(job.join(SOON) for job in running)
    later = [
        jobs.start("check", str(n), lambda tell: None) for n in range(3) if n == 0 or later_is_over(jobs)
    ]
    assert later[-1].join(SOON)
    assert len(jobs.listed()) == 2
    assert jobs.get(running[0].id) is None
    assert jobs.listed("check")[0] is later[-1]


def later_is_over(jobs: Jobs) -> bool:
    return jobs.listed()[0].join(SOON)


def test_a_rate_lets_bursts_through_and_then_a_steady_flow():
    now = [0.0]
    rate = Rate(6, lambda: now[0])
    assert [rate.wait("a") for _ in range(7)] == [0] * 6 + [10]
    assert rate.wait("b") == 0
    now[0] = 9.5
    assert rate.wait("a") == 1
    now[0] = 10.0
    assert [rate.wait("a"), rate.wait("a")] == [0, 10]


@given(st.text(max_size=300))
def test_a_files_name_leads_nowhere(name):
    safe = safe_name(name)
    assert 0 < len(safe) <= 120
    assert not set(safe) & set('/\\\0:*?"<>|#%\n')
    assert not safe.startswith(".")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\news\\week 30.jsonl.gz", "week 30.jsonl.gz"),
        ("été.html", "été.html"),
        ("..", "unnamed"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
    ],
)
def test_what_files_are_called(name, safe):
    assert safe_name(name) == safe


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)


@given(st.text(max_size=30), SPANS)
def test_marked_pieces_are_the_body_and_mark_what_was_asked(body, spans):
    found = pieces(body, ",".join(f"{start}-{end}" for start, end in spans))
    assert "".join(text for text, _ in found) == body
    marked = {at for start, end in spans for at in range(start, min(end, len(body)))}
    flags = [is_marked for text, is_marked in found for _ in text]
    assert {at for at, is_marked in enumerate(flags) if is_marked} == marked


@pytest.mark.parametrize("marks", ["", "x", "5-2", "9999999999-1", "-1-3-5-", "0-0", "1-" + "9" * 30])
def test_marks_that_are_none_are_passed_over(marks):
    assert "".join(text for text, _ in pieces("abc", marks)) == "abc"
