"""What a model learns from: written and read again, drawn as the recipe says, and kept apart from what is measured."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import InputError
from briefer.training.corpus import months_of
from briefer.training.examples import LABELS, NOT_ENOUGH, SUPPORTED, Example, read_examples, write_examples
from briefer.training.leakage import RUN, Measured
from briefer.training.mixing import CORPUS, DEVELOPMENT, PAIRS, examples_for
from briefer.training.public import public_examples
from briefer.training.recipe import Recipe, read_recipe
from briefer.training.running import drawn, run_training

examples = st.builds(
    Example,
    st.text(min_size=1),
    st.text(min_size=1),
    st.lists(st.sampled_from(LABELS), min_size=1, max_size=2, unique=True).map(tuple),
    st.text(min_size=1),
    st.integers(-1, 40),
    st.integers(-1, 40),
)


@given(st.lists(examples, max_size=4))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, made: list[Example]) -> None:
    path = tmp_path_factory.mktemp("examples") / "made.jsonl.gz"
    assert write_examples(path, made).total() == len(made)
    assert list(read_examples(path)) == made


def test_the_same_examples_make_the_same_file(tmp_path: Path) -> None:
    made = [Example("Rain fell.", "It rained.", (SUPPORTED,), "ours")]
    write_examples(tmp_path / "one", made)
    write_examples(tmp_path / "two", made)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_line_that_is_no_example_is_named(tmp_path: Path) -> None:
    path = tmp_path / "made.jsonl.gz"
    with gzip.open(path, "wt") as file:
        file.write('{"text": "a"}\n')
    with pytest.raises(InputError, match=r"made\.jsonl\.gz, line 1"):
        list(read_examples(path))


def test_a_set_of_supported_pairs_alone_is_given_others(tmp_path: Path) -> None:
    rows = [
        ("The river rose by two metres in the night.", "The river rose two metres."),
        ("The port reopened after the storm had passed.", "The port has reopened."),
        ("The mayor promised new buses for the suburbs.", "The mayor promised buses."),
    ]
    path = tmp_path / "train.jsonl.gz"
    with gzip.open(path, "wt") as file:
        for evidence, claim in rows:
            file.write(
                f'{{"set": "expertqa", "evidence": "{evidence}", "claim": "{claim}", "label": "supported"}}\n'
            )
    made = list(public_examples(path, seed=1))
    right = [each for each in made if each.allowed == (SUPPORTED,)]
    wrong = [each for each in made if SUPPORTED not in each.allowed]
    assert len(right) == 3
    assert {each.asked for each in wrong} == {claim for _, claim in rows}
    assert not {(each.text, each.asked) for each in wrong} & set(rows)


def test_a_recipe_draws_as_many_as_it_says() -> None:
    made = [Example(f"text {n}", "asked", (NOT_ENOUGH,), "changed: name") for n in range(30)]
    made += [Example(f"text {n}", "asked", (SUPPORTED,), "few") for n in range(3)]
    recipe = Recipe("test", reads=False, seed=1, months=1, most={"changed": 10}, repeats={"few": 2})
    taken = list(drawn(made, recipe))
    assert sum(each.source == "changed: name" for each in taken) == 10
    assert sum(each.source == "few" for each in taken) == 6
    assert taken == list(drawn(made, recipe))


@pytest.mark.parametrize(
    ("name", "reads"),
    [("questions", True), ("claims", False), ("judge", False), ("asked", True), ("reader", True)],
)
def test_the_recipes_that_ship_are_read(name: str, reads: bool) -> None:
    recipe = read_recipe(name)
    assert recipe.reads is reads
    assert recipe.longest <= 256
    assert len(recipe.digest) == 12


@pytest.mark.parametrize("reads", [True, False])
def test_a_recipe_that_draws_another_s_examples_does_not_make_them_again(tmp_path: Path, reads: bool) -> None:
    for path in (PAIRS, CORPUS, *DEVELOPMENT):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        gzip.open(tmp_path / path, "wt").close()
    claim = "Ada Lovelace published the first program for the engine in 1843."
    pair = {
        "set": "fever-nli",
        "evidence": f"{claim} Babbage built it.",
        "claim": claim,
        "label": "supported",
    }
    with gzip.open(tmp_path / PAIRS, "wt") as file:
        other = pair | {"claim": "Charles Babbage wrote the first program.", "label": "not_enough"}
        file.write(json.dumps(pair) + "\n" + json.dumps(other) + "\n")
    with gzip.open(tmp_path / CORPUS, "wt") as file:
        text = "Rain floods the market of a town on the river, and dozens of families leave."
        file.write(json.dumps({"date": "2019-03-03", "text": text}) + "\n")

    def made(recipe: Recipe) -> list[Example]:
        return list(examples_for(recipe, tmp_path, lambda _: None))

    own = Recipe("test", reads=reads, seed=1, months=0)
    assert made(own)
    assert made(replace(own, examples="another")) == []


def test_a_recipe_that_there_is_not_is_named() -> None:
    with pytest.raises(InputError, match="no recipe 'cook'"):
        read_recipe("cook")


def test_ten_words_in_a_row_of_a_measured_text_are_a_leak() -> None:
    words = "the governor of the northern province said that eleven bridges were lost to the flood".split()
    measured = Measured()
    measured.add([" ".join(words)])
    shared = " ".join(words[2 : 2 + RUN])
    short = " ".join(words[2 : 1 + RUN])
    assert measured.holds(Example(f"Yesterday {shared.upper()}!", "x", (SUPPORTED,), "s"))
    assert measured.holds(Example("x", shared, (SUPPORTED,), "s"))
    assert not measured.holds(Example(short, short, (SUPPORTED,), "s"))


def test_what_a_recipe_starts_from_must_be_trained_first(tmp_path: Path) -> None:
    recipe = Recipe("second", reads=False, seed=1, months=1, start="first")
    with pytest.raises(InputError, match="second starts from first, which is not trained"):
        run_training(recipe, tmp_path, lambda _: None)


def test_months_that_another_recipe_draws_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    days = [f"{year}-{month:02}-03" for year in (2019, 2020) for month in range(1, 13)]
    text = "Rain floods the market of a town on the river, and dozens of families leave."
    path.write_text("".join(json.dumps({"date": day, "text": f"{text} {day}"}) + "\n" for day in days))

    def drawn_months(*given: object) -> set[str]:
        return {str(each.date.earliest)[:7] for month in months_of(path, *given) for each in month}  # type: ignore[arg-type]

    taken = drawn_months(8, 1)
    assert len(taken) == 8
    rest = drawn_months(100, 2, [(8, 1)])
    assert rest
    assert not rest & taken
    assert taken | rest == drawn_months(100, 5)
