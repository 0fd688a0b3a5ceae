"""Texts as files for translators' own tools: XLIFF 1.2 and 2.0, TMX, Excel, two-column Word.

Each format is a module with `write(units, file, target_language=..., ...)` and `read(file, ...)`, which know no models;
`detect_format.read` finds out from the content which one a file is.
"""
