"""A reader's own choice of sessions, which no server knows: the browser keeps it, `static/choice.js` shows it."""

from django.shortcuts import render


def my_programme(request, edition):
    """The whole programme; the script leaves what was chosen of it."""
    return render(request, "programme/public/my_programme.html", {**edition.context, "no_indexing": True})
