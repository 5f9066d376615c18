"""The graph of all-MiniLM-L6-v2, without its weights: it says where they lie in the published file.

Nodes are those that onnxruntime runs fastest; its attention and GELU are fused ones.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from briefer.encoders.sentences import WEIGHTS_FILE
from briefer.errors import InputError
from briefer.training.graphs import QKV, Graph

_INPUTS = ("input_ids", "attention_mask")


class _Graph(Graph):
    """A graph whose weights stay in the file that `places` describes; `base` is where its numbers start."""

    def __init__(self, places: Mapping[str, Any], base: int) -> None:
        super().__init__()
        self.weights: dict[str, Any] = {}
        self._places, self._base = places, base

    def weight(self, name: str) -> str:
        """Name a weight of the file."""
        from onnx import TensorProto

        if name not in self.weights:
            place = self._places[name]
            start, end = place["data_offsets"]
            tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=place["shape"])
            tensor.data_location = TensorProto.EXTERNAL
            where = {"location": WEIGHTS_FILE, "offset": self._base + start, "length": end - start}
            for key, value in where.items():
                tensor.external_data.add(key=key, value=str(value))
            self.weights[name] = tensor
        return name

    def constant(self, name: str, *values: int, scalar: bool = False) -> str:
        from onnx import numpy_helper

        array = np.array(values[0] if scalar else values, np.int64)
        self.weights.setdefault(name, numpy_helper.from_array(array, name))
        return name

    def linear(self, at: str, rows: str) -> str:
        return self.add("Gemm", rows, self.weight(f"{at}.weight"), self.weight(f"{at}.bias"), transB=1)

    def normalised(self, at: str, rows: str, epsilon: float) -> str:
        weights = (self.weight(f"{at}.weight"), self.weight(f"{at}.bias"))
        return self.add("LayerNormalization", rows, *weights, axis=-1, epsilon=epsilon)


def write_graph(folder: Path, target: Path) -> None:
    """Write `target`, an ONNX file, for the model in `folder`; the same bytes for the same layout of its weights.

    Raises InputError where the folder holds no such model.
    """
    import onnx

    try:
        places, base = _layout(folder / WEIGHTS_FILE)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, OverflowError, MemoryError, struct.error) as error:
        raise InputError(
            f"{folder} holds no sentence-transformers model ({error})", "name its folder"
        ) from None
    graph = _Graph(places, base)
    states = _encoder(graph, config)
    _mean(graph, states)
    width = config["hidden_size"]
    outputs = {"means": ("batch", width), "states": ("batch", "tokens", width)}
    made = graph.model("sentences", _INPUTS, outputs, graph.weights.values())
    onnx.save(made, str(target))


def _layout(weights: Path) -> tuple[dict[str, Any], int]:
    """What a safetensors file holds and where its numbers start: https://github.com/huggingface/safetensors."""
    with weights.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        return json.loads(file.read(length)), 8 + length


def _encoder(graph: _Graph, config: Mapping[str, Any]) -> str:
    width, epsilon = config["hidden_size"], config["layer_norm_eps"]
    flat = graph.constant("flat", -1, width)
    whole = graph.add("Shape", "input_ids")
    wide = graph.add("Concat", whole, graph.constant("width", width), axis=0)  # batch, tokens, width
    mask = graph.add("Cast", "attention_mask", to=6)
    summed = _embedded(graph, whole)
    rows = graph.add("Reshape", graph.normalised("embeddings.LayerNorm", summed, epsilon), flat)
    for layer in range(config["num_hidden_layers"]):
        at = f"encoder.layer.{layer}"
        parts = [
            graph.add("Reshape", graph.linear(f"{at}.attention.self.{part}", rows), wide) for part in QKV
        ]
        heads = config["num_attention_heads"]
        seen = graph.add("MultiHeadAttention", *parts, "", mask, contrib=True, num_heads=heads)
        out = graph.linear(f"{at}.attention.output.dense", graph.add("Reshape", seen, flat))
        rows = graph.normalised(f"{at}.attention.output.LayerNorm", graph.add("Add", out, rows), epsilon)
        inner = graph.add("Gelu", graph.linear(f"{at}.intermediate.dense", rows), contrib=True)
        out = graph.linear(f"{at}.output.dense", inner)
        rows = graph.normalised(f"{at}.output.LayerNorm", graph.add("Add", out, rows), epsilon)
    return graph.add("Reshape", rows, wide, name="states")


def _embedded(graph: _Graph, whole: str) -> str:
    word = graph.add("Gather", graph.weight("embeddings.word_embeddings.weight"), "input_ids")
    zero, one = graph.constant("zero", 0), graph.constant("one", 1)
    tokens = graph.add("Gather", whole, one, axis=0)
    place = graph.add("Slice", graph.weight("embeddings.position_embeddings.weight"), zero, tokens, zero)
    first = graph.constant("first", 0, scalar=True)
    side = graph.add("Gather", graph.weight("embeddings.token_type_embeddings.weight"), first)
    return graph.add("Add", graph.add("Add", word, place), side)


def _mean(graph: _Graph, states: str) -> None:
    """The mean of the tokens that are no padding."""
    real = graph.add("Cast", "attention_mask", to=1)
    real = graph.add("Unsqueeze", real, graph.constant("last", -1))
    tokens = graph.constant("one", 1)
    summed = graph.add("ReduceSum", graph.add("Mul", states, real), tokens, keepdims=0)
    graph.add("Div", summed, graph.add("ReduceSum", real, tokens, keepdims=0), name="means")
