"""The evaluator evaluated: claims made wrong on purpose, claims put in other words, and judges that must fail."""
