"""Which form of report a file's name asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from report_samples import whole

from briefer.errors import InputError
from briefer.evaluation.outcomes import from_json, to_json
from briefer.evaluation.reports import check_report_file, write_report


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.json", "{"),
        ("a.xml", "<?xml "),
        ("a.html", "<!DOCTYPE html>"),
        ("a.md", "# Evaluation"),
        ("A.JSON", "{"),
    ],
)
def test_the_suffix_tells_the_form(name, start):
    check_report_file(Path(name))
    assert write_report(whole(), Path(name)).startswith(start)


@pytest.mark.parametrize("name", ["report", "report.txt", "report.pdf", ".html", "report.json.gz"])
def test_any_other_suffix_is_refused_with_those_that_there_are(name):
    with pytest.raises(InputError, match=r"end it in \.json, \.xml, \.html, \.md"):
        check_report_file(Path(name))
    with pytest.raises(InputError):
        write_report(whole(), Path(name))


def test_json_is_the_report_itself():
    made = whole("a “quotation”")
    text = write_report(made, Path("report.json"))
    assert from_json(text) == made
    assert text == to_json(made)


@pytest.mark.parametrize("name", ["a.xml", "a.html", "a.md"])
def test_a_report_read_back_gives_the_same_bytes(name):
    again = from_json(to_json(whole("a & b")))
    assert write_report(again, Path(name)) == write_report(whole("a & b"), Path(name))
