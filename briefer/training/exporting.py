"""Weights to an int8 ONNX graph that onnxruntime runs without torch.

Every matrix of the encoder is stored as int8 with one scale for each column, the word embeddings with one for each
word. What goes into a matrix is rounded to 8 bits row by row, by the largest value of that row: a token's numbers
then depend on its own sentence alone, and never on what else stands in the batch, which onnxruntime's own dynamic
quantisation (one scale for all that comes in) does not give.

The graph keeps the weights' own names, so that they can be had back: `unpack`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briefer.training.encoder import load
from briefer.training.graphs import QKV, Graph

INT8, SCALE = ".int8", ".scale"  # what the names of a rounded matrix and of its steps end in
_INPUTS = ("input_ids", "token_type_ids", "attention_mask")

Array = npt.NDArray[Any]


class _Graph(Graph):
    """A graph with its weights."""

    def __init__(self) -> None:
        super().__init__()
        self.weights: dict[str, Array] = {}

    def weight(self, name: str, value: Array) -> str:
        self.weights[name] = value
        return name

    def linear(self, rounded: tuple[str, str], name: str, weight: Array, bias: Array | None) -> str:
        """Multiply what was rounded by a matrix (inputs x outputs) that is rounded here."""
        whole, scale = rounded
        step, matrix = quantised(weight, axis=0)
        product = self.add(
            "MatMulInteger",
            whole,
            self.weight(name + INT8, matrix),
            self.weight("middle", np.array(128, np.uint8)),
        )
        scaled = self.add("Mul", self.add("Cast", product, to=1), scale)
        out = self.add("Mul", scaled, self.weight(name + SCALE, step))
        return (
            out if bias is None else self.add("Add", out, self.weight(name.replace("weight", "bias"), bias))
        )

    def rounded(self, rows: str) -> tuple[str, str]:
        """Round each row to 8 bits: the whole numbers, and what one of them stands for."""
        largest = self.add("ReduceMax", self.add("Abs", rows), axes=[-1], keepdims=1)
        step = self.add("Mul", largest, self.weight("step", np.array(1 / 127, np.float32)))
        step = self.add("Max", step, self.weight("least", np.array(1e-12, np.float32)))
        moved = self.add("Add", self.add("Div", rows, step), self.weight("offset", np.array(128, np.float32)))
        return self.add("Cast", self.add("Round", moved), to=2), step


def quantised(weight: Array, axis: int) -> tuple[Array, Array]:
    """Return steps and int8 numbers: weight = step * number, one step along the other axis."""
    step = np.maximum(np.abs(weight).max(axis=axis, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.squeeze(step, axis), np.clip(np.rint(weight / step), -127, 127).astype(np.int8)


def export(folder: Path, target: Path) -> None:
    """Write `target`, an ONNX file, from the weights that `encoder.save` wrote."""
    import onnx
    from onnx import helper, numpy_helper

    model, spans = load(folder)
    state = {name: tensor.detach().numpy().astype(np.float32) for name, tensor in model.state_dict().items()}
    graph = _Graph()
    states = _encoder(graph, state, model.config)
    _label_head(graph, states, state)
    outputs: dict[str, Sequence[str | int]] = {"labels": ("batch", len(model.config.id2label))}
    if spans is not None:
        weight, bias = (spans.state_dict()[name].numpy() for name in ("weight", "bias"))
        product = graph.add("MatMul", states, graph.weight("spans.weight", np.ascontiguousarray(weight.T)))
        graph.add("Add", product, graph.weight("spans.bias", bias), name="spans")
        outputs["spans"] = ("batch", "tokens", 2)
    weights = [numpy_helper.from_array(value, name) for name, value in graph.weights.items()]
    made = graph.model(folder.name, _INPUTS, outputs, weights)
    helper.set_model_props(made, {"config": json.dumps(model.config.to_dict(), sort_keys=True, default=str)})
    onnx.checker.check_model(made)
    onnx.save(made, str(target))


def _encoder(graph: _Graph, state: Mapping[str, Array], config: Any) -> str:
    shape = graph.weight("flat", np.array([-1, config.hidden_size], np.int64))
    whole = graph.add("Shape", "input_ids")
    wide = graph.add(
        "Concat", whole, graph.weight("width", np.array([config.hidden_size], np.int64)), axis=0
    )  # batch, tokens, width
    mask = graph.add("Cast", "attention_mask", to=6)
    rows = graph.add("Reshape", _embedded(graph, state, config, whole), shape)
    for layer in range(config.num_hidden_layers):
        rows = _layer(graph, state, f"bert.encoder.layer.{layer}", rows, (wide, shape, mask), config)
    return graph.add("Reshape", rows, wide)


def _embedded(graph: _Graph, state: Mapping[str, Array], config: Any, whole: str) -> str:
    name = "bert.embeddings.word_embeddings.weight"
    step, words = quantised(state[name], axis=1)
    word = graph.add("Cast", graph.add("Gather", graph.weight(name + INT8, words), "input_ids"), to=1)
    steps = graph.add("Gather", graph.weight(name + SCALE, step[:, None]), "input_ids")
    name = "bert.embeddings.token_type_embeddings.weight"
    side = graph.add("Gather", graph.weight(name, state[name]), "token_type_ids")
    name = "bert.embeddings.position_embeddings.weight"
    zero, one = graph.weight("zero", np.array([0], np.int64)), graph.weight("one", np.array([1], np.int64))
    tokens = graph.add("Gather", whole, one, axis=0)
    place = graph.add("Slice", graph.weight(name, state[name]), zero, tokens, zero)
    summed = graph.add("Add", graph.add("Add", graph.add("Mul", word, steps), side), place)
    return _normalised(graph, state, "bert.embeddings.LayerNorm", summed, config)


def _layer(
    graph: _Graph, state: Mapping[str, Array], at: str, rows: str, shapes: tuple[str, str, str], config: Any
) -> str:
    wide, flat, mask = shapes
    rounded = graph.rounded(rows)
    parts = []
    for part in QKV:
        name = f"{at}.attention.self.{part}"
        out = graph.linear(rounded, f"{name}.weight", state[f"{name}.weight"].T, state[f"{name}.bias"])
        parts.append(graph.add("Reshape", out, wide))
    seen = graph.add(
        "MultiHeadAttention", *parts, "", mask, contrib=True, num_heads=config.num_attention_heads
    )
    seen = graph.add("Reshape", seen, flat)
    rows = _added(graph, state, f"{at}.attention.output", seen, rows, config)
    name = f"{at}.intermediate.dense"
    inner = graph.linear(graph.rounded(rows), f"{name}.weight", state[f"{name}.weight"].T, None)
    inner = graph.add("BiasGelu", inner, graph.weight(f"{name}.bias", state[f"{name}.bias"]), contrib=True)
    return _added(graph, state, f"{at}.output", inner, rows, config)


def _added(graph: _Graph, state: Mapping[str, Array], at: str, rows: str, before: str, config: Any) -> str:
    name = f"{at}.dense"
    out = graph.linear(
        graph.rounded(rows), f"{name}.weight", state[f"{name}.weight"].T, state[f"{name}.bias"]
    )
    return _normalised(graph, state, f"{at}.LayerNorm", graph.add("Add", out, before), config)


def _normalised(graph: _Graph, state: Mapping[str, Array], at: str, rows: str, config: Any) -> str:
    weights = [graph.weight(f"{at}.{part}", state[f"{at}.{part}"]) for part in ("weight", "bias")]
    return graph.add("LayerNormalization", rows, *weights, axis=-1, epsilon=config.layer_norm_eps)


def _label_head(graph: _Graph, states: str, state: Mapping[str, Array]) -> None:
    first = graph.add("Gather", states, graph.weight("first", np.array(0, np.int64)), axis=1)
    for name in ("bert.pooler.dense", "classifier"):
        weight = graph.weight(f"{name}.weight", np.ascontiguousarray(state[f"{name}.weight"].T))
        product = graph.add("MatMul", first, weight)
        bias = graph.weight(f"{name}.bias", state[f"{name}.bias"])
        if name == "classifier":
            graph.add("Add", product, bias, name="labels")
        else:
            first = graph.add("Tanh", graph.add("Add", product, bias))
