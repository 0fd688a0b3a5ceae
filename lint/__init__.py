"""Checks of form that no published linter knows. Each module is one check: `python -m lint.words` prints what it finds.

`make lint` runs them all beside ruff, import-linter, mypy and djade. A finding is a path, a line and a sentence.
"""
