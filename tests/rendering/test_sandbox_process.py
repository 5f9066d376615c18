"""The process in which a user's page is rendered: what it sees of the machine, and what it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefer.errors import InputError
from briefer.rendering.layout import load_layout
from briefer.rendering.outline import outline
from briefer.rendering.sample import sample_briefing
from briefer.rendering.sandbox import own_page, own_style
from briefer.rendering.starting import new_template


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "template"
    made.mkdir()
    for name, text in new_template("mine", "weekly").items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def page_of(folder: Path) -> str | None:
    layout = load_layout(str(folder))
    return own_page(outline((sample_briefing(),), layout, 1), layout)


def test_no_module_of_the_folder_that_one_stands_in_is_run(folder, tmp_path, monkeypatch):
    here = tmp_path / "here"
    here.mkdir()
    for name in ("jinja2", "pickle", "markupsafe", "json"):
        (here / f"{name}.py").write_text("raise SystemExit('it ran')\n", encoding="utf-8")
    (folder / "page.html.j2").write_text("<p>{{ shown.subject }}</p>", encoding="utf-8")
    monkeypatch.chdir(here)
    assert page_of(folder) == "<p>Mali (sample)</p>"


def test_it_is_told_no_keys_and_no_tokens(folder, tmp_path, monkeypatch):
    seen = tmp_path / "seen"
    (tmp_path / "sitecustomize.py").write_text(
        f"import os\nopen({str(seen)!r}, 'w').write('\\n'.join(os.environ))\n", encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("BRIEFER_TOKEN", "a-token-of-the-desk")
    monkeypatch.setenv("SOME_API_KEY", "secret")
    page_of(folder)
    names = seen.read_text(encoding="utf-8").split("\n")
    assert "PATH" in names
    assert "BRIEFER_TOKEN" not in names
    assert "SOME_API_KEY" not in names


def test_a_style_sheet_that_leads_out_of_its_folder_is_not_shown(folder, tmp_path):
    (tmp_path / "secret").write_text("h1 { color: red }", encoding="utf-8")
    (folder / "page.css").unlink()
    (folder / "page.css").symlink_to(tmp_path / "secret")
    with pytest.raises(InputError, match="leads out of its folder"):
        own_style(load_layout(str(folder)))


@pytest.mark.parametrize(
    "page",
    [
        "{{ ''|attr('__class__') }}",
        "{{ ('{0.__class__}'|e).format(1) }}",
        "{% set f = '{0.__class__}'.format %}{{ f(1) }}",
        "{{ '{x.__class__}'.format_map({'x': 1}) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ namespace.mro() }}",
        "{{ self._TemplateReference__context }}",
        "{% import 'parts.html.j2' as p %}{{ p.masthead.__init__ }}",
        "{% import 'parts.html.j2' as p %}{{ p._body_stream }}",
    ],
)
def test_no_known_way_out_is_open(folder, page):
    (folder / "page.html.j2").write_text(page, encoding="utf-8")
    with pytest.raises(InputError, match="unsafe"):
        page_of(folder)


@pytest.mark.parametrize(
    "page", ["{{ [''] | map('attr', '__class__') | list }}", "{{ [''] | map(attribute='__class__') | list }}"]
)
def test_nor_one_that_maps(folder, page):
    (folder / "page.html.j2").write_text(page, encoding="utf-8")
    assert page_of(folder) == "[Undefined]"
