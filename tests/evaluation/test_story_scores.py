"""The measurement of stories against labelled pairs."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from briefer.errors import InputError
from briefer.evaluation.stories import Judged, Label, StoryScores, best_cosine, load_labels, measure, table

CORPUS = [
    {
        "id": "a",
        "date": "2025-03-03",
        "text": "Gunmen killed 17 soldiers in an ambush at Gao in Mali.",
        "sources": ["AFP"],
    },
    {
        "id": "b",
        "date": "2025-03-04",
        "text": "The death toll of the ambush at Gao in Mali on Monday rises to 21 soldiers.",
    },
    {"id": "c", "date": "2025-03-04", "text": "Lawmakers in Peru passed a budget for their schools."},
    {"id": "d", "date": "2025-06-01", "text": "A day that no label is about."},
]
LABELS = [
    {"schema": 1, "a": "a", "b": "b", "same": True, "kind": "revised figures", "split": "dev", "note": "x"},
    {"schema": 1, "a": "a", "b": "c", "same": False, "kind": "other", "split": "test", "note": "y"},
]


class OneAxis:
    """An embedder by which all that speaks of soldiers is near, and nothing else is."""

    name, revision, dimension = "axis", "1", 8

    def encode(self, texts, progress=None):
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0 if "soldiers" in text else 1 + sum(map(ord, text)) % 7] = 1
        return rows


def jsonl(path: Path, rows: list[object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_pairs_are_judged_alone_and_amid_their_days(tmp_path):
    corpus = tmp_path / "corpus.jsonl.gz"
    with gzip.open(corpus, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in CORPUS)
    scores = measure(jsonl(tmp_path / "labels.jsonl", LABELS), corpus, OneAxis())
    same, other = scores.judged
    assert same.together
    assert same.cosine == pytest.approx(1)
    assert not other.together
    assert other.score == 0
    assert same.group == other.group
    text = table(scores)
    assert "dev: all (1)" in text
    assert "  revised figures (1)" in text
    assert text.count("all the same") == 2


def judged(
    same: bool,
    found: bool,
    split: str = "test",
    kind: str = "update",
    cosine: float = 0.5,
    drawn: str = "",
    sure: bool = True,
    group: int = 0,
) -> Judged:
    return Judged(Label("a", "b", same, kind, split, drawn, sure), cosine, float(found), found, group)


def test_table_gives_precision_recall_and_f1():
    scores = StoryScores(
        (judged(True, True), judged(True, False), judged(False, True), judged(False, False, kind="reaction"))
    )
    line = next(line for line in table(scores).splitlines() if line.startswith("test: all"))
    assert line.split()[-7::2] == ["0.500", "0.500", "0.500", "0.500"]
    reaction = next(line for line in table(scores).splitlines() if "reaction (1)" in line)
    assert reaction.split()[-5:] == ["score", "-", "-", "-", "1.000"]


def test_sets_are_told_apart_and_unsure_pairs_left_out():
    near, days = judged(True, True, drawn="near"), judged(False, True, drawn="days", sure=False)
    lines = table(StoryScores((near, days, judged(True, True, drawn="days")))).splitlines()
    heads = [line.split(")")[0] for line in lines if "all (" in line or "sure (" in line]
    assert heads == ["near test: all (1", "days test: all (2", "days test: sure (1"]


def test_each_set_has_its_own_cosine():
    levels = {"near": (0.9, 0.8), "days": (0.6, 0.5)}
    pairs = tuple(
        judged(place == 0, True, "dev", cosine=cosine, drawn=drawn)
        for drawn, cosines in levels.items()
        for place, cosine in enumerate(cosines)
    )
    text = table(StoryScores(pairs))
    assert text.count("cosine >= 0.81") == text.count("cosine >= 0.51") == 1


def test_an_interval_draws_pairs_of_connected_days_together():
    apart = tuple(judged(place < 5, place % 2 == 0, group=place) for place in range(10))
    as_one = tuple(judged(place < 5, place % 2 == 0) for place in range(10))

    def cells(pairs):
        return next(line for line in table(StoryScores(pairs)).splitlines() if "all (" in line).split()

    assert cells(as_one)[5] == "0.60-0.60"
    low, high = map(float, cells(apart)[5].split("-"))
    assert low < 0.6 < high


def test_the_cosine_is_chosen_where_it_does_best():
    pairs = [judged(True, True, cosine=0.8), judged(False, True, cosine=0.4), judged(True, True, cosine=0.6)]
    assert 0.4 < best_cosine(pairs) <= 0.6
    assert best_cosine([]) == 0


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([LABELS[0], {**LABELS[1], "same": "no"}], "line 2: no label"),
        ([{"a": "a"}], "line 1: no label"),
        ([{**LABELS[0], "sure": "yes"}], "line 1: no label"),
        ([{**LABELS[0], "set": 3}], "line 1: no label"),
        ([7], "line 1: no label"),
        (["text"], "line 1: no label"),
        ([], "holds no label"),
        ([{**LABELS[0], "b": "zz"}], "has no dated bulletin zz"),
    ],
)
def test_what_is_wrong_is_told(tmp_path, labels, message):
    corpus = jsonl(tmp_path / "corpus.jsonl", CORPUS)
    with pytest.raises(InputError, match=message):
        measure(jsonl(tmp_path / "labels.jsonl", labels), corpus, OneAxis())


def test_missing_files(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        load_labels(tmp_path / "none.jsonl")
    with pytest.raises(InputError):
        measure(jsonl(tmp_path / "labels.jsonl", LABELS), tmp_path / "none.jsonl", OneAxis())


def test_the_labels_that_ship_can_be_read():
    labels = load_labels(Path(__file__).parents[2] / "evals" / "stories.jsonl")
    assert len({(label.a, label.b) for label in labels}) == len(labels) >= 900
    parts = {(label.drawn, label.split) for label in labels}
    assert parts == {(drawn, split) for drawn in ("near", "days") for split in ("dev", "test")}


def test_no_bulletin_is_in_both_splits_of_the_days():
    labels = load_labels(Path(__file__).parents[2] / "evals" / "stories.jsonl")
    dev, test = (
        {
            key
            for label in labels
            if (label.drawn, label.split) == ("days", split)
            for key in (label.a, label.b)
        }
        for split in ("dev", "test")
    )
    assert not dev & test
