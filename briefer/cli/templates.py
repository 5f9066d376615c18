"""`template`: the layouts of a briefing, and making one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefer.cli.options import JsonOption
from briefer.console.terminal import tell

template = typer.Typer(
    name="template",
    rich_markup_mode=None,
    no_args_is_help=True,
    help="List the templates of a briefing, make one of your own, and try it.",
)
_FAULTY = 2


@template.command("list")
def list_(json: JsonOption = False) -> None:
    """List the templates, each with what it is for."""
    from briefer.rendering.json import dumped
    from briefer.rendering.layout import layout_names, load_layout

    layouts = [load_layout(name) for name in layout_names()]
    if json:
        records = [{"name": layout.name, "about": layout.about} for layout in layouts]
        tell(dumped({"schema": "briefer.templates/1", "templates": records}))
        return
    width = max(len(layout.name) for layout in layouts)
    tell("".join(f"{layout.name:<{width}}  {layout.about}\n" for layout in layouts))


@template.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits and hyphens.")],
    like: Annotated[
        str, typer.Option("--from", metavar="T", help="The template that it begins as: see list.")
    ] = "weekly",
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder in which it is made.")] = Path(),
) -> None:
    """Make a template of your own, to change.

    It is a folder with what is shown, the page and its style, every key explained. Use it with:
    briefer brief COUNTRY --template FOLDER
    """
    from briefer.console.files import write_whole
    from briefer.errors import InputError
    from briefer.rendering.starting import new_template

    files = new_template(name, like)
    folder = out / name
    if folder.exists():
        raise InputError(f"{folder} is there already", "choose another name, or remove it")
    for file, text in files.items():
        write_whole(folder / file, text)
    tell(f"made {folder}: {', '.join(files)}\ntry it with: briefer template check {folder}\n")


@template.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder with a template.toml.")],
) -> None:
    """Try a template in every form.

    A sample is rendered with it; each fault is told with its file, its line and what may stand
    there. The exit status is 2 where there is one.
    """
    from briefer.rendering import FORMS
    from briefer.rendering.trying import try_template

    layout, faults = try_template(folder)
    if layout is None or faults:
        tell("".join(f"{fault}\n" for fault in faults))
        raise typer.Exit(_FAULTY)
    tell(f"{layout.name}: no faults; tried as {', '.join(FORMS)}\n")
