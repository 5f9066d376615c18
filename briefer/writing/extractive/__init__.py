"""The engine that needs no model: it chooses and orders sentences of the bulletins, word for word."""
