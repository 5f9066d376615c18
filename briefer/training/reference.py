"""What a model says of a few pairs in full digits: the int8 model that ships is held to it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

from briefer.encoders.session import LONGEST
from briefer.evaluation.meta.text import random_of
from briefer.reading.sentences import sentence_spans
from briefer.resources import shipped
from briefer.training.encoder import load, run
from briefer.training.questioning import questions_of
from briefer.training.rephrasing import rephrasings
from briefer.training.shortening import shortenings

REFERENCE = "reference.jsonl"
_SENTENCES = 40
_DIGITS = 5


def reference_pairs(*, reads: bool) -> list[tuple[str, str]]:
    """Pairs made from the seeds: questions of a sentence, or claims of it, each also held against the next one."""
    text = (shipped("seeds") / "sahel-2023.jsonl").read_text(encoding="utf-8")
    bodies = [json.loads(line)["text"] for line in text.splitlines()]
    sentences = [span.of(body) for body in bodies for span in sentence_spans(body)][:_SENTENCES]
    found = []
    for one, other in pairwise(sentences):
        random = random_of("reference", one)
        if reads:
            asked = [each.text for each in questions_of(one, None, random)][:2]
            found += [pair for each in asked for pair in ((each, one), (each, other))]
        else:
            claims = [*shortenings(one, random), *rephrasings(one, random)][:2] or [one]
            found += [pair for each in claims for pair in ((one, each), (other, each))]
    return found


def write_reference(folder: Path, target: Path, *, reads: bool) -> None:
    """Write the pairs and their labels' scores by the full weights in `folder`."""
    import torch
    from transformers import AutoTokenizer

    model, spans = load(folder)
    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    rows = []
    for one, other in reference_pairs(reads=reads):
        coded = tokenizer(one, other, truncation=True, max_length=LONGEST, return_tensors="pt")
        with torch.inference_mode():
            labels, _ = run(model, spans, dict(coded))
        rows.append({"pair": [one, other], "labels": [round(float(each), _DIGITS) for each in labels[0]]})
    target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
