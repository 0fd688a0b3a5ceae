"""The import of files: upload, preview, import under locks, progress, outcome, and undoing it.

Each kind of file, such as speakers or a glossary, is an `ImportKind`; its room says how a file is read, compared with
the current rows and written. All else is here, once.
"""
