"""`briefer check` and `briefer judge` on the archive of seeds/, with the judge that is built in."""

from __future__ import annotations

import json

import pytest
from command_line import here

pytestmark = pytest.mark.usefixtures("workplace")

DRAFT = """# Mali

JNIM attacked Bamako on 17 September 2024, and reports speak of up to 80 dead. [1]

The Malian army denies that its soldiers were behind the killing of 24 civilians.

- Food prices in Ségou rose by 12 per cent.
"""


@pytest.fixture
def draft(workplace):
    file = workplace / "draft.md"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def checked(seeded, draft, *arguments):
    return here("check", draft, "--archive", seeded, *arguments)


def test_each_sentence_is_told_with_the_words_that_say_so(seeded, draft):
    done = checked(seeded, draft)
    assert (done.status, done.err) == (1, "")
    assert "CONTRADICTED  line 3: JNIM attacked Bamako" in done.out
    assert "up to 70" in done.out
    assert "ok  line 5: The Malian army denies" in done.out
    assert "NOT FOUND  line 7: Food prices in Ségou" in done.out
    assert done.out.endswith(
        "3 sentences checked: 1 supported, 1 contradicted, 1 not found; 1 headings and notes not checked\n"
    )


def test_the_same_as_json(seeded, draft):
    record = json.loads(checked(seeded, draft, "--format", "json").out)
    assert (record["schema"], record["passed"], record["unchecked"]) == ("briefer.check/1", False, 1)
    assert [record[each] for each in ("supported", "contradicted", "not_found")] == [1, 1, 1]
    wrong = next(each for each in record["sentences"] if each["line"] == 3)
    assert wrong["verdict"]["support"] == "contradicted"
    assert "numbers" in {each["check"] for each in wrong["verdict"]["findings"]}
    (cited, *_) = wrong["citations"]
    assert cited["title"] == "Bamako hit by major JNIM attack"
    assert "up to 70" in cited["quote"]


def test_the_same_as_a_page_that_asks_for_nothing(seeded, draft, workplace):
    done = checked(seeded, draft, "--out", workplace / "draft.html")
    assert (done.status, done.out) == (1, f"wrote {workplace / 'draft.html'}\n")
    page = (workplace / "draft.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert page.count("<details") == 3
    assert "<mark><bdi>Food prices in Ségou rose by 12 per cent.</bdi></mark>" in page


@pytest.mark.parametrize(
    ("arguments", "telling"),
    [
        (("Niger", "--week", "2024-W50"), "| What is counted |"),
        (("Niger", "--week", "2024-W50", "--template", "sitrep"), "*Picture in words: "),
        (("Mali", "--week", "2025-W09", "--template", "crisiswatch"), "**Crisis watch**"),
        (("Mali", "Niger", "--week", "2025-W08", "--template", "africa-file"), "## Niger"),
    ],
)
def test_a_briefing_of_briefers_own_is_supported(seeded, workplace, arguments, telling):
    file = workplace / "own.md"
    here("brief", *arguments, "--archive", seeded, "--as-of", "2025-03-10", "--out", file)
    assert telling in file.read_text(encoding="utf-8")
    done = checked(seeded, file)
    assert done.status == 0, done.out
    assert "0 contradicted, 0 not found" in done.out


def test_in_such_a_briefing_a_figure_that_was_changed_is_found(seeded, workplace):
    file = workplace / "own.md"
    here("brief", "Niger", "--week", "2024-W50", "--archive", seeded, "--out", file)
    text = file.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if "| 18 in Kokorou |" in line)
    worse = row.replace("| 18 | 18 |", "| 18 | 81 |")
    assert worse != row
    file.write_text(text.replace(row, worse), encoding="utf-8")
    done = checked(seeded, file)
    assert done.status == 1
    assert "81" in done.out


def test_why_a_sentence_is_told_of_a_country_is_no_statement(seeded, workplace):
    said = (
        "JNIM seldom ventures into Bamako, and with this attack it may be telling the ruling junta that it is "
        "still a potent force, in spite of the operations launched against it."
    )
    note = "no country is named, only Bamako"
    file = workplace / "draft.md"
    file.write_text(
        f"{said} *(17 September 2024; {note})*[^1] {said} *({note})*[^2]\n\n"
        f"- {said} *(from “Bamako hit by major JNIM attack”, 17 September 2024)*[^3] {said}[^4]\n",
        encoding="utf-8",
    )
    done = checked(seeded, file)
    assert done.status == 0, done.out
    assert "4 sentences checked: 4 supported, 0 contradicted, 0 not found; 3 headings and notes" in done.out


