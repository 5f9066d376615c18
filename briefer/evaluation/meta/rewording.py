"""Harmless edits by rule, kind by kind. Each returns the sentence in other words, or None where it does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

from briefer.evaluation.meta.claims import Base
from briefer.evaluation.meta.clauses import read_clause
from briefer.evaluation.meta.text import (
    FIGURE,
    MONTH,
    MONTHS,
    VALUE_WORDS,
    WORD_VALUES,
    capitalised,
    figures,
    lowered,
    with_articles,
)

Reworder = Callable[[Base, frozenset[str], Random], str | None]


def number_format(base: Base, plain: frozenset[str], random: Random) -> str | None:
    """Digits for words, words for digits, 3,500,000 for 3.5 million and back, % for percent and back."""
    text = base.text
    choices = [_other_form(text, match) for match in figures(text)]
    choices += [_unscaled(text, match) for match in FIGURE.finditer(text)]
    choices.append(re.sub(r"(?<=\d) ?(?:percent|per cent)\b", "%", text))
    choices.append(re.sub(r"(?<=\d)%(?= |,|\.$)", " percent", text))
    changed = [each for each in choices if each and each != text]
    return random.choice(changed) if changed else None


def _other_form(text: str, match: re.Match[str]) -> str | None:
    after = text[match.end() :]
    if re.match(r" (?:hundred|thousand|million|billion|dozen)|%", after):
        return None
    if match["word"]:
        value = WORD_VALUES[match["word"].lower()]
        # "One of them" and "two" as a pronoun stand better in words.
        if value < 2 or not re.match(r" [a-z]", after) or (match.start() == 0 and value < 10):
            return None
        new = str(value)
    elif match["digits"].isdigit() and int(match["digits"]) in VALUE_WORDS and not match["decimals"]:
        if (
            text[: match.start()].endswith("$")
            or int(match["digits"]) < 2
            or re.match(r" ?(?:km|%|percent)", after)
        ):
            return None
        new = VALUE_WORDS[int(match["digits"])]
    elif "," in match["digits"] and match["digits"].endswith(",000,000"):
        new = match["digits"].removesuffix(",000,000") + " million"
    else:
        return None
    return text[: match.start()] + (capitalised(new) if not match.start() else new) + text[match.end() :]


def _unscaled(text: str, match: re.Match[str]) -> str | None:
    scale = re.match(r" (million)\b(?! (?:to|and|or)\b)", text[match.end() :])
    if not scale or not match["digits"] or not match["digits"].isdigit():
        return None
    value = round(float(match["digits"] + (match["decimals"] or "")) * 1_000_000)
    return f"{text[: match.start()]}{value:,}{text[match.end() + scale.end() :]}"


_MONTH_DAY = re.compile(
    rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?P<year>, (?:19|20)\d\d)?(?![\w–-]|,? \d| attacks)"
)
_DAY_MONTH = re.compile(rf"(?<![–-])\b(?P<day>\d{{1,2}}) (?P<month>{MONTH})(?P<year> (?:19|20)\d\d)?(?!\w)")


def date_format(base: Base, plain: frozenset[str], random: Random) -> str | None:
    """17 February for Feb. 17, and back."""
    if match := _MONTH_DAY.search(base.text):
        year = (match["year"] or "").replace(",", "")
        new = f"{match['day']} {_month(match['month'])}{year}"
    elif match := _DAY_MONTH.search(base.text):
        year = f", {match['year'].strip()}" if match["year"] else ""
        new = f"{_month(match['month'])} {match['day']}{year}"
    else:
        return None
    return base.text[: match.start()] + new + base.text[match.end() :]


def _month(written: str) -> str:
    return next(month for month in MONTHS if month.startswith(written.rstrip(".")[:3]))


_PAIRED = re.compile(
    r"\b(?P<name>(?:[A-Z][\w’'-]+ )(?:(?:of|and|the|for|on|&|[A-Z][\w’'-]+) "
    r"){0,6}[A-Z][\w’'-]+) \((?P<short>[A-Z]{3,6})\)"
)
_KNOWN = (
    ("the United Nations", "the UN"),
    ("United Nations", "UN"),
    ("the United States", "the U.S."),
    ("the United States", "the US"),
    ("the United Kingdom", "the UK"),
    ("the European Union", "the EU"),
    ("the World Health Organization", "the WHO"),
    ("the Democratic Republic of the Congo", "the DRC"),
    ("the International Monetary Fund", "the IMF"),
    ("the International Criminal Court", "the ICC"),
    ("the Federal Bureau of Investigation", "the FBI"),
    ("the Central Intelligence Agency", "the CIA"),
)


def acronym(base: Base, plain: frozenset[str], random: Random) -> str | None:
    """A short form for the name and the name for its short form: well known, or paired by the bulletin itself."""
    pairs = [
        (match["name"], match["short"]) for match in _PAIRED.finditer(base.bulletin.body) if _spells(match)
    ]
    choices = []
    for name, short in pairs:
        choices.append(base.text.replace(f"{name} ({short})", short))
        choices.append(base.text.replace(f"{name} ({short})", name))
        if f"({short})" not in base.text:
            choices += [base.text.replace(name, short), re.sub(rf"\b{short}\b(?!-)", name, base.text)]
    for name, short in _KNOWN:
        choices.append(re.sub(rf"(?<!\w){name}(?! \(|[’'-]| [A-Z])", short, base.text))
        choices.append(re.sub(rf"(?<!\w){re.escape(short)}(?![\w$’'-]| [A-Z])", name, base.text))
        choices.append(
            base.text.replace(f"{capitalised(name)} ", f"{capitalised(short)} ")
            if base.text.startswith(capitalised(name) + " ")
            and not re.match(r" [A-Z(]", base.text[len(name) :])
            else base.text
        )
    changed = [each for each in choices if each != base.text]
    return random.choice(changed) if changed else None


def _spells(match: re.Match[str]) -> bool:
    initials = "".join(word[0] for word in match["name"].split() if word[0].isupper())
    return initials == match["short"]


_LEADING = re.compile(
    r"^(?P<lead>(?:On|In|At|Near|During|After|Since) (?:the )?[^,]{3,50}), (?P<rest>(?![a-z]+ing\b)[^;:\"“]{25,200})\.$"
)
_TRAILING = re.compile(
    rf"^(?P<rest>[^,;:\"“]{{25,200}}) (?P<tail>on (?:{MONTH} \d{{1,2}}|Monday|Tuesday|Wednesday|"
    r"Thursday|Friday|Saturday|Sunday)|in (?:the )?[A-Z]\w+(?: [A-Z]\w+)?)\.$"
)
_ACCORDING = re.compile(r"^(?P<rest>[^;:\"“]{25,200}), (?P<tail>according to [^,;:]{3,80})\.$")
_SUBJECT = re.compile(
    r"(?:the|an?|at least|more than|\d|two|three|[A-Z]|several|some|police|troops|gunmen)\b"
)


def reordering(base: Base, plain: frozenset[str], random: Random) -> str | None:
    """What leads is moved to the end, and what ends to the front."""
    if match := _ACCORDING.match(base.text):
        return f"{capitalised(match['tail'])}, {lowered(match['rest'], plain)}."
    match = _LEADING.match(base.text)
    # Of several clauses it is not plain which one the lead belongs to.
    if (
        match
        and _SUBJECT.match(match["rest"])
        and not re.search(r",|\b(?:and|but|after|that|who|which)\b", match["rest"])
    ):
        return f"{capitalised(match['rest'])} {lowered(match['lead'], plain)}."
    match = _TRAILING.match(base.text)
    if match and not re.search(r"\b(?:that|who|which|and|but|of|to|after|as)\b", match["rest"]):
        return f"{capitalised(match['tail'])}, {lowered(match['rest'], plain)}."
    return None


def voice(base: Base, plain: frozenset[str], random: Random) -> str | None:
    """The passive for the active, and back, of simple clauses."""
    clause = read_clause(base.text)
    if clause is None or re.match(r"(?:his|her|its|their|him|himself)\b", clause.patient):
        return None
    # "Kills two and wounds five": the subject goes on, so the clause cannot be turned.
    if (
        re.match(
            r",? (?:and|but|before|while|as|killing|wounding|injuring|leaving|of|to)\b|, \w+ing\b",
            clause.rest,
        )
        or " and " in clause.rest
    ):
        return None
    if clause.passive:
        return clause.active(clause.agent, clause.patient, plain)
    return clause.in_passive(clause.patient, clause.agent, plain)


_SAME = (
    (r"\binjured\b", "wounded"),
    (r"\bwounded\b", "injured"),
    (r"\binjuring\b", "wounding"),
    (r"\bwounding\b", "injuring"),
    (r"\binjures\b", "wounds"),
    (r"\bat least (?=\w+ (?:people|others|soldiers|civilians|children))", "no fewer than "),
    (r"\bmore than (?=\d)", "over "),
    (r"\bapproximately (?=\d)", "about "),
    (r"\bbegins\b", "starts"),
    (r"\bbegan\b", "started"),
    (
        r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )\bdue to (?=the |an? |its |his |her |their )",
        "because of ",
    ),
    (r"\bbecause of\b", "owing to"),
    (r"\bpolicemen\b", "police officers"),
    (r"\bpurchases\b", "buys"),
    (r"\bpurchased\b", "bought"),
    (r"\bexplosion\b", "blast"),
    (r"\bresigns (?=as|from|after|over|in)", "steps down "),
    (r"\bconcludes\b", "ends"),
    (r"\ballows\b", "permits"),
    (r"\baims to\b", "seeks to"),
    (r"\bhuge\b", "very large"),
    (r"\bprior to\b", "before"),
    (r"\btwice\b", "two times"),
    (r"\bevery year\b", "each year"),
)


def synonym(base: Base, plain: frozenset[str], random: Random) -> str | None:
    """One word for another that says the same in any news."""
    text = base.text
    choices = [with_articles(re.sub(old, new, text, count=1)) for old, new in _SAME if re.search(old, text)]
    # Not where the text has both: "24 wounded and 3 injured" would tell the two apart.
    changed = [each for each in choices if not (re.search("injur", text) and re.search("wound", text))]
    return random.choice(changed) if changed else None


_SPELLINGS = (
    ("defence", "defense"),
    ("labour", "labor"),
    ("organisation", "organization"),
    ("kilometre", "kilometer"),
    ("centre", "center"),
    ("neighbouring", "neighboring"),
    ("recognise", "recognize"),
    ("programme", "program"),
    ("harbour", "harbor"),
    ("colour", "color"),
    ("travelling", "traveling"),
    ("criticise", "criticize"),
    ("authorise", "authorize"),
)


def spelling(base: Base, plain: frozenset[str], random: Random) -> str | None:
    """British for American spelling and back; other quotation marks, apostrophes and dashes."""
    text = base.text
    for one, other in _SPELLINGS:
        old, new = (one, other) if one in text else (other, one)
        if re.search(rf"\b{old}", text):
            return re.sub(rf"\b{old}", new, text)
    if re.search(r"\w'\w", text) and random.random() < 0.5:
        return re.sub(r"(?<=\w)'(?=\w)", "’", text)
    if text.count('"') == 2:
        return re.sub(r'"([^"]*)"', r"“\1”", text)
    return None


REWORDERS: Mapping[str, Reworder] = {
    "number format": number_format,
    "date format": date_format,
    "acronym for name": acronym,
    "reordering": reordering,
    "active to passive": voice,
    "synonym": synonym,
    "spelling": spelling,
}
