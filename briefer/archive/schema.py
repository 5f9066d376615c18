"""The catalog's tables.

The catalog holds the vectors too, so that the vector index can be made again without the model, and a
search over few passages (one country, one month) scans them exactly.
"""

from __future__ import annotations

SCHEMA_VERSION = 1

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The ledger: how far each page was read. `run` counts its readings; an occurrence whose `run` is lower
-- than its page's was not there at the last whole reading.
CREATE TABLE pages (
    source TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    retrieved INTEGER,
    reading_version TEXT NOT NULL,
    completed INTEGER NOT NULL,
    run INTEGER NOT NULL,
    dropped INTEGER NOT NULL,
    problems TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE bulletins (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    source TEXT NOT NULL,
    place INTEGER NOT NULL,
    outlets TEXT NOT NULL,
    earliest INTEGER,
    latest INTEGER,
    precision TEXT NOT NULL,
    basis TEXT NOT NULL,
    main TEXT NOT NULL,
    mentioned TEXT NOT NULL,
    url TEXT,
    linked INTEGER REFERENCES bulletins (n)
);
CREATE INDEX bulletins_by_day ON bulletins (latest, earliest);
CREATE INDEX bulletins_linked ON bulletins (linked) WHERE linked IS NOT NULL;

-- Where a bulletin stands, and what that page says of it beside its words.
CREATE TABLE occurrences (
    source TEXT NOT NULL REFERENCES pages (source),
    key TEXT NOT NULL,
    place INTEGER NOT NULL,
    bulletin INTEGER NOT NULL REFERENCES bulletins (n),
    details TEXT NOT NULL,
    run INTEGER NOT NULL,
    PRIMARY KEY (source, key)
) WITHOUT ROWID;
CREATE INDEX occurrences_by_bulletin ON occurrences (bulletin);

CREATE TABLE countries (
    code TEXT NOT NULL,
    main INTEGER NOT NULL,
    bulletin INTEGER NOT NULL REFERENCES bulletins (n),
    PRIMARY KEY (code, main, bulletin)
) WITHOUT ROWID;
CREATE INDEX countries_by_bulletin ON countries (bulletin);

CREATE TABLE passages (
    n INTEGER PRIMARY KEY,
    bulletin INTEGER NOT NULL REFERENCES bulletins (n),
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    embedded INTEGER NOT NULL DEFAULT 0,
    indexed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (bulletin, ordinal)
);
CREATE INDEX passages_to_embed ON passages (n) WHERE embedded = 0;
CREATE INDEX passages_to_index ON passages (n) WHERE indexed = 0;

CREATE TABLE vectors (passage INTEGER PRIMARY KEY REFERENCES passages (n), vector BLOB NOT NULL);

-- Passages that are gone from the catalog and may still be in the vector index.
CREATE TABLE removals (passage_id TEXT PRIMARY KEY) WITHOUT ROWID;

-- MinHash bands of the bulletins that are not copies themselves.
CREATE TABLE bands (
    band INTEGER NOT NULL,
    bulletin INTEGER NOT NULL REFERENCES bulletins (n),
    PRIMARY KEY (band, bulletin)
) WITHOUT ROWID;
CREATE INDEX bands_by_bulletin ON bands (bulletin);

CREATE VIRTUAL TABLE words USING fts5 (title, text, tokenize = 'unicode61 remove_diacritics 2');
"""
