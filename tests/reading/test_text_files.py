from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reading_files import TODAY, only_problem, read_all, read_file, titles

from briefer.model import Basis
from briefer.reading.sentences import sentence_spans

BODY = "Fighters entered the town of Ménaka at dawn on Aug. 5, residents said. The army left."
SEED = Path(__file__).parents[3] / "shared" / "seeds" / "mali.txt"


def test_a_plain_text_is_one_bulletin(tmp_path):
    reading, (bulletin,) = read_file(tmp_path, "a.txt", f"Town taken\n\n{BODY} (AFP)\n")
    assert reading.page.kind == "text"
    assert (bulletin.title, bulletin.body, bulletin.outlets) == ("Town taken", BODY, ("AFP",))
    assert bulletin.source == (tmp_path / "a.txt").as_posix()


def test_a_text_without_a_title_gets_its_first_sentence(tmp_path):
    _, (bulletin,) = read_file(tmp_path, "a.txt", f"{BODY}\nMore follows.")
    assert bulletin.title == "Fighters entered the town of Ménaka at dawn on Aug. 5, residents said."
    assert bulletin.body == f"{BODY}\nMore follows."


def test_front_matter_speaks_for_the_text(tmp_path):
    front = (
        "---\r\ntitle: Own title\r\ndate: 2024-08-06\r\nsource: RFI\r\nurl: https://example.org/1\r\n---\r\n"
    )
    _, (bulletin,) = read_file(tmp_path, "a.txt", front + BODY)
    assert (bulletin.title, bulletin.body, bulletin.outlets) == ("Own title", BODY, ("RFI",))
    assert (bulletin.url, bulletin.key) == ("https://example.org/1",) * 2
    assert (bulletin.date.earliest, bulletin.date.basis) == (date(2024, 8, 6), Basis.FEED)


def test_a_bad_date_in_front_matter_stops_the_file_and_names_the_line(tmp_path):
    reading, bulletins = read_file(tmp_path, "a.txt", "---\nretrieved: soon\n---\nMali\nA\nB\n")
    assert bulletins == []
    assert only_problem(reading).line == 2


def test_a_digest_with_front_matter(tmp_path):
    text = f"---\nretrieved: 2025-03-10\n---\nMali\nTown taken\n{BODY}\nTown retaken\n{BODY} (RFI, AFP)\n"
    reading, bulletins = read_file(tmp_path, "a.txt", text)
    assert (reading.page.kind, reading.page.retrieved) == ("digest", date(2025, 3, 10))
    assert titles(bulletins) == ["Town taken", "Town retaken"]
    assert bulletins[0].date.earliest == date(2024, 8, 5)
    assert bulletins[1].outlets == ("RFI", "AFP")
    assert [bulletin.place for bulletin in bulletins] == [0, 1]
    assert reading.problems == []


def test_a_digest_without_a_retrieval_date_says_what_it_assumes(tmp_path):
    reading, bulletins = read_file(tmp_path, "a.txt", f"Mali\nTown taken\n{BODY}\n")
    assert bulletins[0].date.basis is Basis.ASSUMED
    problem = only_problem(reading, "warning")
    assert str(TODAY) in problem.message
    assert "--retrieved" in problem.hint


def test_a_retrieval_date_from_outside_wins(tmp_path):
    text = f"---\nretrieved: 2025-03-10\n---\nMali\nTown taken\n{BODY}\n"
    reading, (bulletin,) = read_file(tmp_path, "a.txt", text, retrieved=date(2023, 9, 1))
    assert reading.page.retrieved == date(2023, 9, 1)
    assert bulletin.date.earliest == date(2023, 8, 5)


def test_a_title_without_text_is_a_warning(tmp_path):
    reading, bulletins = read_file(
        tmp_path, "a.txt", f"Mali\nTown taken\nIn June, {BODY}\nLoose end\n", retrieved=TODAY
    )
    assert len(bulletins) == 1
    assert only_problem(reading, "warning").line == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_digests_in_each_encoding(tmp_path, encoding):
    body = "“Nous” – l’armée – left Tinzaouatène, officials said, and more is known of it than was told."
    text = f"Mali\r\nFête à Kidal\r\n{body}\r\n"
    _, (bulletin,) = read_file(tmp_path, "a.txt", text.encode(encoding))
    assert (bulletin.title, bulletin.body) == ("Fête à Kidal", body)


