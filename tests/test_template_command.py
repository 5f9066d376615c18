"""`briefer template`: list, new and check; and `brief --template`."""

from __future__ import annotations

import json

import pytest
from command_line import here

pytestmark = pytest.mark.usefixtures("workplace")


def test_those_that_come_with_briefer_are_listed():
    done = here("template", "list")
    assert (done.status, done.err) == (0, "")
    assert [line.split()[0] for line in done.out.splitlines()] == [
        *("weekly", "africa-file", "crisiswatch", "sitrep")
    ]
    record = json.loads(here("template", "list", "--json").out)
    assert record["schema"] == "briefer.templates/1"
    assert record["templates"][0]["name"] == "weekly"


@pytest.mark.parametrize("like", ["weekly", "africa-file"])
def test_a_new_template_is_made_and_has_no_faults(workplace, like):
    done = here("template", "new", "desk", "--from", like)
    assert (done.status, done.err) == (0, "")
    assert sorted(file.name for file in (workplace / "desk").iterdir()) == [
        *("page.css", "page.html.j2", "template.toml")
    ]
    toml = (workplace / "desk" / "template.toml").read_text(encoding="utf-8")
    assert toml.startswith("# What a briefing shows")
    assert '\nname = "desk"\n' in toml
    done = here("template", "check", "desk")
    assert (done.status, done.out) == (0, "desk: no faults; tried as text, md, html, docx, pdf, json\n")


def test_a_folder_that_is_there_is_left_alone(workplace):
    (workplace / "desk").mkdir()
    assert (
        here("template", "new", "desk").complaint
        == "desk is there already: choose another name, or remove it"
    )
    assert list((workplace / "desk").iterdir()) == []


@pytest.mark.parametrize("name", ["../desk", "Desk", "a b", "", "-x", "x" * 61])
def test_a_name_is_no_path(workplace, name):
    done = here("template", "new", "--", name)
    assert done.status == 2
    assert "is no name for a template" in done.err
    assert list(workplace.iterdir()) == []


def test_a_new_template_begins_as_one_that_there_is():
    assert "did you mean sitrep?" in here("template", "new", "desk", "--from", "sitreps").complaint


def test_each_fault_is_told_with_its_file_and_line(workplace):
    here("template", "new", "desk")
    toml = workplace / "desk" / "template.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace('show = "gap"', 'show = "gaps"').replace("schema = 1", "schema = 3"), encoding="utf-8"
    )
    (workplace / "desk" / "page.css").write_text("p {\n background: url(x) }", encoding="utf-8")
    done = here("template", "check", "desk")
    assert done.status == 2
    lines = text.splitlines()
    schema, gap = lines.index("schema = 1") + 1, lines.index('show = "gap"') + 1
    assert [line.split(": ")[0] for line in done.out.splitlines()] == [
        f"desk/template.toml, line {schema}",
        f"desk/template.toml, line {gap}",
        "desk/page.css, line 2",
    ]


def test_a_page_with_a_fault_is_told(workplace):
    here("template", "new", "desk")
    (workplace / "desk" / "page.html.j2").write_text("<p>\n{{ shown.titel }}</p>", encoding="utf-8")
    done = here("template", "check", "desk")
    assert done.status == 2
    assert done.out.startswith("desk/page.html.j2, line 2: ")
    assert "titel" in done.out


def test_what_is_no_template_is_told():
    assert here("template", "check", "desk").complaint.startswith("there is no template 'desk': ")


def test_a_briefing_follows_its_template(seeded, workplace):
    week = ("brief", "Mali", "--week", "2025-W08", "--as-of", "2025-03-10", "--archive", seeded)
    done = here(*week, "--template", "sitrep", "--number", 7)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Mali: situation report no. 7\n")
    assert "\nHighlights\n" in done.out
    here("template", "new", "desk")
    page = workplace / "desk" / "page.html.j2"
    page.write_text("<h1>{{ shown.subject }} from the desk</h1>", encoding="utf-8")
    done = here(*week, "--template", "desk", "--out", "mali.html")
    assert (done.status, done.out) == (0, "wrote mali.html\n")
    assert "<h1>Mali from the desk</h1>" in (workplace / "mali.html").read_text(encoding="utf-8")
    record = json.loads(here(*week, "--template", "desk", "--number", 7, "--json").out)
    assert (record["template"], record["number"]) == ("desk", 7)
    assert "there is no template 'dsk'" in here(*week, "--template", "dsk").complaint


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_forms_that_are_no_text_are_written_as_bytes(seeded, workplace, form, begins):
    week = ("brief", "Mali", "--week", "2025-W08", "--as-of", "2025-03-10", "--archive", seeded)
    done = here(*week, "--out", f"mali.{form}")
    assert (done.status, done.out) == (0, f"wrote mali.{form}\n")
    assert (workplace / f"mali.{form}").read_bytes().startswith(begins)
