"""Examples as tokens: the answer's tokens are the answer, and batches hold every example once."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.archive.embedding import packaged_model
from briefer.evaluation.meta.text import random_of
from briefer.training.batches import Encoded, batches_of, encode
from briefer.training.examples import NOT_ENOUGH, SUPPORTED, UNSUPPORTED, Example

FOLDER = packaged_model()
needs_model = pytest.mark.skipif(FOLDER is None, reason="the embedding model's package is not installed")
PASSAGE = "On 4 May the governor of Ségou, Awa Diallo, opened a bridge of 820 metres over the Niger."


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(FOLDER / "tokenizer.json"))


@needs_model
@pytest.mark.parametrize("answer", ["4 May", "Awa Diallo", "820 metres", "the Niger"])
def test_the_tokens_of_an_answer_say_the_answer(tokenizer, answer):
    start = PASSAGE.index(answer)
    example = Example(PASSAGE, "What is it?", (SUPPORTED,), "ours", start, start + len(answer))
    (coded,) = encode([example], tokenizer, 64, asked_first=True)
    assert tokenizer.decode(list(coded.ids[coded.start : coded.end + 1])) == answer.lower()


@needs_model
def test_what_is_asked_is_kept_whole_and_the_text_is_cut(tokenizer):
    long = Example(PASSAGE * 20, "Who opened the bridge over the river?", (NOT_ENOUGH,), "ours")
    for asked_first in (True, False):
        (coded,) = encode([long], tokenizer, 48, asked_first=asked_first)
        assert len(coded.ids) == 48
        assert "who opened the bridge over the river?" in tokenizer.decode(list(coded.ids))


@needs_model
def test_an_answer_that_was_cut_off_has_no_tokens(tokenizer):
    late = Example(
        PASSAGE * 3 + " It was Oumar.",
        "Who was it?",
        (SUPPORTED,),
        "ours",
        len(PASSAGE) * 3 + 8,
        len(PASSAGE) * 3 + 13,
    )
    (coded,) = encode([late], tokenizer, 40, asked_first=True)
    assert (coded.start, coded.end) == (-1, -1)


@needs_model
def test_two_labels_may_be_right(tokenizer):
    (coded,) = encode([Example("a", "b", UNSUPPORTED, "ours")], tokenizer, 16, asked_first=False)
    assert coded.allowed == (False, True, True)


@given(st.lists(st.integers(1, 60), max_size=80), st.integers(64, 300), st.integers(0, 99))
def test_every_example_is_in_one_batch_and_no_batch_is_too_large(lengths, tokens, seed):
    made = [Encoded((at,) * length, (0,) * length, (True, False, False)) for at, length in enumerate(lengths)]
    batches = list(batches_of(made, tokens, random_of(seed)))
    assert Counter(each.ids for batch in batches for each in batch) == Counter(each.ids for each in made)
    assert all(len(batch) * max(len(each.ids) for each in batch) <= tokens for batch in batches)
    assert batches == list(batches_of(made, tokens, random_of(seed)))
