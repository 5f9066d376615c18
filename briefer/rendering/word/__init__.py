"""An outline as a Word document (Office Open XML), by python-docx.

    parts/      the XML that every document begins with: styles, list, settings, empty notes
    package     a document made of those parts, its properties, its bytes
    inline      text, links, fields and bookmarks within a paragraph, every character safe in XML
    footnotes   the notes part, which python-docx does not know
    tables      figures, accounts side by side, the manifest
    body        the outline's blocks, sources and manifest, in order

Only `briefer.rendering.docx` imports this, when a document is written: python-docx is slow to load.
"""
