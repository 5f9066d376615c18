"""A recipe: all that a training run depends on besides its data, read from a TOML file beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files

from briefer.errors import InputError


@dataclass(frozen=True, slots=True)
class Recipe:
    """One run. Lengths are in tokens; `most` says how many examples of each set or kind are taken."""

    name: str
    reads: bool  # questions and their answers, where others judge claims
    seed: int
    months: int  # of the corpus
    written: bool = False  # with what was written by hand, whichever month it is about
    examples: str = ""  # the recipe whose examples it draws from besides its own
    reworded: float = 0.0  # share of the questions that are asked in other words than the text's
    start: str = ""  # the recipe whose weights it starts from; MiniLM's where it names none
    most: Mapping[str, int] = field(default_factory=dict)
    repeats: Mapping[str, int] = field(default_factory=dict)  # how often a set is gone through in one epoch
    epochs: int = 1
    learning_rate: float = 1e-4
    warmup: float = 0.06  # share of the steps
    decay: float = 0.01
    batch_tokens: int = 2048  # padding included
    longest: int = 192
    dropout: float = 0.1
    digest: str = ""  # of the file


def read_recipe(name: str) -> Recipe:
    """Read `recipes/NAME.toml`; raises InputError where there is none, or where it sets something unknown."""
    file = files("briefer.training") / "recipes" / f"{name}.toml"
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"there is no recipe {name!r}", "name a file of briefer/training/recipes") from None
    try:
        return Recipe(name=name, digest=sha256(text.encode()).hexdigest()[:12], **tomllib.loads(text))
    except TypeError as error:
        raise InputError(
            f"{name}.toml: {error}", "see briefer/training/recipe.py for what can be set"
        ) from None
