"""Small cross-encoders that `briefer.training` makes, run by onnxruntime without torch: a judge and a reader."""
