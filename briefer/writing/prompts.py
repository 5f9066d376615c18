"""Prompt files: Jinja2 templates whose variables are declared, checked, and filled with text that stays data.

A file starts with a comment that declares its variables and has two parts, divided by a line `--- human ---`.
Bulletins are written by strangers, so what goes in from them is put on one line for each sentence, with
nothing in it that could end the line or the block that it stands in, or pass for a number that may be cited.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

from briefer.errors import InputError
from briefer.model import Bulletin, Evidence
from briefer.reading.dates import describe_date
from briefer.resources import shipped

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

SUFFIX = ".md.j2"
DIVIDER = "--- human ---"

_DECLARATION = re.compile(r"\A\s*\{#-?\s*variables:(?P<names>[^#]*?)-?#\}")
_DIVIDER_LINE = re.compile(rf"^{re.escape(DIVIDER)}[ \t]*\r?$\n?", re.MULTILINE)
_BRACKETED_NUMBER = re.compile(r"\[(\s*\^?\d[\d\s,;^–-]*)\]")
_FENCE = re.compile(r"`{3,}|~{3,}")
_MEND = "mend the Jinja2 template"
_POINTED = str.maketrans("<>", "‹›")
_DROPPED = frozenset({"Cf", "Cs", "Co", "Cn"})  # unseen marks, halves of pairs, characters without a meaning
_BLANKED = frozenset({"Cc", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file that was read and checked."""

    name: str  # the file's name
    sha256: str  # of the file's bytes, in hex
    variables: frozenset[str]
    system: Template
    human: Template

    def render(self, **values: str) -> tuple[str, str]:
        """Return the system and the human message.

        Raises InputError when the values are not those that the file declares, or the template fails on them.
        """
        from jinja2 import TemplateError

        _must_agree(self.name, "declares", self.variables, "is given", frozenset(values))
        try:
            return self.system.render(**values).strip(), self.human.render(**values).strip()
        except TemplateError as error:
            raise InputError(f"prompt {self.name}: {error}", _MEND) from None


def load_prompt(name: str) -> Prompt:
    """Read `<name>.md.j2` from the folder of prompts.

    Raises InputError, naming the file, when it is missing, is not UTF-8, has no declaration or no divider, is
    not valid Jinja2, or uses other variables than it declares.
    """
    file = name + SUFFIX
    try:
        content = (shipped("prompts") / file).read_bytes()
    except OSError as error:
        raise InputError(
            f"prompt {file} cannot be read ({error.strerror})", "install briefer again"
        ) from None
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"prompt {file} is not UTF-8", "save it as UTF-8") from None
    return _parsed(file, sha256(content).hexdigest(), source)


def bulletin_block(evidence: Iterable[Evidence]) -> str:
    """Lay out numbered sentences: one line for each bulletin, then one for each of its sentences."""
    runs = groupby(evidence, key=lambda item: item.bulletin.id)
    return "\n\n".join(_bulletin_lines(tuple(run)) for _, run in runs)


def data_line(text: str) -> str:
    """Put untrusted text on one line and take the sense out of what a prompt gives a sense to.

    Control characters become spaces and unseen marks go; `<` and `>` become `‹` and `›`, fences of backticks
    or tildes become quotation marks, and a number in square brackets gets round ones.
    """
    seen = (
        "" if category in _DROPPED else " " if category in _BLANKED else character
        for character in text
        for category in (unicodedata.category(character),)
    )
    line = _FENCE.sub('"', " ".join("".join(seen).split()).translate(_POINTED))
    return _BRACKETED_NUMBER.sub(r"(\1)", line)


def _bulletin_lines(items: tuple[Evidence, ...]) -> str:
    sentences = (f"[{item.number}] {data_line(item.text)}" for item in items)
    return "\n".join((_header(items[0].bulletin), *sentences))


def _header(bulletin: Bulletin) -> str:
    parts = [data_line(bulletin.title), describe_date(bulletin.date), data_line(", ".join(bulletin.outlets))]
    return "Bulletin: " + " | ".join(part for part in parts if part)


def _parsed(file: str, digest: str, source: str) -> Prompt:
    declaration = _DECLARATION.match(source)
    if not declaration:
        hint = "start it with a comment such as {# variables: question, bulletins #}"
        raise InputError(f"prompt {file} does not declare its variables", hint)
    parts = _DIVIDER_LINE.split(source)
    if len(parts) != 2:
        hint = f"put one line '{DIVIDER}' between the system part and the human part"
        raise InputError(f"prompt {file} has {len(parts)} parts, not two", hint)
    declared = frozenset(re.findall(r"[^\s,]+", declaration["names"]))
    environment = _environment()
    used, templates = _compiled(file, environment, parts)
    _must_agree(file, "declares", declared, "uses", used)
    return Prompt(file, digest, declared, *templates)


def _compiled(
    file: str, environment: SandboxedEnvironment, parts: list[str]
) -> tuple[frozenset[str], tuple[Template, Template]]:
    from jinja2 import TemplateError
    from jinja2.meta import find_undeclared_variables

    # Blank lines in place of the first part make Jinja2 count the second one's lines as the file has them.
    system, human = parts[0], "\n" * (parts[0].count("\n") + 1) + parts[1]
    try:
        used = frozenset().union(
            *(find_undeclared_variables(environment.parse(part)) for part in (system, human))
        )
        return used, (environment.from_string(system), environment.from_string(human))
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise InputError(f"prompt {file}{f', line {line}' if line else ''}: {error}", _MEND) from None


def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    # What is rendered goes to a model as plain text: escaping it as HTML would change the bulletins' words.
    return SandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )


def _must_agree(file: str, verb: str, left: frozenset[str], other_verb: str, right: frozenset[str]) -> None:
    if left == right:
        return
    differing = ", ".join(sorted(left ^ right))
    message = f"prompt {file} {verb} {_listed(left)} but {other_verb} {_listed(right)}"
    raise InputError(message, f"these do not agree: {differing}")


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "no variables"
