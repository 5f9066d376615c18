"""Finding passages: by meaning (vectors) and by words (BM25), fused by rank."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

import numpy as np

from briefer.archive.catalog import Catalog, Filter, marks
from briefer.archive.matrix import Matrix, Numbers
from briefer.archive.stop_words import STOP_WORDS
from briefer.archive.vectors import VectorIndex
from briefer.encoders.sentences import Vectors
from briefer.model import Bulletin, Hit, Passage
from briefer.reading.folding import MARKS

# Up to so many passages a scan of all is quick (200,000: 0.03 s) and the same on every machine; the index,
# whose graph comes out a little different at each building, is asked only beyond.
SCANNED_AT_MOST = 200_000
DEPTH = 50  # how far each ranking is read
_FUSION = 60  # the usual constant of reciprocal rank fusion
_SPARE = 14  # passages asked of the index beyond DEPTH: some may be gone from the catalog
_CHUNK = 4096  # vectors scanned at once
_DECIMALS = 6  # cosines that differ less are ties: the order of additions must not decide
_MOST_WAITING = 2000  # passages outside the index that are ranked beside its proposals
_LONGEST = 48  # words of a question that are searched for
_TITLE_WEIGHT = 2.0

_ACRONYMS = frozenset({"AM", "IS", "IT", "US", "WHO"})  # in capitals these are no stop words
# A word, with the marks inside it ("U.S.", "Côte-d'Ivoire"), which FTS5 reads as a phrase.
_WORD = re.compile(rf"[\w{MARKS}]+(?:[.'’-][\w{MARKS}]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)


def search(
    catalog: Catalog, index: VectorIndex | None, query: Vectors, text: str, wanted: Filter, k: int
) -> tuple[Hit, ...]:
    """Return the `k` best passages for a question, best first; `query` is the question's vector.

    Wire copies are never among them: their original stands for them.
    """
    depth = max(DEPTH, k)
    by_meaning = nearest(catalog, index, query, wanted, depth)
    by_words = matching(catalog, text, wanted, depth)
    vector_ranks = {n: rank for rank, (n, _) in enumerate(by_meaning, 1)}
    keyword_ranks = {n: rank for rank, n in enumerate(by_words, 1)}
    cosines = dict(by_meaning)
    scores = {
        n: sum(1 / (_FUSION + ranks[n]) for ranks in (vector_ranks, keyword_ranks) if n in ranks)
        for n in sorted(vector_ranks.keys() | keyword_ranks.keys())
    }
    found = catalog.hits(sorted(scores))
    order = sorted(found, key=lambda n: (-scores[n], found[n][0].id))[:k]
    return tuple(
        _hit(found[n], scores[n], cosines.get(n), vector_ranks.get(n), keyword_ranks.get(n)) for n in order
    )


def _hit(
    found: tuple[Passage, Bulletin], score: float, cosine: float | None, vector: int | None, words: int | None
) -> Hit:
    passage, bulletin = found
    return Hit(passage, bulletin, score, cosine, vector, words)


def nearest(
    catalog: Catalog, index: VectorIndex | None, query: Vectors, wanted: Filter, n: int
) -> list[tuple[int, float]]:
    """Return row numbers and cosines of the `n` passages nearest in meaning, best first.

    All that pass the filter are compared, in the matrix that lies mapped in memory or, where that is not up to
    date, as the catalog holds them. Only in a very large archive, without a filter, does the vector index propose some.
    """
    proposed = _propose(catalog, index, query, n) if index and wanted.is_open else None
    if proposed is not None:
        rows = catalog.db.execute(
            f"SELECT passage, vector FROM vectors WHERE passage IN ({marks(proposed)})",  # noqa: S608
            proposed,
        )
        return _best(catalog, *_products(rows, query), n)
    matrix = catalog.matrix()
    if matrix is not None and query.shape == matrix.vectors.shape[1:]:
        return _best(catalog, *_mapped_products(catalog, matrix, query, wanted), n)
    where, values = wanted.sql()
    rows = catalog.db.execute(
        "SELECT p.n, v.vector FROM bulletins b JOIN passages p ON p.bulletin = b.n "  # noqa: S608
        f"JOIN vectors v ON v.passage = p.n WHERE {where}",
        values,
    )
    return _best(catalog, *_products(rows, query), n)


def _mapped_products(
    catalog: Catalog, matrix: Matrix, query: Vectors, wanted: Filter
) -> tuple[Numbers, Vectors]:
    """Numbers and cosines of the passages that pass the filter."""
    if wanted.is_open:  # all but the copies: the few that do not pass are named
        copies = _numbers(catalog, "b.linked IS NOT NULL", [])
        kept = np.ones(len(matrix.numbers), dtype=bool)
        kept[matrix.rows(copies)] = wanted.include_linked
        return matrix.numbers[kept], (matrix.vectors @ query)[kept]
    rows = matrix.rows(_numbers(catalog, *wanted.sql()))
    return matrix.numbers[rows], matrix.vectors[rows] @ query


def _numbers(catalog: Catalog, where: str, values: Sequence[object]) -> Numbers:
    rows = catalog.db.execute(
        f"SELECT p.n FROM bulletins b JOIN passages p ON p.bulletin = b.n WHERE {where}",  # noqa: S608
        list(values),
    )
    return np.sort(np.fromiter((row[0] for row in rows), np.int64))


def _propose(catalog: Catalog, index: VectorIndex, query: Vectors, n: int) -> list[int] | None:
    """Return the row numbers of passages worth ranking, or None where the index cannot say."""
    indexed = catalog.count("SELECT count(*) FROM passages WHERE indexed = 1")
    if indexed <= SCANNED_AT_MOST:
        return None
    ids = index.nearest(query, min(n + _SPARE, indexed), catalog.generation(), indexed)
    waiting = catalog.db.execute("SELECT n FROM passages WHERE indexed = 0 LIMIT ?", [_MOST_WAITING + 1])
    found = [row[0] for row in waiting]
    if ids is None or len(found) > _MOST_WAITING:
        return None
    for passage in ids:
        bulletin_id, ordinal = passage.rsplit(":", 1)
        found += (
            catalog.db.execute(
                "SELECT p.n FROM passages p JOIN bulletins b ON p.bulletin = b.n "
                "WHERE b.id = ? AND p.ordinal = ?",
                [bulletin_id, int(ordinal)],
            ).fetchone()
            or ()
        )
    return sorted(set(found))


def _products(rows: sqlite3.Cursor, query: Vectors) -> tuple[Numbers, Vectors]:
    numbers: list[int] = []
    parts: list[Vectors] = []
    while chunk := rows.fetchmany(_CHUNK):
        numbers += [row[0] for row in chunk]
        matrix = np.frombuffer(b"".join(row[1] for row in chunk), dtype=np.float32).reshape(len(chunk), -1)
        parts.append(matrix @ query)
    return np.array(numbers, np.int64), np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _best(catalog: Catalog, numbers: Numbers, products: Vectors, n: int) -> list[tuple[int, float]]:
    """Return the `n` rows nearest to the query; ties stand in the order of their passages' ids.

    A passage that another process removed while the vectors were read is left out.
    """
    if not len(numbers):
        return []
    at = max(0, len(products) - n)
    # The rest is not even rounded; what rounds to the same as the last one taken is a tie.
    near = products >= np.partition(products, at)[at] - 10.0**-_DECIMALS
    cosines = np.round(products[near].astype(np.float64), _DECIMALS)
    least = np.sort(cosines)[-n:][0]
    chosen = {
        int(number): float(cosine)
        for number, cosine in zip(numbers[near], cosines, strict=True)
        if cosine >= least
    }
    ids = {number: passage.id for number, (passage, _) in catalog.hits(sorted(chosen)).items()}
    return [(number, chosen[number]) for number in sorted(ids, key=lambda it: (-chosen[it], ids[it]))[:n]]


def matching(catalog: Catalog, text: str, wanted: Filter, n: int) -> list[int]:
    """Return the row numbers of the `n` passages that match the question's words best (BM25)."""
    expression = match_expression(text)
    if not expression:
        return []
    where, values = wanted.sql()
    rows = catalog.db.execute(
        "SELECT words.rowid FROM words JOIN passages p ON p.n = words.rowid "  # noqa: S608
        f"JOIN bulletins b ON b.n = p.bulletin WHERE words MATCH ? AND {where} "
        f"ORDER BY round(bm25(words, {_TITLE_WEIGHT}, 1.0), {_DECIMALS}), b.id, p.ordinal LIMIT ?",
        [expression, *values, n],
    )
    return [row[0] for row in rows]


def match_expression(text: str) -> str:
    """Return an FTS5 expression for any of the question's telling words; "" where it has none.

    Every word is quoted, so nothing in the question is read as syntax.
    """
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(text)]
    telling = [word for word in words if word.casefold() not in STOP_WORDS or word in _ACRONYMS] or words
    return " OR ".join(f'"{word}"' for word in dict.fromkeys(telling[:_LONGEST]))