def test_a_remark_hides_no_sentence_that_follows_it(seeded, workplace):
    file = workplace / "draft.md"
    file.write_text(
        "JNIM attacked Bamako on 17 September 2024. *(undated: 17 February – 10 March 2025)*[^1] "
        "The king of Gao fled.\n",
        encoding="utf-8",
    )
    done = checked(seeded, file)
    assert done.status == 1
    assert "line 1: The king of Gao fled." in done.out


def test_a_draft_may_come_from_standard_input(seeded):
    own_words = (
        b"JNIM seldom ventures into Bamako, and with this attack it may be telling the ruling junta that it is "
        b"still a potent force, in spite of the operations launched against it."
    )
    done = here("check", "-", "--archive", seeded, stdin=own_words)
    assert (done.status, done.err) == (0, "")


def test_markup_in_a_draft_stays_text(seeded, workplace):
    hostile = workplace / "draft.md"
    hostile.write_text('The army `<script>alert(1)</script>` attacked "Gao" & fled.\n', encoding="utf-8")
    checked(seeded, hostile, "--out", workplace / "draft.html")
    page = (workplace / "draft.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("none.md",), "none.md cannot be read"),
        (("draft.pdf",), "draft.pdf is no draft that can be read"),
        (("draft.md", "--format", "docx"), "there is no output format 'docx'"),
        (("draft.md", "--judge", "oracle"), "there is no judge 'oracle'"),
        (("draft.md", "--judge", "cross-encoder:/none"), "/none"),
    ],
)
def test_what_is_wrong_is_one_line_and_status_2(seeded, draft, arguments, complaint):
    done = here("check", *arguments, "--archive", seeded)
    assert done.status == 2
    assert complaint in done.complaint


PAIRS = [
    {
        "id": 1,
        "evidence": "Gunmen killed 17 soldiers near Gao.",
        "claim": "Seventeen soldiers were killed by gunmen near Gao.",
    },
    {
        "id": 2,
        "evidence": "Gunmen killed 17 soldiers near Gao.",
        "claim": "Gunmen killed 71 soldiers near Gao.",
    },
]


def test_pairs_are_judged_line_by_line():
    lines = "\n".join(map(json.dumps, PAIRS)).encode()
    done = here("judge", stdin=lines)
    assert (done.status, done.err) == (0, "")
    good, bad = map(json.loads, done.out.splitlines())
    assert (good["id"], good["supported"], good["verdict"]) == (1, True, "supported")
    assert (bad["id"], bad["supported"], bad["verdict"]) == (2, False, "contradicted")
    assert any("71" in check["reason"] for check in bad["checks"])


def test_a_bad_line_is_told_in_place_and_by_the_status():
    done = here("judge", stdin=b"nonsense\n" + json.dumps(PAIRS[0]).encode())
    assert done.status == 2
    assert "line 1 is not JSON" in done.out
    assert len(done.out.splitlines()) == 2


def test_nothing_to_judge():
    assert here("judge").complaint.startswith("nothing to judge")


def test_a_judge_that_is_not_there_is_told_even_where_none_is_needed(seeded, draft):
    lines = json.dumps({"evidence": "One.", "claim": "One."}).encode()
    assert "/none" in here("judge", "--judge", "cross-encoder:/none", stdin=lines).complaint


@pytest.mark.parametrize(
    "sentence",
    [
        "Nigeria attacked Niger.",
        "Burkina Faso invaded Mali.",
        "The president of Chad was overthrown.",
        "France attacked Niger.",
    ],
)
def test_a_short_invention_is_not_pieced_together(seeded, workplace, sentence):
    file = workplace / "draft.txt"
    file.write_text(sentence, encoding="utf-8")
    assert checked(seeded, file).status == 1


def test_the_words_of_html_in_a_draft_are_checked(seeded, workplace):
    file = workplace / "draft.md"
    file.write_text("<p>The president died and 900 people were killed in Ségou.</p>\n", encoding="utf-8")
    done = checked(seeded, file)
    assert done.status == 1
    assert "900 people" in done.out


def test_a_sentence_without_end_is_told_and_not_read(seeded, workplace):
    file = workplace / "draft.txt"
    file.write_text("Bamako " * 20_000, encoding="utf-8")
    done = checked(seeded, file, "--format", "json")
    assert done.status == 1
    assert "without an end" in done.out
