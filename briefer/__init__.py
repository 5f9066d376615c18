"""briefer reads news bulletins, answers questions and writes country briefings from them,
every sentence cited to the exact words of a bulletin."""

__version__ = "0.1.0"
