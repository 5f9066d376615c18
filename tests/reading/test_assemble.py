from __future__ import annotations

from datetime import date

import pytest
from reading_files import TODAY

from briefer.model import Basis, Page
from briefer.reading.assemble import assemble, country_line
from briefer.reading.raw import Log, RawItem

PAGE = Page("a.txt", "text", "0" * 64, TODAY)


def bulletins(*items, page=PAGE):
    log = Log(page.source)
    return list(assemble(page, items, log, TODAY)), log.problems


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Mali", "MLI"),
        ("  Burkina Faso ", "BFA"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Côte d'Ivoire", "CIV"),
        ("USA", "USA"),
    ],
)
def test_lines_that_name_a_country(line, code):
    assert country_line(line) == code


@pytest.mark.parametrize(
    "line", ["mali", "Malian", "Mali:", "Mali and Niger", "it", "Is", "", "Mali.", "Home", "X", "Mali " * 30]
)
def test_lines_that_do_not(line):
    assert country_line(line) is None


def test_places_run_through_all_sections():
    items = [RawItem(f"T{n}", "Text.", section=n // 2) for n in range(5)]
    found, _ = bulletins(*items)
    assert [bulletin.place for bulletin in found] == [0, 1, 2, 3, 4]


def test_the_order_of_one_section_says_nothing_of_another():
    first = [RawItem("A", "It rained on Feb. 20.", section=0), RawItem("B", "It was dry.", section=0)]
    second = [RawItem("C", "It was hot.", section=1), RawItem("D", "It froze on Jan. 3.", section=1)]
    found, _ = bulletins(*first, *second)
    assert found[1].date.basis is Basis.PAGE_ORDER
    assert found[1].date.latest == date(2025, 2, 20)
    assert found[2].date.earliest == date(2025, 1, 3)


def test_the_records_date_wins_over_its_words():
    found, _ = bulletins(RawItem("A", "It rained on Feb. 20.", given=date(2025, 3, 1)))
    assert (found[0].date.earliest, found[0].date.basis) == (date(2025, 3, 1), Basis.FEED)


def test_assumed_years_are_counted_once_for_the_page():
    page = Page("a.txt", "text", "0" * 64, None)
    items = [
        RawItem("A", "It rained on Feb. 20."),
        RawItem("B", "It froze on Jan. 3."),
        RawItem("C", "It was dry."),
    ]
    found, (problem,) = bulletins(*items, page=page)
    assert [bulletin.date.basis is Basis.ASSUMED for bulletin in found] == [True, True, False]
    assert problem.message.startswith("2 dates have no year")
    assert problem.severity == "warning"


def test_only_web_addresses_become_links():
    urls = [
        "https://example.org/a",
        "javascript:alert(1)",
        "/relative",
        "https://example.org/a b",
        " http://e.org\n",
    ]
    found, _ = bulletins(*(RawItem(f"T{n}", "x", url=url) for n, url in enumerate(urls)))
    assert [bulletin.url for bulletin in found] == ["https://example.org/a", None, None, None, "http://e.org"]


def test_untrusted_words_are_cleaned():
    (bulletin,), _ = bulletins(
        RawItem("A\x1b[2J\nB", "One\x00.\r\nTwo.\ud800", outlets=("R\nFI" + "x" * 200,), key="k\n1")
    )
    assert (bulletin.title, bulletin.body, bulletin.key) == (
        "A[2J B",
        "One.\nTwo.\N{REPLACEMENT CHARACTER}",
        "k 1",
    )
    assert len(bulletin.outlets[0]) == 100


def test_an_item_that_names_no_country_is_about_the_one_that_its_page_puts_over_it():
    (bulletin,), _ = bulletins(RawItem("Rain", "It rained.", country="MLI"))
    assert bulletin.countries.main == ("MLI",)


def test_items_without_words_are_left_out_and_a_page_of_them_is_an_error():
    found, problems = bulletins(RawItem("", "\x00 "), RawItem("A", "x"))
    assert ([bulletin.place for bulletin in found], problems) == ([0], [])
    found, (problem,) = bulletins(RawItem("", "\x00 "))
    assert (found, problem.severity) == ([], "error")
