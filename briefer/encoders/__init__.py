"""The small cross-encoders that ship with briefer, run by onnxruntime on any machine: a judge and a reader."""
