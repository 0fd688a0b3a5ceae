"""The addresses of an uploaded file, which each kind has below its own page of uploads."""

from django.urls import path

from conference.imports import column_views, correction_views, views

_PAGES = {
    "": ("preview", views.preview),
    "take/": ("apply", views.apply),
    "progress/": ("progress", views.progress),
    "file/": ("file", views.original),
    "not-imported/": ("left-out", views.left_out),
    "undo/": ("undo", views.undo),
}
_PAGES_OF_TABLES = {
    "columns/": ("columns", column_views.columns),
    "rows/<int:number>/": ("correct", correction_views.correct_row),
}


def urlpatterns_for(kind, under=""):
    """Return the addresses of the files of a kind, below `under`."""
    name = kind.prefix.partition(":")[2]
    pages = _PAGES | (_PAGES_OF_TABLES if kind.has_columns else {})
    return [
        path(f"{under}<int:pk>/{ending}", view, {"kind": kind}, name=f"{name}-{verb}")
        for ending, (verb, view) in pages.items()
    ]
