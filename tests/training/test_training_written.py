"""What was written by hand about sentences of the corpus: whole, kept apart, and turned into examples."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from briefer.errors import InputError
from briefer.model import Basis, Bulletin, BulletinDate, Countries, Precision
from briefer.training.answers import answers_of
from briefer.training.claims import claims_of
from briefer.training.examples import NOT_ENOUGH, SUPPORTED, UNSUPPORTED
from briefer.training.written import Written, learned, read_written

DAY = date(2019, 3, 4)
SENTENCE = "Gunmen attack a convoy near Gao, killing at least 12 soldiers and wounding nine others."
MONTH = (
    Bulletin(
        *(
            "b1",
            "k1",
            "Title",
            f"{SENTENCE} The army sends helicopters to the scene in the evening.",
            "page",
            1,
            (),
        ),
        BulletinDate(DAY, DAY, Precision.DAY, Basis.STATED),
        Countries(("MLI",)),
    ),
)
ROW = {
    "id": "b1.0",
    "faithful": "At least a dozen soldiers lost their lives when a convoy was ambushed near Gao.",
    "unfaithful": "A dozen soldiers were killed when a convoy hit a mine near Gao.",
    "error": "cause invented",
    "question": "how many troops died around Gao",
    "answer": "at least 12",
    "twin": "At least a dozen soldiers surrendered when a convoy was ambushed near Gao.",
    "unanswerable": "Which group ambushed the convoy near Gao?",
}


def test_claims_are_held_against_words_that_hold_the_sentence() -> None:
    made = [
        each for each in claims_of(MONTH, 1, {"b1.0": Written(**ROW)}) if each.source.startswith("written")
    ]
    assert [(each.asked, each.allowed) for each in made] == [
        (ROW["faithful"], (SUPPORTED,)),
        (ROW["unfaithful"], UNSUPPORTED),
        (ROW["twin"], UNSUPPORTED),
    ]
    assert all(SENTENCE in each.text for each in made)


def test_questions_are_asked_of_a_passage_with_the_answer_marked() -> None:
    made = [
        each for each in answers_of(MONTH, 1, {"b1.0": Written(**ROW)}) if each.source.startswith("asked")
    ]
    (asked, vain) = made
    assert asked.text[asked.start : asked.end] == "at least 12"
    assert vain.allowed == (NOT_ENOUGH,)
    assert vain.start == -1


def test_what_is_written_disturbs_no_other_example() -> None:
    plain = list(claims_of(MONTH, 1))
    with_it = [each for each in claims_of(MONTH, 1, {"b1.0": Written(**ROW)}) if "written" not in each.source]
    assert with_it == plain


def test_the_table_that_ships_is_whole_and_a_fifth_is_kept_back() -> None:
    table = read_written()
    assert len(table) >= 2000
    assert len({each.faithful for each in table.values()}) > 0.99 * len(table)
    assert all(each.faithful != each.unfaithful for each in table.values())
    assert all(len(each.answer) < len(each.faithful) + len(each.unfaithful) for each in table.values())
    assert 0.15 < 1 - len(learned(table)) / len(table) < 0.25


@pytest.mark.parametrize(
    "row", [ROW | {"faithful": " "}, ROW | {"more": "x"}, {key: ROW[key] for key in ("id", "faithful")}]
)
def test_a_line_that_is_none_is_named(tmp_path: Path, row: dict[str, str]) -> None:
    path = tmp_path / "written.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"written\.jsonl, line 2"):
        read_written(path)
