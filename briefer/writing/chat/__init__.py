"""The engine and the judge that let a chat model write and rule."""
