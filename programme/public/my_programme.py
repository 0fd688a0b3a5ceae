"""A reader's own choice of sessions, stored in the browser alone; `choice.js` shows it.

The browser keeps moments and keys. The page has the words of each in its language, also of what is no longer there.
"""

from django.shortcuts import render

from programme.release.session_history import session_histories


def my_programme(request, edition):
    """Return the whole programme, of which the script shows the chosen sessions."""
    histories = session_histories(edition)
    rooms = {key: names for history in histories.values() for key, names in history.rooms}
    gone = {slug: history.session for slug, history in histories.items() if history.is_gone and history.session}
    former = {"rooms": rooms, "gone": gone}
    return render(
        request, "programme/public/my_programme.html", {**edition.context, "former": former, "no_indexing": True}
    )
