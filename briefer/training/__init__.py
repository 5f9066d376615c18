"""How a small judge and a small reader are trained, so that anybody can do it again.

examples    what a model learns from: words, a claim or a question, and what may be said of them
corpus      bulletins of the months that nothing is measured on
claims      bulletins -> claims that they support, and claims that they do not
questioning bulletins -> questions that they answer, and questions that they do not
encoder     MiniLM with its heads
loop        batches of like length, checkpoints, resuming
exporting   weights -> int8 ONNX in the package
"""
