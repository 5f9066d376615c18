"""Layouts: the built-in ones, what a file may say, and how what is wrong with it is told."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering_samples import MASSACRE, briefing, niger_briefing, told_briefing, verbatim

from briefer.errors import InputError
from briefer.model import Claim, Section
from briefer.rendering import FORMS, render
from briefer.rendering.layout import examine, layout_names, load_layout
from briefer.rendering.outline import outline
from briefer.rendering.shown import Block, Outline
from briefer.rendering.titling import FIELDS, faults_of, titled

GOOD = """schema = 1
name = "desk"
title = "{country}: paper[ no. {number}]"

[[sections]]
show = "bottom line"
heading = "Highlights"
most = 1

[[sections]]
show = "development"
heading = "Security"
themes = ["Security"]

[[sections]]
show = "development"
heading = "All else"
"""

AGAIN = """schema = 1
name = "desk"
title = "{{country}}"

[[sections]]
show = "bottom line"

[[sections]]
show = "development"
{again}

[[sections]]
show = "gap"
"""


@pytest.fixture
def written(tmp_path: Path):
    """Writes a template.toml and returns its folder."""

    def write(text: str) -> Path:
        (tmp_path / "template.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def kinds(name: str, *briefings) -> list[str]:
    return [block.kind for block in outline(briefings, load_layout(name)).blocks]


def test_the_built_in_layouts_arrange_a_briefing_in_their_order() -> None:
    assert layout_names() == ("weekly", "africa-file", "crisiswatch", "sitrep")
    assert kinds("weekly", told_briefing()) == [
        *("bottom line", "change", "development", "figure", "account", "background", "gap"),
    ]
    assert kinds("sitrep", told_briefing()) == [
        *(
            "bottom line",
            "figure",
            "change",
            "development",
            "development",
            "account",
            "gap",
        )
    ]
    assert kinds("crisiswatch", told_briefing()) == [
        *("trend", "bottom line", "development", "account", "change", "gap")
    ]
    assert kinds("africa-file", told_briefing(), niger_briefing()) == [
        *(
            "bottom line",
            "country",
            "trend",
            "change",
            "development",
            "figure",
            "account",
            "background",
        ),
        *("gap", "country", "gap"),  # its one development is a key takeaway
    ]


def test_crisiswatch_begins_with_the_arrow_and_one_paragraph() -> None:
    trend, lead, *_ = outline(told_briefing(), load_layout("crisiswatch")).blocks
    assert (trend.arrow, trend.lines) == (
        "▼",
        ("Deteriorated: 2 stories of violence against none in the week before",),
    )
    assert [len(part.paragraphs) for part in lead.parts] == [1]
    assert len(lead.parts[0].sentences) == 3


def test_a_sitrep_has_its_number_its_day_and_its_period() -> None:
    shown = outline(told_briefing(), load_layout("sitrep"), 12)
    assert shown.title == "Mali: situation report no. 12"
    assert shown.facts == (("Number", "12"), ("As of", "10 March 2025"), ("Period", "17–23 February 2025"))
    assert outline(told_briefing(), load_layout("sitrep")).title == "Mali: situation report"


def test_several_countries_share_one_list_of_sources() -> None:
    shown = outline([told_briefing(), niger_briefing()], load_layout("africa-file"))
    assert shown.title == "Mali and Niger, 17–23 February 2025"
    assert ("Data cut-off", "23 February 2025") in shown.facts
    assert [source.number for source in shown.sources] == [1, 2, 3, 4]
    takeaways = shown.blocks[0].parts
    assert [paragraph.lead for part in takeaways for paragraph in part.paragraphs] == [
        "Mali",
        "Niger",
    ]
    assert takeaways[-1].sentences[0].markers[0].number == 4
    chapters = [block for block in shown.blocks if block.level == 3]
    assert {block.kind for block in chapters} >= {"development", "gap"}


def test_a_chapter_without_reports_says_so() -> None:
    silent = replace(niger_briefing(), sections=(), sources=(), gaps=())
    text = render([told_briefing(), silent], "text", load_layout("africa-file"))
    assert "The bulletins hold nothing on Niger for 17–23 February 2025." in text


@pytest.mark.parametrize("form", FORMS)
def test_several_briefings_need_chapters(form: str) -> None:
    with pytest.raises(InputError, match=r"'weekly' shows one country, and there are 2.*africa-file"):
        render([told_briefing(), niger_briefing()], form)


def test_developments_are_shared_out_by_theme_and_none_is_lost(written) -> None:
    shown = outline(told_briefing(), load_layout(written(GOOD)))
    _, security, other = shown.blocks
    assert (security.heading, [part.title for part in security.parts]) == ("Security", [""])
    assert (other.heading, [part.title for part in other.parts]) == ("All else", ["Diplomacy"])


def test_figures_that_come_in_several_sections_make_one_table() -> None:
    sections = told_briefing().sections
    toll, other, hurt = sections[6].claims
    apart = (Section("Travellers killed", (toll, other), "figure"), Section("People hurt", (hurt,), "figure"))
    shown = outline(replace(told_briefing(), sections=apart), load_layout("weekly"))
    figures = next(block for block in shown.blocks if block.kind == "figure")
    assert [part.title for part in figures.parts] == [""]
    assert [row.counted for row in figures.parts[0].rows] == ["Travellers killed", "", "People hurt"]


def test_what_is_left_out_is_counted_unless_it_stands_elsewhere(written) -> None:
    folder = written(GOOD)
    highlights = outline(told_briefing(), load_layout(folder)).blocks[0]
    assert (highlights.heading, len(highlights.parts[0].paragraphs), highlights.lines) == (
        "Highlights",
        1,
        (),
    )
    figures = (
        GOOD.split('[[sections]]\nshow = "development"')[0] + '[[sections]]\nshow = "figure"\nmost = 1\n'
    )
    *_, table = outline(told_briefing(), load_layout(written(figures))).blocks
    assert table.kind == "figure"


def told_twice(again: str, *development: Claim, above: Sequence[Claim]) -> tuple[Outline, Block]:
    """A paper whose developments may tell the bottom line again or not, and its last block."""
    layout = AGAIN.format(again=again)
    with TemporaryDirectory() as folder:
        (Path(folder) / "template.toml").write_text(layout, encoding="utf-8")
        sections = (Section("Bottom line", tuple(above), "bottom line"), Section("Security", development))
        shown = outline(briefing(sections), load_layout(folder))
    return shown, shown.blocks[-2]  # the gaps come last


class TestAgain:
    """What stands above already is left out of a section whose layout says `again = false`."""

    first = verbatim(MASSACRE, "Mali’s general staff")
    second = verbatim(MASSACRE, "The Azawad")
    third = verbatim(MASSACRE, "Survivors")

    def texts(self, block: Block) -> list[str]:
        return [each.text for part in block.parts for each in part.sentences]

    def test_it_is_left_out_there_and_not_counted_as_not_shown(self) -> None:
        shown, block = told_twice("again = false", self.first, self.second, above=[self.first])
        assert self.texts(block) == [self.second.text]
        assert block.lines == ()
        assert [source.uses for source in shown.sources] == [2]

    @pytest.mark.parametrize("again", ["", "again = true"])
    def test_else_it_is_told_again(self, again: str) -> None:
        _, block = told_twice(again, self.first, self.second, above=[self.first])
        assert self.texts(block) == [self.first.text, self.second.text]

    def test_one_that_leans_on_what_stands_above_says_so_and_does_not_repeat_it(self) -> None:
        leaning = Claim("This attack was near Gao.", self.second.citations)
        _, block = told_twice(
            "again = false", self.third, self.first, leaning, above=[self.first, self.third]
        )
        assert self.texts(block) == [leaning.text]
        (paragraph,) = block.parts[0].paragraphs
        assert paragraph.lead == "17 February, on “Mali: army rejects blame for killing of travellers”"

    def test_all_of_them_told_above_leave_no_heading(self) -> None:
        _, block = told_twice("again = false", self.first, above=[self.first])
        assert (block.kind, self.texts(block)) == ("bottom line", [self.first.text])

    def test_a_part_that_is_told_above_leaves_no_title_and_takes_no_room(self) -> None:
        _, block = told_twice("again = false\nmost = 1", self.first, self.second, above=[self.first])
        assert self.texts(block) == [self.second.text]
        assert block.lines == ()

    def test_a_figure_above_is_not_its_sentence(self) -> None:
        """A table shows only the figure: the sentence has not been read."""
        shown = outline(
            briefing(
                (
                    Section(
                        "Figures", (replace(self.first, counted="people killed", figure="24"),), "figure"
                    ),
                    Section("Security", (self.first,)),
                )
            ),
            load_layout("weekly"),
        )
        assert self.first.text in [
            each.text
            for block in shown.blocks
            if block.kind == "development"
            for part in block.parts
            for each in part.sentences
        ]

    def test_it_is_true_or_false(self, written) -> None:
        folder = written(AGAIN.format(again='again = "no"'))
        with pytest.raises(
            InputError, match=r"line 10: 'again' is neither true nor false: write: again = false"
        ):
            load_layout(folder)

    @pytest.mark.parametrize("name", ["weekly", "crisiswatch", "africa-file"])
    def test_papers_with_a_summary_tell_nothing_twice(self, name: str) -> None:
        layout = load_layout(name)
        sections = (*layout.sections, *layout.country)
        assert [each.again for each in sections if each.show == "development"] == [False]


def test_sources_that_a_layout_does_not_cite_are_not_listed(written) -> None:
    layout = load_layout(written(GOOD))
    assert [source.number for source in outline(told_briefing(), layout).sources] == [1, 2]


def test_a_number_that_is_asked_for_is_never_lost(written) -> None:
    assert outline(told_briefing(), load_layout(written(GOOD)), 4).facts[0] == ("Number", "4")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("sitrp", "there is no template 'sitrp': did you mean sitrep? there are weekly, africa-file"),
        ("no/such/folder", "there is no template 'no/such/folder': there are weekly"),
    ],
)
def test_a_template_that_is_not_there_names_those_that_are(name: str, says: str) -> None:
    with pytest.raises(InputError) as told:
        load_layout(name)
    assert str(told.value).startswith(says)


def test_a_folder_without_a_template_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no template\.toml: .*briefer template new"):
        load_layout(tmp_path)


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("schema = 1", "schema = 2", "line 1: 'schema' is missing or not 1: write: schema = 1"),
        ('name = "desk"', "name = desk", "line 2, column 8: this is no TOML"),
        ('name = "desk"', "", "line 1: 'name' is missing"),
        ('name = "desk"', "name = 7", "line 2: 'name' is no text"),
        (
            'name = "desk"',
            'name = "desk"\nkiker = "Paper"',
            "line 3: 'kiker' is no key of a template: did you mean",
        ),
        ("{number}", "{numbr}", "line 3: 'title' has no field {numbr}: there are {country}"),
        ("{number}]", "{number}", "line 3: 'title' has a bracket without its other half"),
        ("{country}", "{country", "line 3: 'title' has a brace without its other half"),
        (
            'show = "bottom line"',
            'show = "botom line"',
            "line 6: 'show' cannot be 'botom line': did you mean 'bottom",
        ),
        ('show = "bottom line"', 'show = "source"', "line 6: 'show' need not name 'source'"),
        ('show = "bottom line"', 'show = "countries"', "line 1: 'country' is missing"),
        ('show = "bottom line"', "", "line 5: 'show' is missing"),
        ("most = 1", "most = 0", "line 8: 'most' is no whole number from 1"),
        ("most = 1", "most = true", "line 8: 'most' is no whole number from 1"),
        (
            "most = 1",
            'style = "table"',
            "line 8: 'style' cannot be 'table': did you mean 'bullets'? there are",
        ),
        ("most = 1", 'themes = ["Security"]', "line 8: 'themes' says nothing of 'bottom line'"),
        (
            'themes = ["Security"]',
            'themes = ["Securty"]',
            "line 13: 'themes' cannot be 'Securty': did you mean",
        ),
        ('themes = ["Security"]', 'themes = "Security"', "line 13: 'themes' is no list of texts"),
        (
            "title =",
            'facts = ["cutoff"]\ntitle =',
            "line 3: 'facts' cannot be 'cutoff': did you mean 'cut-off'?",
        ),
        ('[[sections]]\nshow = "bottom line"', 'sections = 1\n[a]\nshow = "x"', "is no"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_to_write(
    written, was: str, now: str, says: str
) -> None:
    folder = written(GOOD.replace(was, now, 1))
    with pytest.raises(InputError) as told:
        load_layout(folder)
    assert str(told.value).startswith(str(folder / "template.toml"))
    assert says in str(told.value)


def test_all_faults_of_a_file_are_found(written) -> None:
    folder = written(
        GOOD.replace("schema = 1", "schema = 9").replace("most = 1", "most = -1").replace("{number}", "{n}")
    )
    layout, faults = examine(folder)
    assert layout is None
    assert [fault.message.split("line ")[1].split(":")[0] for fault in faults] == ["1", "3", "8"]


@given(st.text(alphabet=string.printable, max_size=300))
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    (folder / "template.toml").write_text(text, encoding="utf-8", newline="")
    layout, faults = examine(folder)
    assert (layout is None) == bool(faults)
    assert all(str(folder) in fault.message and "\n" not in str(fault) for fault in faults)


@given(
    st.lists(
        st.sampled_from(["{country}", "{number}", "{period}", "[", "]", "{", "}", " no. ", "x"]), max_size=8
    )
)
def test_titles_are_filled_in_or_refused(parts: list[str]) -> None:
    title = "".join(parts)
    if faults_of(title) is None:
        values = dict.fromkeys(FIELDS, "[{a}]") | {"number": ""}
        shown = titled(title, values)
        assert "{country}" not in shown
        assert shown.count("[{a}]") <= title.count("{")


def test_the_same_briefing_in_each_layout_says_the_same_to_programs() -> None:
    records = {
        render(briefing(), "json", load_layout(name)).replace(f'"{name}"', '""') for name in layout_names()
    }
    assert len(records) == 1
