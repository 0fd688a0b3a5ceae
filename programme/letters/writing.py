"""What the pages on which letters are written begin with."""

from datetime import timedelta

from django.utils import timezone

from conference.confirmation import Shown
from programme.letters.addresses import Copy, has_address
from programme.letters.compose import is_worded, missing_in, possible_recipients
from programme.letters.forms import LetterWriteForm
from programme.letters.missing_texts import by_language, shown_of

A_REPLY_TAKES = timedelta(days=21)


def today_of(conference):
    return timezone.now().astimezone(conference.zone).date()


def first_values(conference, kind):
    """The values of a form before anybody has filled it in: copies go to all who are to have one."""
    return {"kind": kind, "reply_by": today_of(conference) + A_REPLY_TAKES, "copies": Copy.values}


def to_write(conference, kind, form, seen, keys=None):
    """Return what the page of letters shows of a kind: who would be written to, who has no address, what is missing.

    `form` is one that came back, `seen` the token of what was seen with it. `keys` are those of the people to be
    written to, where it is not all who have had none.
    """
    possible = possible_recipients(conference, kind.key)
    reachable = [speaker for speaker in possible.speakers if has_address(speaker)]
    wanted = possible.new if keys is None else set(keys) - possible.waiting
    new = [speaker for speaker in reachable if speaker.pk in wanted and is_worded(kind, speaker)]
    missing = missing_in(conference, kind.key, new)
    facts = {speaker.pk: possible.facts_of(speaker) for speaker in possible.speakers}
    shown = Shown(facts | shown_of(missing))
    if form is None or form["kind"].value() != kind.key:
        seen = shown.token
        form = LetterWriteForm(
            initial=first_values(conference, kind.key), conference=conference, today=today_of(conference), kinds=[kind]
        )
    return {
        "kind": kind.key,
        "label": kind.label,
        "speakers": [(speaker, speaker.pk in possible.new) for speaker in reachable],
        "recipients": new,
        "new": len(new),
        "without_address": [speaker for speaker in possible.speakers if not has_address(speaker)],
        "missing": by_language(conference, missing),
        "form": form,
        "seen": shown.token,
        "new_since": shown.new_since(seen),
    }
