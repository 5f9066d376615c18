"""The evaluator evaluated: claims made wrong on purpose, claims put in other words, and judges that must fail."""

from briefer.evaluation.meta.ablation import ablate, degenerate
from briefer.evaluation.meta.gating import load_gates, meta_gate
from briefer.evaluation.meta.generating import generate
from briefer.evaluation.meta.measuring import measure
from briefer.evaluation.meta.public import public_sets
from briefer.evaluation.meta.report import MetaReport, examples, run_meta, table

__all__ = [
    "MetaReport",
    "ablate",
    "degenerate",
    "examples",
    "generate",
    "load_gates",
    "measure",
    "meta_gate",
    "public_sets",
    "run_meta",
    "table",
]
