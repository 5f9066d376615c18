"""Reported fatalities: low and high, as worded, and never a sum."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st
from pictures_checks import SVG, parsed, sizes, texts

from briefer.rendering.pictures import Toll, fatalities


def toll(low, high, *worded, label="Ambush at Koutougou", day="16 August 2023", sources=(3,)):
    return Toll(label, day, low, high, worded, sources)


def draw(*tolls):
    return fatalities(tolls, "Niger", "August 2023")


def bars(picture):
    return [float(each.get("width")) for each in parsed(picture).iter(f"{SVG}rect")][
        1:
    ]  # the first is the ground


def test_without_a_number_there_is_no_chart():
    assert draw(toll(None, None, "dozens")) is None
    assert draw(toll(math.nan, -3, "some")) is None
    assert draw() is None


def test_a_toll_is_drawn_as_worded_with_its_day_and_source():
    drawn = draw(toll(17, 17, "Seventeen soldiers"))
    assert {"Ambush at Koutougou", "16 August 2023 [3]", "Seventeen soldiers"} <= set(texts(drawn))
    assert drawn.title == "Reported fatalities: Niger, August 2023"
    assert min(sizes(drawn)) >= 11


def test_bars_are_in_proportion_from_zero():
    one, ten = bars(draw(toll(10, 10, "ten"), toll(100, 100, "a hundred")))
    assert math.isclose(ten / one, 10, rel_tol=0.05)


def test_a_small_toll_beside_a_large_one_still_shows():
    assert min(bars(draw(toll(1, 1, "one"), toll(11_300, 11_300, "11,300")))) >= 2


def test_nobody_killed_is_no_bar():
    assert len(bars(draw(toll(0, 0, "nobody"), toll(3, 3, "three")))) == 1


def test_dozens_is_text_without_a_bar():
    drawn = draw(toll(5, 5, "five"), toll(None, None, "dozens", label="Clashes"))
    assert "dozens" in texts(drawn)
    assert len(bars(drawn)) == 1
    assert "Clashes, 16 August 2023: no number given, worded “dozens” (source 3)." in drawn.alt


def test_the_marks_are_explained_only_where_they_are_drawn():
    assert "Dashed line: at most." in " ".join(texts(draw(toll(None, 70, "up to 70"))))
    assert "Arrow: at least." in " ".join(texts(draw(toll(49, None, "at least 49"))))
    plain = " ".join(texts(draw(toll(4, 4, "four"))))
    assert "Arrow" not in plain
    assert "Dashed" not in plain


def test_nothing_is_summed():
    drawn = draw(toll(21, 21, "21 in Libiri"), toll(18, 18, "18 in Kokorou"))
    assert "39" not in drawn.alt + " ".join(texts(drawn))


def test_the_range_and_every_wording_stand_in_the_words():
    drawn = draw(toll(130, 90, "90 soldiers", "upwards of 40 civilians", sources=(6, 7)))
    assert "90 to 130, worded “90 soldiers”; “upwards of 40 civilians” (sources 6, 7)." in drawn.alt


def test_after_twenty_tolls_the_rest_is_counted():
    drawn = draw(*[toll(n, n, str(n), label=f"Event {n}") for n in range(1, 26)])
    assert "5 more: see the figures." in " ".join(texts(drawn))
    assert "Event 25" in drawn.alt


numbers = st.none() | st.floats()


@given(
    st.lists(
        st.builds(
            Toll,
            st.text(max_size=60),
            st.text(max_size=20),
            numbers,
            numbers,
            st.lists(st.text(max_size=40), max_size=3).map(tuple),
            st.lists(st.integers(1, 99), max_size=3).map(tuple),
        ),
        max_size=6,
    )
)
@settings(max_examples=80, deadline=None)
def test_no_toll_breaks_the_chart(tolls):
    drawn = fatalities(tolls, "Niger", "August 2023")
    if drawn is not None:
        parsed(drawn)
        for each in bars(drawn):
            assert 0 <= each <= 640
