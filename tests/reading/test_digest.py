from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefer.reading.formats.digest import is_title, opens_digest, read_digest

CODES = {"Mali": "MLI", "Niger": "NER", "Chad": "TCD", "Burkina Faso": "BFA"}
ONE = "Forty people were killed near Gao on Monday, the army said, and many more fled to the city itself."
TWO = "The junta cut its ties with the bloc and sent the envoys home, according to state television there."


def read(text):
    return read_digest(text, CODES.get)


def shape(text):
    return [(item.country, item.title, item.body) for item in read(text).items]


def test_title_and_body_in_turn():
    digest = read(
        f"Mali\nAttack near Gao\n{ONE} (AFP, RFI)\nJunta cuts ties\n{TWO}\n\nRecent Updates\n2 days 1 hour ago"
    )
    assert [(item.title, item.body, item.outlets, item.line) for item in digest.items] == [
        ("Attack near Gao", ONE, ("AFP", "RFI"), 2),
        ("Junta cuts ties", TWO, (), 4),
    ]
    assert digest.dropped == 2
    assert digest.bare == []


def test_blank_lines_between_items():
    expected = [("MLI", "Attack near Gao", ONE), ("MLI", "Junta cuts ties", TWO)]
    assert shape(f"Mali\n\nAttack near Gao\n{ONE}\n\nJunta cuts ties\n{TWO}\n") == expected
    assert shape(f"\n\nMali\n\nAttack near Gao\n\n{ONE}\n\n\nJunta cuts ties\n\n{TWO}") == expected


def test_several_paragraphs_where_blank_lines_part_the_items():
    for more in (f"Nobody claimed it.\n{TWO}", "Nobody claimed it", TWO):
        text = f"Mali\n\nAttack near Gao\n{ONE}\n{more}\n\nJunta cuts ties\n{TWO}\n"
        assert shape(text) == [
            ("MLI", "Attack near Gao", f"{ONE}\n{more}"),
            ("MLI", "Junta cuts ties", TWO),
        ]


def test_several_paragraphs_without_blank_lines():
    text = f"Mali\nAttack near Gao\n{ONE}\n{TWO}\nJunta cuts ties\n{TWO}"
    assert shape(text) == [("MLI", "Attack near Gao", f"{ONE}\n{TWO}"), ("MLI", "Junta cuts ties", TWO)]


def test_a_title_that_ends_in_a_period_keeps_its_place_in_the_pattern():
    text = f"Mali\nAttack near Gao\n{ONE}\nJunta cuts ties.\n{TWO}\nRoad opens\n{ONE}"
    assert [title for _, title, _ in shape(text)] == ["Attack near Gao", "Junta cuts ties.", "Road opens"]


def test_sections_of_several_countries():
    digest = read(f"Mali\nAttack near Gao\n{ONE}\nNiger\nJunta cuts ties\n{TWO}\nMarch in Niamey\n{ONE}")
    assert [(item.country, item.section) for item in digest.items] == [("MLI", 0), ("NER", 1), ("NER", 1)]


def test_a_menu_of_countries_is_no_news():
    text = f"Home\nBurkina Faso\nChad\nMali\nNiger\nMenu\nMali\nAttack near Gao\n{ONE}"
    assert shape(text) == [("MLI", "Attack near Gao", ONE)]


def test_furniture_between_title_and_body():
    digest = read(
        f"Mali\nAttack near Gao\n3 hours ago\n{ONE}\nRead more\nShare this\nJunta cuts ties\n{TWO}\n0 comments"
    )
    assert [(item.title, item.body) for item in digest.items] == [
        ("Attack near Gao", ONE),
        ("Junta cuts ties", TWO),
    ]
    assert digest.dropped == 4


def test_a_list_of_links_is_dropped_and_news_after_it_is_kept():
    links = "Recent Updates\nSudan: siege goes on\n11 hours 19 min ago\nHaiti: gangs advance\n14 hours 28 min ago\n"
    text = f"Mali\n{links}Attack near Gao\n{ONE}\nJunta cuts ties\n{TWO}\n\n{links}"
    digest = read(text)
    assert [item.title for item in digest.items] == ["Attack near Gao", "Junta cuts ties"]
    assert digest.dropped == 10


def test_a_title_without_a_text_is_told():
    digest = read(f"Mali\nAttack near Gao\n{ONE}\nLeft over")
    assert [item.title for item in digest.items] == ["Attack near Gao"]
    assert digest.bare == [(4, "Left over")]


def test_a_text_without_a_title_is_kept():
    assert shape(f"Mali\n{ONE}\nJunta cuts ties\n{TWO}") == [
        ("MLI", "", ONE),
        ("MLI", "Junta cuts ties", TWO),
    ]


def test_line_numbers_count_what_stands_before():
    digest = read_digest(f"Mali\nAttack near Gao\n{ONE}", CODES.get, first_line=5)
    assert digest.items[0].line == 6


def test_what_opens_a_digest():
    assert opens_digest("Skip to content\n\nMali\nA\nB", CODES.get)
    assert not opens_digest("Attack in Mali\nMali\n", CODES.get)
    assert not opens_digest("", CODES.get)


def test_titles_are_told_from_sentences():
    assert is_title("Is Ukraine backing the insurgents?")
    assert is_title("Protests in the U.S.")
    assert is_title("'Terrorists' strike Gao")
    assert not is_title("Forty were killed.")
    assert not is_title("He said: 'We saw forty dead.'")
    assert not is_title("Forty were killed. (AFP)")
    assert not is_title("word " * 60)


WORDS = st.text("abcdefghij é’", min_size=3, max_size=12).map(str.strip).filter(lambda word: len(word) > 2)
TITLES = st.lists(WORDS, min_size=2, max_size=5).map(" ".join).map(lambda title: "T" + title)
BODIES = st.lists(WORDS, min_size=30, max_size=50).map(" ".join).map(lambda body: "B" + body + ".")


@given(st.lists(st.tuples(TITLES, BODIES), min_size=1, max_size=6), st.sampled_from(["\n", "\n\n", "\n\n\n"]))
def test_every_well_formed_page_comes_back(items, gap):
    page = (
        "Mali\n" + gap.join(f"{title}\n{body}" for title, body in items) + "\n\nRecent Updates\n1 hour ago\n"
    )
    assert shape(page) == [("MLI", title, body) for title, body in items]


@given(st.lists(st.one_of(st.text(max_size=60), TITLES, BODIES, st.sampled_from(["", "Mali", "Read more"]))))
def test_no_line_is_lost_or_invented(lines):
    text = "\n".join(line.replace("\r", " ") for line in lines)
    digest = read(text)
    kept = sum(len(item.body.split("\n")) + bool(item.title) for item in digest.items)
    countries = sum(line.strip() in CODES for line in text.split("\n"))
    filled = sum(bool(line.strip()) for line in text.split("\n"))
    assert kept + digest.dropped + len(digest.bare) + countries == filled
