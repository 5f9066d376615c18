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
