"""Checks of what people read in six languages: spelling, punctuation, wording, and the desk's own checks.

Each is a module of its own that `make lint` runs; what each lets pass is a list in `lint/language/allowed`. How to add
to a list: docs/recipes.md, "Let a check of the languages pass".
"""
