"""briefer for Python: an archive opened, asked and briefed from; what comes back shows itself."""

from __future__ import annotations

import json
import pickle
from dataclasses import fields, replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from briefed import about, archive_of

import briefer
from briefer import api, ask, brief, open_archive
from briefer.errors import InputError, UnknownCountry
from briefer.model import Answer, Briefing, Period
from briefer.rendering import render
from briefer.rendering.layout import load_layout
from briefer.settings import load_settings
from briefer.writing.progress import Stage, Step

QUESTION = "Who blamed JNIM for the raid near Gao?"
RAID = about(
    "Mali: raid on a market",
    "The governor of Gao blamed JNIM for the raid near Gao. Gunmen <b>came</b> & left.",
    date=date(2025, 2, 17),
)
FERRY = about("Niger: ferry halted", "A ferry service at Niamey was halted.", date=date(2025, 2, 18))

pytestmark = pytest.mark.usefixtures("workplace")


@pytest.fixture
def archive(tmp_path):
    with archive_of(tmp_path, [RAID, FERRY]) as opened:
        yield opened


@pytest.fixture
def answer(archive):
    return ask(archive, QUESTION, country="Mali", settings=settings())


@pytest.fixture
def briefing(archive):
    return brief(archive, "ml", week="2025-W08", settings=settings())


def settings(**other):
    return load_settings(as_of="2025-03-10", **other)


def plain(shown, kind):
    """The same without what shows it."""
    return kind(**{each.name: getattr(shown, each.name) for each in fields(shown)})


# -- open_archive


def test_the_archive_of_the_settings_is_opened(seeded, monkeypatch):
    monkeypatch.setenv("BRIEFER_ARCHIVE", str(seeded))
    with open_archive() as opened:
        assert opened.stats().bulletins == 66


def test_an_archive_that_is_not_there_is_made_only_on_request(tmp_path):
    with pytest.raises(InputError, match="no archive at"):
        open_archive(tmp_path / "none")
    with open_archive(str(tmp_path / "new"), create=True) as opened:
        assert opened.is_empty
    assert (tmp_path / "new").is_dir()


def test_the_package_offers_what_it_names():
    assert {name: getattr(briefer, name) for name in ("ask", "brief", "open_archive")} == {
        "ask": ask,
        "brief": brief,
        "open_archive": open_archive,
    }
    with pytest.raises(AttributeError, match="no attribute 'asks'"):
        briefer.asks  # noqa: B018


# -- ask and brief


def test_an_answer_is_typed(answer):
    assert isinstance(answer, Answer)
    claim = answer.claims[0]
    assert claim.text == "The governor of Gao blamed JNIM for the raid near Gao."
    assert claim.citations[0].quote == claim.text
    assert answer.manifest.made == date(2025, 3, 10)


def test_a_briefing_is_typed(briefing):
    assert isinstance(briefing, Briefing)
    assert (briefing.country, briefing.period) == ("MLI", Period(date(2025, 2, 17), date(2025, 2, 23)))
    assert [each.id for each in briefing.sources] == [RAID.id]


def test_an_answer_is_narrowed(archive):
    elsewhere = ask(archive, QUESTION, country="Niger", settings=settings())
    assert elsewhere.abstained
    earlier = ask(archive, QUESTION, until="2024", settings=settings())
    assert earlier.abstained
    assert earlier.period == Period(None, date(2024, 12, 31))


def test_the_settings_are_those_of_the_environment_unless_given(archive, monkeypatch):
    monkeypatch.setenv("BRIEFER_AS_OF", "2025-04-01")
    assert ask(archive, QUESTION).manifest.made == date(2025, 4, 1)
    assert ask(archive, QUESTION, settings=settings()).manifest.made == date(2025, 3, 10)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda archive: ask(archive, "  "), InputError),
        (lambda archive: ask(archive, QUESTION, country="Atlantis"), UnknownCountry),
        (lambda archive: ask(archive, QUESTION, since="soon"), InputError),
        (lambda archive: brief(archive, "Mali", week="2025-W08", since="2025"), InputError),
        (lambda archive: brief(archive, "Mali", week="2025-02"), InputError),
        (lambda archive: brief(archive, []), InputError),
        (lambda archive: brief(archive, ["Mali", "Niger"]), InputError),
        (lambda archive: brief(archive, "Mali", template="monthly"), InputError),
        (lambda archive: api.check(archive, ""), InputError),
        (lambda archive: api.search(archive, "raid", limit=0), InputError),
    ],
)
def test_what_cannot_be_understood_is_told_with_what_to_do(archive, call, error):
    with pytest.raises(error) as caught:
        call(archive)
    assert caught.value.hint
    assert "--" not in str(caught.value)  # a function has no flags


def test_who_watches_is_told_of_each_step_and_sentence(archive):
    heard: list[Step] = []
    answer = ask(archive, QUESTION, settings=settings(), watch=heard.append)
    assert heard[0] == Step(Stage.RETRIEVING)
    assert tuple(step.ruled for step in heard if step.ruled) == answer.claims


# -- search and check


def test_a_search(archive):
    best, *_ = api.search(archive, "market raid", country="Mali", limit=1)
    assert best.bulletin.id == RAID.id
    assert api.search(archive, "market raid", country="Niger", until="2024") == ()


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("knitting pattern for mittens", False),
        ("zxqv", False),
        ("knitting for a governor", True),  # one of its words
    ],
)
@pytest.mark.parametrize("limit", [1, 10])
def test_a_search_finds_nothing_where_nothing_is_near(archive, query, is_found, limit):
    assert bool(api.search(archive, query, limit=limit)) is is_found


