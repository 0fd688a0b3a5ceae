"""A reader's own choice of sessions, stored in the browser alone; `my-programme.js` shows it."""

from django.shortcuts import render


def my_programme(request, edition):
    """Return the whole programme, of which the script shows the chosen sessions."""
    return render(request, "programme/public/my_programme.html", {**edition.context, "no_indexing": True})
