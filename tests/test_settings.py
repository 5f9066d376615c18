"""Flags go before variables, variables before briefer.toml, the file before the defaults."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from command_line import here

from briefer.errors import InputError
from briefer.settings import Settings, load_settings, places, unknown_variables

pytestmark = pytest.mark.usefixtures("workplace")


def write_file(text):
    Path("briefer.toml").write_text(text, encoding="utf-8")


def test_defaults():
    settings = load_settings()
    assert settings.archive == Path(".briefer")
    assert settings.is_extractive
    assert (settings.embedding, settings.as_of, settings.allow_private_urls) == (None, None, False)


@pytest.mark.parametrize(
    ("name", "told", "meant"),
    [
        ("archive", ("file", "variable", "flag"), (Path("file"), Path("variable"), Path("flag"))),
        ("model", ("a:file", "a:variable", "a:flag"), None),
        ("embedding", ("file", "variable", "flag"), None),
        (
            "as_of",
            ("2021-01-01", "2022-01-01", "2023-01-01"),
            tuple(date(year, 1, 1) for year in (2021, 2022, 2023)),
        ),
    ],
)
def test_precedence(monkeypatch, name, told, meant):
    in_file, in_variable, in_flag = told
    file, variable, flag = meant or told
    write_file(f'{name} = "{in_file}"\n')
    assert getattr(load_settings(), name) == file
    assert getattr(load_settings(**{name: None}), name) == file
    monkeypatch.setenv(f"BRIEFER_{name.upper()}", in_variable)
    assert getattr(load_settings(), name) == variable
    assert getattr(load_settings(**{name: in_flag}), name) == flag


def test_precedence_on_the_command_line(seeded, monkeypatch):
    assert "no archive at .briefer:" in here("stats").complaint
    write_file('archive = "of-the-file"\n')
    assert "no archive at of-the-file:" in here("stats").complaint
    monkeypatch.setenv("BRIEFER_ARCHIVE", "of-the-variable")
    assert "no archive at of-the-variable:" in here("stats").complaint
    assert here("stats", "--archive", seeded).status == 0


def test_a_home_folder_in_the_file(monkeypatch):
    monkeypatch.setenv("HOME", "/home/reader")
    write_file('archive = "~/news"\n')
    assert load_settings().archive == Path("/home/reader/news")


def test_an_empty_variable_sets_nothing(monkeypatch):
    monkeypatch.setenv("BRIEFER_MODEL", "")
    monkeypatch.setenv("BRIEFER_PASSAGES", "")
    assert load_settings() == Settings()
    assert load_settings().is_extractive


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('modle = "x"\n', "briefer.toml: there is no setting 'modle': did you mean model?"),
        ("wings = 2\n", "briefer.toml: there is no setting 'wings': there are archive, embedding, model, "),
        ("[briefer]\nmodel = 'x:y'\n", "briefer.toml: there is no setting 'briefer': "),
        (
            "passages = 0\n",
            "briefer.toml: passages cannot be 0 (input should be greater than or equal to 1): ",
        ),
        ('as_of = "soon"\n', "briefer.toml: as_of cannot be 'soon' (input should be a valid date"),
        (
            "model = \n",
            "briefer.toml cannot be read (Invalid value (at line 1, column 9)): mend or remove it",
        ),
        ("model = 'x'\nmodel = 'y'\n", "briefer.toml cannot be read (Cannot overwrite a value"),
    ],
)
def test_a_file_that_is_wrong(text, complaint):
    write_file(text)
    done = here("stats")
    assert done.status == 2
    assert done.complaint.startswith(complaint)


def test_sources_and_the_weeks_round(monkeypatch):
    monkeypatch.setenv("HOME", "/home/reader")
    write_file(
        """
        model = "a:b"
        [[sources]]
        url = "https://example.org/feed.xml"
        name = "Example"
        [[sources]]
        path = "~/inbox"
        retrieved = 2025-02-28
        [weekly]
        countries = ["Mali", "Niger"]
        out = "~/briefings"
        """
    )
    settings = load_settings(archive=Path("elsewhere"))
    assert (settings.archive, settings.model) == (Path("elsewhere"), "a:b")
    feed, inbox = settings.sources
    assert (feed.url, feed.path, feed.name) == ("https://example.org/feed.xml", None, "Example")
    assert (inbox.path, inbox.retrieved) == (Path("/home/reader/inbox"), date(2025, 2, 28))
    weekly = settings.weekly
    assert (weekly.countries, weekly.template) == (("Mali", "Niger"), "weekly")
    assert (weekly.forms, weekly.out) == (("html", "md"), Path("/home/reader/briefings"))


def test_tables_have_no_variables(monkeypatch):
    monkeypatch.setenv("BRIEFER_SOURCES", '[{"path": "x"}]')
    monkeypatch.setenv("BRIEFER_WEEKLY", "no JSON")
    assert load_settings() == Settings()
    assert load_settings().sources == ()
    assert unknown_variables() == ("BRIEFER_SOURCES", "BRIEFER_WEEKLY")
    assert places() == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[sources]]\nulr = 'x'\n", "source 1: there is no key 'ulr': did you mean url?"),
        (
            "[[sources]]\nwings = 2\n",
            "source 1: there is no key 'wings': there are url, path, name, retrieved",
        ),
        ("[[sources]]\nname = 'x'\n", "source 1: it has neither url nor path: give exactly one"),
        (
            "[[sources]]\npath = 'a'\n[[sources]]\npath = 'x'\nurl = 'http://x/'\n",
            "source 2: it has both url and path: give exactly one",
        ),
        ("[[sources]]\nurl = 'ftp://x/'\n", "source 1: url 'ftp://x/' is not an http or https address: "),
        ("[[sources]]\npath = 'http://x/'\n", "source 1: path 'http://x/' is neither a file nor a folder: "),
        ("[[sources]]\npath = '-'\n", "source 1: path '-' is neither a file nor a folder: "),
        ("[[sources]]\npath = ''\n", "source 1: path '' is neither a file nor a folder: "),
        ("[[sources]]\npath = 3\n", "source 1: path cannot be 3 ("),
        (
            "[[sources]]\nurl = 'http://x/'\nretrieved = 2025-01-01\n",
            "source 1: retrieved goes with a path: ",
        ),
        (
            "[[sources]]\npath = 'x'\nretrieved = 'soon'\n",
            "source 1: retrieved cannot be 'soon' (input should be a valid date",
        ),
        ("[sources]\nurl = 'http://x/'\n", "sources is no table: write it under a line [[sources]]"),
        ("sources = ['http://x/']\n", "source 1 is no table: write url or path under a line [[sources]]"),
        ("weekly = 3\n", "weekly is no table: write it under a line [weekly]"),
        ("[[weekly]]\n", "weekly is no table: write it under a line [weekly]"),
        ("[weekly]\ncontries = []\n", "[weekly]: there is no key 'contries': did you mean countries?"),
        ("[weekly]\ncountries = 'Mali'\n", "[weekly]: countries cannot be 'Mali' (input should be a list): "),
        ("[weekly]\nforms = ['md', 3]\n", "[weekly]: forms cannot be 3 (input should be a valid string): "),
    ],
)
def test_a_table_that_is_wrong(text, complaint):
    write_file(text)
    with pytest.raises(InputError) as error:
        load_settings()
    assert str(error.value).startswith(f"briefer.toml: {complaint}")
    assert "\n" not in str(error.value)
    assert error.value.hint


def test_a_file_that_is_no_text():
    Path("briefer.toml").write_bytes(b"\xff\xfe\x00")
    assert here("stats").complaint.startswith("briefer.toml cannot be read (")


@pytest.mark.parametrize(
    ("name", "value"),
    [("BRIEFER_PASSAGES", "many"), ("BRIEFER_MODEL_TIMEOUT", "-1"), ("briefer_as_of", "2025-13-01")],
)
def test_a_variable_that_is_wrong_is_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(InputError, match=f"^{name} cannot be '{value}' "):
        load_settings()


def test_where_settings_come_from(monkeypatch):
    assert places() == ()
    write_file("passages = 5\n")
    monkeypatch.setenv("BRIEFER_MODEL", "a:b")
    monkeypatch.setenv("BRIEFER_DEBUG", "1")
    monkeypatch.setenv("BRIEFER_MODLE", "a:b")
    assert places() == ("BRIEFER_MODEL", "briefer.toml")
    assert unknown_variables() == ("BRIEFER_MODLE",)
