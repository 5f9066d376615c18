"""Short and long forms of one name."""

from __future__ import annotations

import pytest

from briefer.grounding.language.acronyms import known_names, same_elsewhere, spelt_out
from briefer.grounding.language.proper_names import read


def covered(claim: str, source: str) -> list[str]:
    tokens = read(claim).tokens
    return [tokens[index].text for index in sorted(same_elsewhere(claim, source))]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("JNIM", "men of Jama'at Nasr al-Islam wal Muslimin"),
        ("Jamaat Nusrat al-Islam wal-Muslimin", "fighters of JNIM"),
        ("UN", "the United Nations"),
        ("U.N.", "the United Nations"),
        ("World Food Programme", "a plane of the World Food Program"),
        ("Islamic State", "ISIS said so"),
        ("ECOWAS", "the Economic Community of West African States"),
        ("ABC", "the Azawad Border Committee"),
        ("Azawad Border Committee", "the ABC"),
    ],
)
def test_a_form_is_found_under_another(claim, source):
    assert covered(claim, source) == [token.text for token in read(claim).tokens]


@pytest.mark.parametrize(
    ("claim", "source"),
    [("AU", "au revoir"), ("IS", "what it is"), ("JNIM", "ISGS"), ("ABD", "the Azawad Border Committee")],
)
def test_another_name_is_not(claim, source):
    assert covered(claim, source) == []


def test_a_pair_in_the_claim_is_held_by_either_form_whatever_the_order_of_its_letters():
    assert covered("the Front for Kidal Unity (UFK)", "UFK fighters") == [
        "Front",
        "for",
        "Kidal",
        "Unity",
        "UFK",
    ]


def test_the_longest_known_name_is_taken():
    text = "The UN Security Council met"
    (found,) = known_names(text)
    tokens = read(text).tokens
    assert [token.text for token in tokens[found.first : found.last + 1]] == ["UN", "Security", "Council"]


def test_initials_are_read_with_and_without_small_words():
    assert {row.initials for row in spelt_out("Armed Front of Kidal")} >= {"AFK", "AFOK"}
