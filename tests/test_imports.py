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
FRAMEWORKS = {"langchain", "langchain_core", "langgraph", "pydantic", "typer"}
DOMAIN = ("briefer.model", "briefer.errors", "briefer.reading", "briefer.grounding")
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(briefer.__path__, "briefer.")
    if module.name != "briefer.__main__"
)


def loaded_by(modules: list[str]) -> set[str]:
    """Return the top-level modules that a new Python has after importing these."""
    imports = "\n".join(f"import {name}" for name in modules)
    told = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", f"{imports}\n{told}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_no_module_loads_a_slow_library_when_imported():
    assert loaded_by(MODULES) & SLOW == set()


@pytest.mark.parametrize("package", DOMAIN)
def test_domain_code_loads_no_framework(package):
    modules = [name for name in MODULES if name == package or name.startswith(f"{package}.")]
    assert modules
    assert loaded_by(modules) & (FRAMEWORKS | SLOW) == set()
