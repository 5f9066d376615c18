"""Measures what briefer does against labelled cases."""
