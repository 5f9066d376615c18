"""The int8 model of the package as a folder that sentence-transformers' CrossEncoder loads."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfile

import numpy as np

from briefer.encoders.running import TOKENIZER
from briefer.encoders.session import MODEL
from briefer.errors import InputError
from briefer.training.exporting import INT8, SCALE


def unpack(packed: Path, folder: Path) -> None:
    """Write the weights of the model in `packed` to `folder`, in full digits as far as int8 kept them.

    Raises InputError where `packed` holds no model of ours.
    """
    import onnx
    from onnx import numpy_helper
    from safetensors.numpy import save_file

    if not (packed / MODEL).is_file():
        raise InputError(f"{packed} holds no {MODEL}", "name the folder of a model that `export` wrote")
    model = onnx.load(str(packed / MODEL))
    held = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    config = next((each.value for each in model.metadata_props if each.key == "config"), None)
    if config is None:
        raise InputError(
            f"{packed / MODEL} is no model of briefer's training", "name one that `export` wrote"
        )
    weights = {}
    for name, value in held.items():
        if name.endswith(INT8):
            # A matrix has one scale a column, the embeddings one a row; a scale is broadcast either way.
            value = value.astype(np.float32) * held[name.removesuffix(INT8) + SCALE]
            name = name.removesuffix(INT8)
            if "embeddings" not in name:
                value = value.T
        elif name in ("bert.pooler.dense.weight", "classifier.weight"):
            value = value.T
        elif not name.startswith(("bert.", "classifier.")) or name.endswith(SCALE):
            continue
        weights[name] = np.ascontiguousarray(value)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "config.json").write_text(json.dumps(json.loads(config), indent=1) + "\n", encoding="utf-8")
    copyfile(packed / TOKENIZER, folder / TOKENIZER)
    described = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 512}
    (folder / "tokenizer_config.json").write_text(json.dumps(described) + "\n", encoding="utf-8")
