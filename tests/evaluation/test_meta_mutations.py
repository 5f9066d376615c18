"""Mutations and harmless edits: the same ones at every run, each truly what it is said to be."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from command_line import SEEDS
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import InputError
from briefer.evaluation.meta.claims import CORPUS, Base, Library, is_held_out, is_sound
from briefer.evaluation.meta.generating import generate
from briefer.evaluation.meta.harmless import hand_written
from briefer.evaluation.meta.mutations import MUTATORS, world_of
from briefer.evaluation.meta.rewording import REWORDERS
from briefer.evaluation.meta.text import (
    FIGURE,
    VALUE_WORDS,
    figures,
    is_plural,
    lowered,
    random_of,
    value_of,
    values_in,
    worded,
)
from briefer.grounding.verbatim import is_verbatim
from briefer.model import Basis, Bulletin, BulletinDate, Citation, Countries, Precision, Span
from briefer.reading.sources import ReadOptions, read_sources

ARCHIVE = Path(__file__).parents[3] / "shared" / "data" / "current-events" / "2003-2023.jsonl.gz"
PLAIN = frozenset("at the rebels soldiers gunmen two in on after police".split())


def bulletin(body: str, identifier: str = "b1", title: str = "A title", day: int = 3) -> Bulletin:
    when = BulletinDate(date(2024, 3, day), date(2024, 3, day), Precision.DAY, Basis.FEED)
    return Bulletin(identifier, identifier, title, body, "page", 0, ("AFP",), when, Countries(("MLI",)))


def base(text: str) -> Base:
    return Base("b1.0", text, Citation(bulletin(text), Span(0, len(text))), "seeds")


OTHERS = (
    bulletin("Protesters have marched in Gao, Mali, against the price of bread.", "b2"),
    bulletin("The army says that rebels and soldiers fought all night.", "b5"),
    bulletin("Two ministers resigned in Kidal, Mali, because of a dispute over mines.", "b3"),
    bulletin("President Amadou Keita met Minister Fatou Diallo in Sikasso, Mali, over new taxes.", "b4"),
)


def mutated(kind: str, text: str, draws: int = 30) -> set[str]:
    """All claims that some draws make of a sentence."""
    subject = base(text)
    world = world_of(Library("seeds", (subject.bulletin, *OTHERS)))
    edits = (MUTATORS[kind](subject, world, random_of(draw)) for draw in range(draws))
    return {edit.text for edit in edits if edit}


@pytest.fixture(scope="module")
def bulletins():
    readings = read_sources([str(SEEDS)], ReadOptions(None, date(2025, 3, 10)))
    return tuple(each for reading in readings for each in reading.bulletins)


@pytest.fixture(scope="module")
def material(bulletins):
    return generate(bulletins)


def test_every_kind_is_made_of_the_seeds_and_no_more_than_asked(material):
    counted = Counter(each.kind for each in material.mutations)
    assert set(counted) == set(MUTATORS)
    assert max(counted.values()) == 100


def test_the_same_seed_makes_the_same_and_another_makes_others(bulletins, material):
    assert generate(bulletins) == material
    assert generate(bulletins, seed=1).mutations != material.mutations


def test_ids_are_unique_and_no_mutation_is_its_source_word_for_word(material):
    for items in (material.mutations, material.harmless):
        assert len({each.id for each in items}) == len(items)
    assert not any(is_verbatim(each.pair) for each in material.mutations)


def test_half_is_made_on_reworded_claims(material):
    for kind in ("number", "place", "negation", "mis-cite", "cause"):
        halves = Counter(each.half for each in material.mutations if each.kind == kind)
        assert halves["verbatim"] >= 40
        assert halves["reworded"] >= 40


def test_wrong_numbers_are_in_no_bulletin(material):
    for each in material.mutations:
        if each.kind == "number":
            old, new = each.change.split(" -> ")
            values = [value_of(FIGURE.fullmatch(figure)) for figure in (old, new)]
            assert values[1] not in values_in(f"{each.pair.context}\n{each.pair.text}")
            assert abs(values[1] - values[0]) >= 0.15 * values[0]


def test_all_hand_written_edits_are_used_and_cite_what_they_quote(bulletins, material):
    by_hand = [each for each in material.harmless if each.maker == "by hand"]
    assert len(by_hand) == len(hand_written(bulletins)) > 100
    assert {"paraphrase", "reordering", "number format", "active to passive"} <= {
        each.kind for each in by_hand
    }


@pytest.mark.parametrize(
    ("kind", "text", "made"),
    [
        (
            "unit",
            "The road is 13 kilometres long and has two lanes.",
            "The road is 13 miles long and has two lanes.",
        ),
        (
            "magnitude",
            "The flood has made 3 million people homeless.",
            "The flood has made 3 billion people homeless.",
        ),
        ("role swap", "Rebels ambushed soldiers near Gao.", "Soldiers ambushed rebels near Gao."),
        (
            "negation",
            "The army denies that it shelled the town.",
            "The army admits that it shelled the town.",
        ),
        ("negation", "Gunmen ambushed a convoy near Gao.", "Gunmen did not ambush a convoy near Gao."),
        (
            "attribution removed",
            "The governor says that the bridge has been closed.",
            "The bridge has been closed.",
        ),
        (
            "attribution removed",
            "Some 40 houses have burned down, according to residents.",
            "Some 40 houses have burned down.",
        ),
        ("hedge to fact", "The blast killed up to 70 people.", "The blast killed 70 people."),
        (
            "hedge to fact",
            "The junta may be losing ground in the north.",
            "The junta is losing ground in the north.",
        ),
        ("quantifier", "Many houses in the valley were lost.", "All houses in the valley were lost."),
        ("date", "Talks ended on Feb. 17 in Bamako without a deal.", None),
    ],
)
def test_an_edit_changes_what_it_says(kind, text, made):
    found = mutated(kind, text)
    assert text not in found
    if made is None:
        assert found
        assert all(re.match(r"Talks ended on (?!Feb\. 17)", each) or "17" not in each for each in found)
    else:
        assert made in found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "He was born in 1984 and lives in Gao."),
        ("number", "The treaty was signed on 12 March by both sides."),
        ("quantifier", "The most powerful group said it would stay."),
        ("attribution removed", "He says it will rain."),
        ("hedge to fact", "Two people died on the road to Gao."),
        ("role swap", "A storm killed two people in Gao."),
    ],
)
def test_where_an_edit_does_not_fit_none_is_made(kind, text):
    assert mutated(kind, text) == set()


def test_bounds_move_so_that_the_source_does_not_bear_them_out():
    for claim in mutated("number", "At least 40 people died in the fire in Gao."):
        assert int(re.search(r"\d+", claim)[0]) > 40
    for claim in mutated("number", "Up to 40 people died in the fire in Gao."):
        assert int(re.search(r"\d+", claim)[0]) < 40


def test_a_mis_cite_is_held_against_other_words_and_kept_as_it_is():
    body = "Gunmen raided a market near Gao on Monday. The governor has closed two roads to Mopti since then."
    subject = Base("b1.0", body[:42], Citation(bulletin(body), Span(0, 42)), "seeds")
    world = world_of(Library("seeds", (subject.bulletin, *OTHERS)))
    edit = MUTATORS["mis-cite"](subject, world, random_of(0))
    assert edit.text == body[:42]
    assert edit.citations[0].quote == "The governor has closed two roads to Mopti since then."


def test_a_splice_joins_two_bulletins():
    first = base("Angry teachers have stopped work and gathered in Timbuktu, where a school has burned down.")
    world = world_of(Library("seeds", (first.bulletin, *OTHERS)))
    edits = [MUTATORS["spliced"](first, world, random_of(draw)) for draw in range(10)]
    texts = {edit.text for edit in edits if edit}
    assert "Angry teachers have stopped work and gathered in Gao, Mali, against the price of bread." in texts
    assert {len(edit.citations) for edit in edits if edit} == {1, 2}


@pytest.mark.parametrize(
    ("kind", "text", "made"),
    [
        (
            "number format",
            "Three soldiers and 12 civilians died.",
            "Three soldiers and twelve civilians died.",
        ),
        (
            "number format",
            "The war made 3.5 million people homeless.",
            "The war made 3,500,000 people homeless.",
        ),
        ("number format", "Some 40 percent of the houses burned.", "Some 40% of the houses burned."),
        ("date format", "Talks ended on Feb. 17 in Bamako.", "Talks ended on 17 February in Bamako."),
        ("date format", "Talks ended on 3 May 2024 in Bamako.", "Talks ended on May 3, 2024 in Bamako."),
        (
            "reordering",
            "On July 27, the rebels attacked a military camp near Kidal.",
            "The rebels attacked a military camp near Kidal on July 27.",
        ),
        (
            "active to passive",
            "Rebels ambushed two soldiers near Gao.",
            "Two soldiers were ambushed by rebels near Gao.",
        ),
        ("active to passive", "A soldier was killed by gunmen.", "Gunmen killed a soldier."),
        ("synonym", "Two people were injured in Gao.", "Two people were wounded in Gao."),
        ("spelling", "The defence ministry denies it.", "The defense ministry denies it."),
        ("acronym for name", "Talks with the United Nations failed.", "Talks with the UN failed."),
    ],
)
def test_a_harmless_edit_says_the_same(kind, text, made):
    assert made in {REWORDERS[kind](base(text), PLAIN, random_of(draw)) for draw in range(30)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("synonym", "Two were wounded and three injured."),
        ("active to passive", "Rebels killed two soldiers and wounded five."),
        ("reordering", "In March, the army, which had left, came back and the rebels fled."),
        ("number format", "He was born in 1984."),
        ("date format", "It began in May."),
    ],
)
def test_where_a_harmless_edit_is_not_sure_none_is_made(kind, text):
    assert {REWORDERS[kind](base(text), PLAIN, random_of(draw)) for draw in range(10)} <= {None, text}


@given(st.integers(0, 99), st.sampled_from(["{} people died.", "Of {} houses all burned.", "They found {}."]))
def test_numbers_are_read_in_words_and_in_digits(value, sentence):
    word, digits = sentence.format(VALUE_WORDS[value]), sentence.format(value)
    assert (
        [value_of(each) for each in figures(word)] == [value_of(each) for each in figures(digits)] == [value]
    )
    (figure,) = figures(digits)
    assert value_of(FIGURE.fullmatch(worded(value + 1, figure))) == value + 1


@given(st.text(max_size=80))
def test_any_text_can_be_edited(text):
    subject = Base("b1.0", text, Citation(bulletin(text + "."), Span(0, len(text) + 1)), "seeds")
    world = world_of(Library("seeds", OTHERS))
    for mutate in MUTATORS.values():
        edit = mutate(subject, world, random_of(1))
        assert edit is None or isinstance(edit.text, str)
    for reword in REWORDERS.values():
        assert reword(subject, PLAIN, random_of(1)) != ""


@pytest.mark.parametrize(
    ("phrase", "many"),
    [
        ("two soldiers", True),
        ("The police", True),
        ("a group of soldiers", False),
        ("Mali", False),
        ("France and Italy", True),
    ],
)
def test_plurals_are_told_from_singulars(phrase, many):
    assert is_plural(phrase) is many


def test_names_keep_their_capitals_within_a_sentence():
    assert lowered("The Taliban", PLAIN) == "the Taliban"
    assert lowered("Mali", PLAIN) == "Mali"


def test_sentences_of_wiki_residue_are_not_claims():
    assert is_sound("Gunmen have raided a market near Gao in Mali.")
    assert not is_sound("thumb|200px|right|Gunmen have raided a market near Gao in Mali.")
    assert not is_sound("The shark was about in length.")
    assert not is_sound("Two died.")


def test_whole_months_are_held_out():
    assert {is_held_out(date(2020, 5, day)) for day in (1, 15, 31)} in ({True}, {False})
    assert sum(is_held_out(date(2020 + n // 12, 1 + n % 12, 1)) for n in range(60)) == 12
    assert not is_held_out(None)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: not JSON"),
        ('{"schema": 2}', "line 1: no harmless edit"),
        (
            '{"schema":1,"id":"x","kind":"k","bulletin":"A title","quote":"nowhere","claim":"c"}',
            '"A title" does not hold the quotation',
        ),
    ],
)
def test_a_bad_line_among_the_hand_written_is_named(tmp_path, line, message):
    path = tmp_path / "harmless.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        hand_written([bulletin("Gunmen have raided a market near Gao.")], path)


@pytest.mark.skipif(not ARCHIVE.exists(), reason=f"{ARCHIVE.name} is not there")
def test_with_the_archive_every_kind_has_its_number(bulletins):
    material = generate(bulletins, ARCHIVE, per_kind=20)
    assert dict.fromkeys(MUTATORS, 20) == Counter(each.kind for each in material.mutations)
    assert any(each.origin == CORPUS for each in material.mutations)
