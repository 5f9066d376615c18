"""ONNX graphs as they are written: nodes, whose outputs are named as the graph grows, and what surrounds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_OPSET, _IR = 17, 10
_CONTRIB = "com.microsoft"

QKV = ("query", "key", "value")


class Graph:
    """The nodes of a graph."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self._count = 0

    def add(self, kind: str, *inputs: str, name: str = "", contrib: bool = False, **attributes: Any) -> str:
        """Add a node and return its output; `contrib` for what onnxruntime knows beyond the standard."""
        from onnx import helper

        self._count += 1
        output = name or f"{kind}_{self._count}"
        domain = _CONTRIB if contrib else ""
        self.nodes.append(helper.make_node(kind, list(inputs), [output], domain=domain, **attributes))
        return output

    def model(
        self,
        name: str,
        inputs: Sequence[str],
        outputs: Mapping[str, Sequence[str | int]],
        weights: Iterable[Any],
    ) -> Any:
        """Return the whole: inputs are whole numbers for each text and token, outputs fractions of given shapes."""
        from onnx import TensorProto, helper

        taken = [
            helper.make_tensor_value_info(each, TensorProto.INT64, ["batch", "tokens"]) for each in inputs
        ]
        given = [
            helper.make_tensor_value_info(each, TensorProto.FLOAT, list(shape))
            for each, shape in outputs.items()
        ]
        return helper.make_model(
            helper.make_graph(self.nodes, name, taken, given, list(weights)),
            opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)],
            ir_version=_IR,
            producer_name="briefer",
        )
