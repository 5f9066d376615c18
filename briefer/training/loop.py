"""The training itself: one pass after another over the examples, with checkpoints from which it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.evaluation.meta.text import random_of
from briefer.training.batches import Encoded, batches_of
from briefer.training.encoder import new_encoder, new_spans, run
from briefer.training.recipe import Recipe

if TYPE_CHECKING:
    import torch

_CHECKPOINT = "checkpoint.pt"
_EVERY = 300.0  # seconds between checkpoints; a checkpoint changes nothing of what is learned
_CLIP = 1.0
_REPORTED = 50  # steps between reports


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands."""

    step: int
    steps: int
    loss: float  # mean since the last report


def train(
    recipe: Recipe,
    encoded: Sequence[Encoded],
    folder: Path,
    *,
    start: Path,
    spans: bool,
    report: Callable[[Progress], None],
) -> tuple[Any, Any]:
    """Train from the weights in `start`, and return the model and its span head (None without `spans`).

    Goes on from the checkpoint in `folder` where there is one of this recipe; the result is the same, on one kind of
    machine and one number of threads, as without the break.
    """
    import torch

    torch.manual_seed(recipe.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = new_encoder(start, recipe.dropout).to(device).train()
    head = new_spans(int(model.config.hidden_size)).to(device) if spans else None
    # Words keep their places: what few examples would move is a third of the work of a step and half the weights.
    model.bert.embeddings.requires_grad_(False)
    weights = [
        each for part in (model, head) if part is not None for each in part.parameters() if each.requires_grad
    ]
    optimizer = torch.optim.AdamW(weights, lr=recipe.learning_rate, weight_decay=recipe.decay, fused=True)
    plan = [
        batch
        for epoch in range(recipe.epochs)
        for batch in batches_of(encoded, recipe.batch_tokens, random_of(recipe.seed, epoch))
    ]
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _rate(len(plan), recipe.warmup))
    parts = {"model": model, "spans": head, "optimizer": optimizer, "schedule": schedule}
    begun = _resumed(folder / _CHECKPOINT, parts, recipe, len(plan))
    saved, losses = time.monotonic(), []
    for step in range(begun, len(plan)):
        losses.append(_step(plan[step], model, head, weights, optimizer, device))
        schedule.step()
        if len(losses) == _REPORTED or step + 1 == len(plan):
            report(Progress(step + 1, len(plan), sum(losses) / len(losses)))
            losses = []
        if time.monotonic() - saved > _EVERY:
            _keep(folder / _CHECKPOINT, parts, recipe, step + 1)
            saved = time.monotonic()
    return model.eval(), head.eval() if head is not None else None


def _rate(steps: int, warmup: float) -> Callable[[int], float]:
    rising = max(1, round(steps * warmup))
    return lambda step: min((step + 1) / rising, max(0.0, (steps - step) / max(1, steps - rising)))


def _step(
    batch: Sequence[Encoded], model: Any, head: Any, weights: list[Any], optimizer: Any, device: torch.device
) -> float:
    import torch

    inputs = tensors(batch, device)
    # Half the digits, half the time, where the processor multiplies them; sums and weights keep all digits.
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=fast_half(device)):
        labels, spans = run(model, head, inputs)
    loss: Any = label_loss(labels.float(), batch) + span_loss(spans, batch)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(weights, _CLIP)
    optimizer.step()
    return float(loss.detach())


def fast_half(device: torch.device) -> bool:
    """Say whether the device multiplies bfloat16 faster than float32."""
    import torch

    return device.type == "cuda" or bool(torch.cpu._is_avx512_bf16_supported())


def tensors(batch: Sequence[Encoded], device: torch.device) -> dict[str, torch.Tensor]:
    """Pad a batch: input_ids, token_type_ids and attention_mask, each batch x tokens."""
    import torch

    longest = max(len(each.ids) for each in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, each in enumerate(batch):
        ids[row, : len(each.ids)] = torch.tensor(each.ids)
        types[row, : len(each.ids)] = torch.tensor(each.types)
        mask[row, : len(each.ids)] = 1
    found = {"input_ids": ids, "token_type_ids": types, "attention_mask": mask}
    return {name: tensor.to(device) for name, tensor in found.items()}


def label_loss(labels: torch.Tensor, batch: Sequence[Encoded]) -> torch.Tensor:
    """Minus the logarithm of what is given to the labels that are right, mean over the batch.

    With one right label this is cross-entropy; with two, nothing is asked of how it is shared between them
    (Jin and Ghahramani 2002, Learning with multiple labels).
    """
    import torch

    allowed = torch.tensor([each.allowed for each in batch], device=labels.device)
    given = torch.log_softmax(labels, dim=1).masked_fill(~allowed, float("-inf"))
    return -torch.logsumexp(given, dim=1).mean()


def span_loss(spans: torch.Tensor | None, batch: Sequence[Encoded]) -> torch.Tensor | float:
    """Cross-entropy of the answer's first and last token, mean over the examples that have one; else 0."""
    import torch

    known = [row for row, each in enumerate(batch) if each.start >= 0]
    if spans is None or not known:
        return 0.0
    scores = spans.float()[known]
    padding = torch.arange(scores.shape[1]).unsqueeze(0) >= torch.tensor(
        [len(batch[row].ids) for row in known]
    ).unsqueeze(1)
    scores = scores.masked_fill(padding.to(scores.device).unsqueeze(2), float("-inf"))
    wanted = torch.tensor([(batch[row].start, batch[row].end) for row in known], device=scores.device)
    # Both ends halved, and by the share of the batch that has an answer: the labels' loss keeps its weight.
    share = len(known) / len(batch)
    return torch.nn.functional.cross_entropy(scores, wanted) * share


def _resumed(path: Path, parts: dict[str, Any], recipe: Recipe, steps: int) -> int:
    import torch

    if not path.is_file():
        return 0
    kept = torch.load(path, weights_only=True)
    if kept["recipe"] != recipe.digest or kept["step"] >= steps:
        return 0
    for name, part in parts.items():
        if part is not None:
            part.load_state_dict(kept[name])
    torch.set_rng_state(kept["random"])
    return int(kept["step"])


def _keep(path: Path, parts: dict[str, Any], recipe: Recipe, step: int) -> None:
    import torch

    state = {name: part.state_dict() for name, part in parts.items() if part is not None}
    state |= {"recipe": recipe.digest, "step": step, "random": torch.get_rng_state()}
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_suffix(".part")
    torch.save(state, written)
    written.replace(path)
