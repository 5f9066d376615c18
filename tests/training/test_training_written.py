"""What was written by hand about sentences of the corpus: whole, kept apart, and turned into examples."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefer.errors import InputError
from briefer.model import Basis, Bulletin, BulletinDate, Countries, Precision
from briefer.training.answers import written_answers
from briefer.training.claims import written_claims
from briefer.training.examples import NOT_ENOUGH, SUPPORTED, UNSUPPORTED
from briefer.training.written import Written, kept_back, learned, read_written

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
    "fair": ["At least a dozen soldiers lost their lives when a convoy was ambushed near Gao."],
    "faulty": ["At least a dozen soldiers surrendered when a convoy was ambushed near Gao."],
    "asked": [["how many troops died around Gao", "at least 12"]],
    "in_vain": ["Which group ambushed the convoy near Gao?"],
}
WHOLE = ROW | {"id": "b1", "asked": [["What was flown in later?", "helicopters"]]}


def rows(*given: dict[str, object], folder: Path) -> dict[str, Written]:
    path = folder / "written.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in given), encoding="utf-8")
    return read_written(path)


@pytest.mark.parametrize("row", [ROW, WHOLE])
def test_claims_are_held_against_words_that_hold_the_text(tmp_path: Path, row: dict[str, object]) -> None:
    made = list(written_claims(MONTH, 1, rows(row, folder=tmp_path)))
    assert [(each.asked, each.allowed) for each in made] == [
        (ROW["fair"][0], (SUPPORTED,)),
        (ROW["faulty"][0], UNSUPPORTED),
    ]
    text = MONTH[0].body if row is WHOLE else SENTENCE
    assert all(text in each.text for each in made)


@pytest.mark.parametrize("row", [ROW, WHOLE])
def test_questions_are_asked_of_a_passage_with_the_answer_marked(
    tmp_path: Path, row: dict[str, list[list[str]]]
) -> None:
    (asked, vain) = written_answers(MONTH, 1, rows(row, folder=tmp_path))
    assert asked.text[asked.start : asked.end] == row["asked"][0][1]
    assert (vain.allowed, vain.start) == ((NOT_ENOUGH,), -1)


def test_a_question_is_held_against_other_bulletins_too(tmp_path: Path) -> None:
    others = tuple(
        replace(
            MONTH[0],
            id=f"o{at}",
            body=f"Villagers near Gao bury {at} soldiers who died around the town of Gao in earlier attacks on troops.",
        )
        for at in range(3, 9)
    )
    made = list(written_answers((*MONTH, *others), 1, rows(ROW, folder=tmp_path)))
    (other,) = [each for each in made if each.source == "written: asked of others"]
    assert other.allowed == (NOT_ENOUGH,)
    assert "at least 12" not in other.text


def test_questions_about_several_bulletins_are_asked_of_each(tmp_path: Path) -> None:
    texts = [
        "Gunmen kill 12 soldiers near Gao.",
        "A flood displaces 300 people in Mopti.",
        "Kidal votes in May.",
    ]
    month = tuple(replace(MONTH[0], id=f"n{at}", body=text) for at, text in enumerate(texts))
    row = {
        "id": "n0+n1+n2",
        "asked": [["how many troops died", "12"], ["who lost their homes in Mopti", "300 people"]],
        "in_vain": ["How many soldiers died in Kidal?"],
    }
    made = list(written_answers(month, 1, rows(row, folder=tmp_path)))
    answered = [each for each in made if each.allowed == (SUPPORTED,)]
    assert {each.text[each.start : each.end] for each in answered} == {"12", "300 people"}
    assert len(answered) == 4  # of the bulletin alone, and of it beside another
    others = [each for each in made if each.source == "written: asked of others"]
    assert all("12" not in each.text for each in others if "troops" in each.asked)
    assert len(others) == 4
    assert sum(each.source == "written: in vain" for each in made) == 2


def test_the_table_that_ships_is_whole_and_a_fifth_is_kept_back() -> None:
    table = read_written()
    claims = [claim for each in table.values() for claim in (*each.fair, *each.faulty)]
    assert len(table) >= 2000
    assert len(set(claims)) > 0.99 * len(claims)
    assert 0.15 < len(kept_back(table)) / len(table) < 0.25
    assert learned(table).keys() | kept_back(table).keys() == table.keys()


@pytest.mark.parametrize(
    "row",
    [
        ROW | {"fair": [" "]},
        ROW | {"more": "x"},
        ROW | {"asked": [["Who?"]]},
        ROW | {"faulty": [3]},
        ROW | {"fair": "One sentence."},
        {"fair": ["A sentence."]},
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, row: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"written\.jsonl, line 2"):
        rows(ROW, row, folder=tmp_path)
