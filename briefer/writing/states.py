"""The states of change that a briefing tells of."""

from __future__ import annotations

NEW, UPDATED, DENIED = "New", "Updated", "Denied or retracted"
CONTINUING, DUE, QUIET = "Continuing", "Falling due", "No further word"
