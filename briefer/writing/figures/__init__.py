"""Figures as worded, each with who states it and where: never added, averaged or rounded."""

from briefer.writing.figures.listing import figures
from briefer.writing.figures.words import COUNTED, FATES

__all__ = ["COUNTED", "FATES", "figures"]
