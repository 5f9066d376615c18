"""Importing briefer's modules stays cheap, and the code that judges bulletins knows no framework.

Which package may import which is held by import-linter (`make test`); this looks at what really gets loaded.
"""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import briefer

# Loaded inside the functions that need them, for what they cost to import.
SLOW = {
    "chromadb",
    "docx",
    "feedparser",
    "onnxruntime",
    "pypdf",
    "sentence_transformers",
    "torch",
    "trafilatura",
}
# Imported when they are needed, by functions of others: they may load what they are made of.
LATE = "briefer.rendering.word"


def is_late(name: str) -> bool:
    return name == LATE or name.startswith(f"{LATE}.")


FRAMEWORKS = {"langchain", "langchain_core", "langgraph", "pydantic", "typer"}
DOMAIN = ("briefer.model", "briefer.errors", "briefer.reading", "briefer.grounding")
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(briefer.__path__, "briefer.")
    if module.name != "briefer.__main__" and not is_late(module.name)
)


def loaded_by(modules: list[str]) -> set[str]:
    """Return the modules that a new Python has after importing these: top-level ones, and those of briefer."""
    imports = "\n".join(f"import {name}" for name in modules)
    told = "import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"{imports}\n{told}"], capture_output=True, text=True, check=True
    )
    names = done.stdout.split()
    return {name.partition(".")[0] for name in names} | {
        name for name in names if name.startswith("briefer.")
    }


def test_no_module_loads_a_slow_library_when_imported():
    loaded = loaded_by(MODULES)
    assert loaded & SLOW == set()
    assert not any(map(is_late, loaded))


@pytest.mark.parametrize("package", DOMAIN)
def test_domain_code_loads_no_framework(package):
    modules = [name for name in MODULES if name == package or name.startswith(f"{package}.")]
    assert modules
    assert loaded_by(modules) & (FRAMEWORKS | SLOW) == set()
