"""briefer reads news bulletins, answers questions and writes country briefings from them,
every sentence cited to the exact words of a bulletin."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefer.api import ask, brief, open_archive

__all__ = ["__version__", "ask", "brief", "open_archive"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    # Loaded when first asked for: the command line must answer `--version` at once.
    if name not in __all__:
        raise AttributeError(f"module 'briefer' has no attribute {name!r}")
    from briefer import api

    return getattr(api, name)