def test_a_draft_is_text_bytes_or_a_file(archive):
    text = "The governor of Gao blamed JNIM for the raid near Gao."
    Path("draft.txt").write_text(text, encoding="utf-8")
    for draft in (text, text.encode(), Path("draft.txt")):
        checked = api.check(archive, draft, country="Mali", settings=settings())
        assert checked.passed
        assert checked.source == ("draft.txt" if isinstance(draft, Path) else "-")
    assert api.check(archive, text, name="Gao", settings=settings()).source == "Gao"


# -- templates and several countries


def test_a_briefing_shows_itself_in_its_template(archive, briefing):
    shown = brief(archive, "Mali", week="2025-W08", template="sitrep", settings=settings())
    assert shown == briefing
    assert str(shown) == render(plain(briefing, Briefing), "text", load_layout("sitrep"))
    assert str(shown) != str(briefing)
    again = pickle.loads(pickle.dumps(shown))  # noqa: S301 - our own
    assert str(again) == str(shown)


def test_several_countries_are_one_paper_of_one_period(archive):
    both = brief(archive, ["Mali", "Niger", "ml"], template="africa-file", settings=settings())
    assert [each.country for each in both] == ["MLI", "NER"]
    assert {each.period for each in both} == {Period(date(2025, 2, 17), date(2025, 2, 23))}
    assert str(both) == render(tuple(both), "text", load_layout("africa-file"))
    assert "srcdoc" in both._repr_html_()
    again = pickle.loads(pickle.dumps(both))  # noqa: S301 - our own
    assert (again, str(again)) == (both, str(both))


# -- what comes back shows itself


def test_print_gives_the_text(answer, briefing):
    assert str(answer) == render(plain(answer, Answer), "text")
    assert str(briefing) == render(plain(briefing, Briefing), "text")
    assert str(answer).startswith(f"{QUESTION}\n\nThe governor of Gao blamed JNIM")


@pytest.mark.parametrize("name", ["answer", "briefing"])
def test_a_notebook_gets_a_page_in_a_frame_of_its_own(name, request):
    shown = request.getfixturevalue(name)
    frame = shown._repr_html_()
    start, _, rest = frame.partition('srcdoc="')
    page, _, end = rest.partition('"')
    assert start.startswith('<iframe sandbox="allow-popups" ')
    assert end == "></iframe>"
    assert "<" not in page
    assert unescape(page) == render(shown, "html")


def test_a_console_of_ipython_gets_the_text(answer):
    class Printer:
        said = ""

        def text(self, text):
            self.said += text

    printer = Printer()
    answer._repr_pretty_(printer, cycle=False)
    assert printer.said == str(answer)


@pytest.mark.parametrize(("name", "kind"), [("answer", Answer), ("briefing", Briefing)])
def test_what_shows_itself_is_equal_to_what_does_not(name, kind, request):
    shown = request.getfixturevalue(name)
    bare = plain(shown, kind)
    assert type(bare) is kind
    assert shown == bare
    assert bare == shown
    assert hash(shown) == hash(bare)
    assert {shown, bare} == {bare}
    other = replace(shown, engine="another")
    assert type(other) is type(shown)
    assert shown != other
    assert other != bare
    assert shown != "text"


@pytest.mark.parametrize("name", ["answer", "briefing"])
def test_it_survives_pickling(name, request):
    shown = request.getfixturevalue(name)
    again = pickle.loads(pickle.dumps(shown))  # noqa: S301 - our own
    assert type(again) is type(shown)
    assert again == shown
    assert str(again) == str(shown)


def test_an_answer_and_a_briefing_are_never_equal(answer, briefing):
    assert answer != briefing


def test_the_json_is_that_of_the_command_line(answer):
    assert json.loads(render(answer, "json")) == json.loads(render(plain(answer, Answer), "json"))


# -- the retriever


def test_the_archive_is_a_retriever(archive):
    (document,) = archive.as_retriever(country="Mali", k=1).invoke("raid on a market")
    assert document.metadata["bulletin_id"] == RAID.id
    start, end = document.metadata["start"], document.metadata["end"]
    assert document.page_content == RAID.body[start:end]
    assert document.metadata["date"] == "2025-02-17"


def test_a_retriever_is_narrowed_by_any_spelling_of_a_country_and_by_days(archive):
    for country in ("NER", "ne", "Niger"):
        documents = archive.as_retriever(country=country).invoke("raid on a market")
        assert {each.metadata["bulletin_id"] for each in documents} == {FERRY.id}
    period = Period(date(2025, 2, 18), None)
    found = archive.as_retriever(period=period).invoke("raid on a market")
    assert {each.metadata["bulletin_id"] for each in found} == {FERRY.id}


def test_a_retriever_refuses_what_it_does_not_know(archive):
    with pytest.raises(InputError, match="no filter 'contry'"):
        archive.as_retriever(contry="Mali")
    with pytest.raises(UnknownCountry):
        archive.as_retriever(country="Atlantis")


def test_a_retriever_is_a_runnable(archive):
    from langchain_core.runnables import RunnableLambda

    chain = archive.as_retriever(k=1) | RunnableLambda(lambda found: found[0].metadata["title"])
    assert chain.batch(["raid on a market", "ferry service"]) == [RAID.title, FERRY.title]