def test_an_overlong_text_is_cut_with_a_warning(tmp_path):
    reading, (bulletin,) = read_file(tmp_path, "a.txt", "Long\n" + "word " * 50_000, retrieved=TODAY)
    assert len(bulletin.body) <= 200_000
    assert bulletin.body.endswith("word")
    assert "200,000" in only_problem(reading, "warning").message


def test_an_overlong_title_is_cut(tmp_path):
    _, (bulletin,) = read_file(tmp_path, "a.md", "# " + "word " * 100 + f"\n\n{BODY}", retrieved=TODAY)
    assert len(bulletin.title) <= 300
    assert bulletin.title.endswith("word…")


MARKDOWN = """---
source: RFI
---
# Weekly notes

## Town *taken*

Fighters entered [Ménaka](https://example.org/m) at dawn &mdash; again.
They left.

- one
- `two`

### Reaction

None.

## Road opens

The road to Gao is open. (AFP)
"""


def test_markdown_with_several_second_headings(tmp_path):
    reading, (first, second) = read_file(tmp_path, "a.md", MARKDOWN)
    assert reading.page.kind == "markdown"
    assert first.title == "Town taken"
    assert (
        first.body == "Fighters entered Ménaka at dawn — again. They left.\n\none\n\ntwo\n\nReaction\n\nNone."
    )
    assert (second.title, second.body, second.outlets) == ("Road opens", "The road to Gao is open.", ("AFP",))
    assert first.outlets == ("RFI",)


def test_markdown_with_one_heading(tmp_path):
    _, (bulletin,) = read_file(
        tmp_path, "a.md", f"# Town taken\n\n{BODY}\n\n## Background\n\nIt is far.", retrieved=TODAY
    )
    assert (bulletin.title, bulletin.body) == ("Town taken", f"{BODY}\n\nBackground\n\nIt is far.")


def test_markdown_with_country_headings(tmp_path):
    text = "# Mali\n\n## Town taken\n\nThe army left.\n\n# Niger\n\n## Road opens\n\nThe army came.\n"
    _, bulletins = read_file(tmp_path, "a.md", text)
    assert titles(bulletins) == ["Town taken", "Road opens"]


def test_markdown_without_headings(tmp_path):
    _, (bulletin,) = read_file(tmp_path, "a.md", f"{BODY}\n\nMore follows.", retrieved=TODAY)
    assert bulletin.body == f"{BODY}\n\nMore follows."


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("text", ["", " \n\n", "---\ntitle: A\n---\n\n"])
def test_empty_texts_are_errors(tmp_path, name, text):
    reading, bulletins = read_file(tmp_path, name, text)
    assert bulletins == []
    only_problem(reading)


def test_the_real_page():
    if not SEED.exists():
        pytest.skip(f"{SEED} is not here")
    reading, bulletins = read_all(SEED, retrieved=date(2025, 3, 10))
    assert reading.problems == []
    assert (reading.page.kind, len(bulletins), reading.dropped) == ("digest", 8, 11)
    assert bulletins[4].outlets == ("AFP", "France24", "RFI", "BBC News", "TRT World")
    assert bulletins[5].outlets == ("TNH",)
    assert bulletins[7].outlets == ("CNN", "BBC News", "FDD", "Al Jazeera")
    page = SEED.read_text("utf-8")
    assert all(bulletin.title in page and bulletin.body in page for bulletin in bulletins)
    days = {bulletin.place: bulletin.date.earliest for bulletin in bulletins}
    assert (days[2], days[1], days[5]) == (date(2025, 2, 24), date(2025, 2, 17), date(2024, 9, 17))


def test_the_rows_of_a_table_are_lines(tmp_path):
    text = (
        "# Toll\n\nBy region.\n\n| Region | Killed | Note |\n| --- | ---: | --- |\n| **Gao** | 12 | |\n"
        "| Kidal | 7 | a `b` \\| c |\n\nMore is to come.\n"
    )
    _, (bulletin,) = read_file(tmp_path, "a.md", text, retrieved=TODAY)
    rows = ["Region | Killed | Note", "Gao | 12 |", "Kidal | 7 | a b | c"]
    assert [line.strip() for line in bulletin.body.split("\n") if line] == [
        "By region.",
        *rows,
        "More is to come.",
    ]
    assert [span.of(bulletin.body) for span in sentence_spans(bulletin.body)][1:4] == rows
