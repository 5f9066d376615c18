import gzip
import json

import pytest

from briefer.errors import InputError
from briefer.evaluation.countries import measure, table

CORPUS = [
    {"id": "a", "text": "Two die in Mali, near the Algerian border."},
    {"id": "b", "title": "Venezuela breaks with Colombia", "text": "The break is total."},
    {"id": "c", "text": "A star is found."},
]
LABELS = [
    {"id": "a", "main": ["MLI"], "mentioned": ["DZA"], "draw": "random"},
    {"id": "b", "main": ["VEN"], "mentioned": [], "draw": "confusable"},
    {"id": "c", "main": [], "mentioned": [], "draw": "random"},
]


def jsonl(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_measure_counts_by_draw(tmp_path):
    corpus = tmp_path / "corpus.jsonl.gz"
    with gzip.open(corpus, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in CORPUS)
    scores = measure(jsonl(tmp_path / "labels.jsonl", LABELS), corpus)
    assert [name for name, _ in scores.by_draw] == ["confusable", "random"]
    assert (scores.all.main.right, scores.all.main.found, scores.all.main.labelled) == (2, 3, 2)
    assert scores.all.main.precision == pytest.approx(2 / 3)
    assert scores.all.main.recall == 1.0
    assert scores.all.main.f1 == pytest.approx(0.8)
    assert scores.all.any.right == 3
    assert scores.all.exact_main == pytest.approx(2 / 3)
    assert dict(scores.by_draw)["random"].mentioned.f1 == 1.0
    assert "confusable (1)" in table(scores)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([{"id": "zz", "main": [], "mentioned": []}], "has no bulletin zz"),
        ([{"id": "a", "main": "MLI", "mentioned": []}], "line 1: not a label"),
        ([LABELS[0], LABELS[0]], "line 2: bulletin a is labelled twice"),
        (["text"], "line 1: not a JSON object"),
    ],
)
def test_bad_labels_are_told_in_one_line(tmp_path, labels, message):
    corpus = jsonl(tmp_path / "corpus.jsonl", CORPUS)
    with pytest.raises(InputError, match=message):
        measure(jsonl(tmp_path / "labels.jsonl", labels), corpus)


def test_missing_and_broken_files(tmp_path):
    labels = jsonl(tmp_path / "labels.jsonl", LABELS)
    with pytest.raises(InputError, match="cannot read"):
        measure(labels, tmp_path / "none.jsonl")
    (tmp_path / "bad.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="line 1: not JSON"):
        measure(labels, tmp_path / "bad.jsonl")
