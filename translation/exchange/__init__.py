"""Texts as files for translators' own tools: XLIFF 1.2 and 2.0, TMX, Excel, two-column Word; pure, without models.

Each format is a module with `write(units, file, target_language=..., ...)` and `read(file, ...)`; `reading.read` finds
out by the content which one a file is.
"""
