"""Harmless edits: other words, the same thing said. Written by hand, and made by rules that are sure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from briefer.errors import InputError
from briefer.evaluation.meta.claims import REWORDED, SEEDS, Base, cited
from briefer.evaluation.meta.rewording import REWORDERS
from briefer.evaluation.meta.text import random_of
from briefer.model import Bulletin
from briefer.resources import shipped

HARMLESS_FILE = "harmless.jsonl"
_KEYS = ("schema", "id", "kind", "bulletin", "quote", "claim")
_HINT = "each line is {" + ", ".join(f'"{key}"' for key in _KEYS) + "}"


def hand_written(bulletins: Iterable[Bulletin], path: Path | None = None) -> tuple[Base, ...]:
    """Read the edits written by hand; those of other bulletins are left out.

    Raises InputError where a line is no edit, or quotes what its bulletin does not say.
    """
    path = path or shipped("evals") / "meta" / HARMLESS_FILE
    by_title = {bulletin.title: bulletin for bulletin in bulletins}
    found = []
    for number, record in _records(path):
        bulletin = by_title.get(record["bulletin"])
        if bulletin is None:
            continue
        citation = cited(bulletin, record["quote"])
        if citation is None:
            raise InputError(
                f'{path.name}, line {number}: "{record["bulletin"]}" does not hold the quotation',
                "copy the words of the bulletin's body exactly",
            )
        found.append(Base(record["id"], record["claim"], citation, SEEDS, REWORDED, record["kind"]))
    return tuple(found)


def _records(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path.name} cannot be read ({error.strerror})", "check the installation") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            raise InputError(f"{path.name}, line {number}: not JSON", _HINT) from None
        texts = isinstance(record, dict) and all(isinstance(record.get(key), str) for key in _KEYS[1:])
        if not texts or record.get("schema") != 1:
            raise InputError(f"{path.name}, line {number}: no harmless edit", _HINT)
        yield number, record


def made(bases: Sequence[Base], plain: frozenset[str], seed: int) -> tuple[Base, ...]:
    """Reword sentences by rule: one edit of each kind for each sentence that it fits."""
    found = []
    for base in bases:
        for kind, reword in REWORDERS.items():
            text = reword(base, plain, random_of(seed, kind, base.id))
            if text is not None and text != base.text:
                name = f"{base.id}.{kind.replace(' ', '-')}"
                found.append(Base(name, text, base.citation, base.origin, REWORDED, kind))
    return tuple(found)
