"""Sentences with offsets that survive "Feb. 17", "Col. Maiga", "U.S.", quotations and brackets."""

from briefer.reading.sentences.splitting import sentence_spans

__all__ = ["sentence_spans"]
