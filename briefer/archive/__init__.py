"""Bulletins stored and found again: catalog, vectors, embedding, retrieval."""
