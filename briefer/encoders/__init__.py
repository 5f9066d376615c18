"""What onnxruntime runs without torch: the embedding model, and the cross-encoders that `briefer.training` makes."""
