"""What a briefing says that it does not cover."""

from __future__ import annotations

from datetime import date

from briefed import bulletin, sentences

from briefer.model import Basis, Bulletin, BulletinDate, Period, Precision
from briefer.writing.engine import BriefTask
from briefer.writing.gaps import gaps

WEEK = Period(date(2025, 2, 17), date(2025, 2, 23))
RAID = bulletin("Raid on a base", "Gunmen attacked an army base near Gao.", date=date(2025, 2, 18))


def of(*current: Bulletin, quoted: tuple[Bulletin, ...] | None = None, undated: int = 0) -> tuple[str, ...]:
    task = BriefTask("MLI", "Mali", WEEK, tuple(item for each in current for item in sentences(each)), ())
    return gaps(task, current if quoted is None else quoted, undated)


def test_a_week_with_nothing_says_so() -> None:
    assert of() == ("No bulletin of the period reports on Mali.",)


def test_themes_without_a_sentence_are_named() -> None:
    (said,) = of(RAID)
    assert "economy" in said
    assert "security" not in said


def test_a_theme_that_a_title_names_is_no_gap() -> None:
    titled = bulletin("A human rights crisis", "Gunmen attacked an army base.", date=date(2025, 2, 18))
    assert not any("human rights" in said for said in of(titled))


def test_a_loose_date_is_named_unless_it_lies_in_the_period() -> None:
    def raid(first: date, last: date) -> Bulletin:
        when = BulletinDate(first, last, Precision.BOUNDS, Basis.PAGE_ORDER)
        return bulletin("Raid on a base", "Gunmen attacked an army base.", date=when)

    assert any("may lie outside" in said for said in of(raid(date(2025, 1, 1), date(2025, 2, 20))))
    assert not any("may lie outside" in said for said in of(raid(date(2025, 2, 18), date(2025, 2, 20))))
    assert not any("may lie outside" in said for said in of(RAID))


def test_what_is_not_quoted_and_what_has_no_date_is_counted() -> None:
    said = of(RAID, quoted=(), undated=2)
    assert "1 further bulletin of the period not quoted." in said
    assert "2 bulletins on Mali without any date, not used." in said
