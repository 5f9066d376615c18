"""Where the places lie that sentences name, and what is not taken for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.reading.countries.gazetteer import country_rows
from briefer.rendering.pictures import places_in


def named(text, code):
    return [place.name for place in places_in([(text, 1)], code)]


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("Crowds gathered in Niamey.", "NER", ["Niamey"]),
        ("An ambush in Koutougou, Tillabéri Region, Niger.", "NER", ["Tillabéri (region)"]),
        ("An ambush in Anzourou, Tillaberi, Niger.", "NER", ["Tillabéri (region)"]),
        ("Attacks in the Gao and Kidal regions of Mali.", "MLI", ["Gao (region)", "Kidal (region)"]),
        ("Fighters took Ansongo, Gao and Tessalit in Mali.", "MLI", ["Ansongo", "Gao", "Tessalit"]),
        ("A convoy was hit northeast of Kidal.", "MLI", ["Kidal"]),
        ("The town of Bourem was captured in Mali.", "MLI", ["Bourem"]),
        ("Bamako, Mali's capital, was attacked.", "MLI", ["Bamako"]),
        ("Missiles on Kyiv killed two.", "UKR", ["Kyiv"]),
        ("A drone attack on Kyiv killed two.", "UKR", ["Kyiv"]),
        ("An earthquake struck Niort, Deux-Sèvres, France.", "FRA", ["Niort"]),
    ],
)
def test_places_are_found(text, code, expected):
    assert named(text, code) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bamako denies the charge.", "MLI"),  # the government
        ("Relations between Niamey and Paris broke down.", "NER"),
        ("Sanctions on Niamey were lifted.", "NER"),
        ("According to Gao, nobody died in Mali.", "MLI"),
        ("Ibrahim Boubacar Keita visited Niger.", "NER"),  # a town of Niger is called Keïta
        ("Farmers in Gaya, Nigeria, were killed.", "NER"),  # another country's
        ("GAO auditors in Mali said so.", "MLI"),
        ("They say that aid to Niger has stopped.", "NER"),
        ("Soldiers were killed in Gao.", "NER"),
        ("", "NER"),
    ],
)
def test_what_is_not_sure_is_left_out(text, code):
    assert named(text, code) == []


def test_a_name_that_a_person_bears_is_no_place_in_the_other_sentences():
    said = [("Ibrahim Keita spoke in Niger.", 1), ("The court in Niger heard of Keita again.", 2)]
    assert places_in(said, "NER") == ()


def test_numbers_are_collected_in_the_order_of_reading():
    said = [
        ("Shots in Niamey.", 4),
        ("Calm in Zinder, Niger.", 2),
        ("A march in Niamey.", 7),
        ("In Niamey.", 4),
    ]
    assert [(place.name, place.numbers) for place in places_in(said, "NER")] == [
        ("Niamey", (4, 7)),
        ("Zinder", (2,)),
    ]


def test_coordinates_are_the_towns():
    (place,) = places_in([("Fire in Timbuktu, Mali.", 1)], "MLI")
    assert (place.latitude, place.longitude) == pytest.approx((16.77, -3.01), abs=0.05)


def test_a_region_lies_among_its_towns():
    (place,) = places_in([("An attack in the Gao region of Mali.", 1)], "MLI")
    assert 15 < place.latitude < 17
    assert -1 < place.longitude < 1


@given(st.text(max_size=120), st.sampled_from([row.code for row in country_rows()]))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text, code):
    assert len(places_in([(text, 1)], code)) <= len(text)
