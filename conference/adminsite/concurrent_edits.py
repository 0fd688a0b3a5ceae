"""Forms that two people may have open at once: each saves only what they changed, and no text is lost unseen."""

import json
from datetime import UTC, datetime
from hashlib import blake2s

from django import forms
from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.models.audit import AuditEntry


def _digest(value):
    """A short digest of a field's value, the same for the value of the row and the one that a form posts."""
    if isinstance(value, Model):
        value = value.pk
    elif isinstance(value, datetime):
        value = value.astimezone(UTC).isoformat()
    text = "" if value is None else str(value)
    return blake2s(text.replace("\r\n", "\n").strip().encode(), digest_size=6).hexdigest()


class LoadedField(forms.CharField):
    """A hidden field with a digest of each value as it was when the form was loaded; it never counts as changed."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class ConcurrentForm(forms.ModelForm):
    """A form that saves only the fields that its user changed.

    A field that was not changed keeps the current value of the row. A field that somebody else has changed since the
    form was loaded is refused once, with their text beside the user's own; saving again replaces it.
    """

    loaded = LoadedField(required=False, label=gettext_lazy("state when loaded"))
    unguarded: tuple[str, ...] = ()  # fields of the form that are no columns of the row

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._guarded = [
            name
            for name, field in self.fields.items()
            if name not in ("loaded", *self.unguarded) and not isinstance(field, forms.FileField)
        ]
        if self.instance.pk:
            self.initial["loaded"] = json.dumps(self._present())

    def has_changed(self):
        """A new row with nothing but a position counts as empty."""
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - {"position"})

    def full_clean(self):
        loaded = self._loaded() if self.is_bound and self.instance.pk else {}
        untouched, overtaken = self._compare(loaded)
        for name in untouched:
            self.fields[name].disabled = True  # so that Django uses the value of the row
        super().full_clean()
        self.changed_data  # noqa: B018 - Django keeps it, once read
        for name in untouched:
            self.fields[name].disabled = False
        for name in overtaken:
            self.add_error(name, self._words_for_conflict(name))
        if overtaken:
            self._show_as_loaded({**loaded, **{name: self._present()[name] for name in overtaken}})

    def _post_clean(self):
        """Check constraints on fields that are not in the form, too: Django leaves them to the database."""
        super()._post_clean()
        if not self.errors:
            exclude = {name for name in self._get_validation_exclusions() if name in self.fields}
            try:
                self.instance.validate_constraints(exclude=exclude)
            except forms.ValidationError as error:
                self._update_errors(error)

    def _present(self):
        return {name: _digest(self.get_initial_for_field(self.fields[name], name)) for name in self._guarded}

    def _loaded(self):
        try:
            loaded = json.loads(self.data.get(self.add_prefix("loaded"), ""))
        except (ValueError, RecursionError):
            return {}
        return loaded if isinstance(loaded, dict) else {}

    def _compare(self, loaded):
        """Return the names of the fields left unchanged, and of those changed here and by somebody else."""
        untouched, overtaken = [], []
        present = self._present() if loaded else {}
        for name in self._guarded:
            if name in loaded:
                posted = self._posted(name)
                if posted == loaded[name]:
                    untouched.append(name)
                elif present[name] not in (loaded[name], posted):
                    overtaken.append(name)
        return untouched, overtaken

    def _posted(self, name):
        field = self.fields[name]
        try:
            return _digest(field.clean(field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))))
        except (forms.ValidationError, OverflowError):
            return None

    def _show_as_loaded(self, loaded):
        self.data = self.data.copy()
        self.data[self.add_prefix("loaded")] = json.dumps(loaded)

    def _words_for_conflict(self, name):
        # The message shows what the trail tells; the refusal itself rests on the values.
        entry = AuditEntry.objects.about(self.instance).filter(detail__has_key=name).select_related("by").first()
        text = Truncator(str(self.get_initial_for_field(self.fields[name], name) or "")).chars(1000)
        who = (entry.by.get_full_name() or entry.by.get_username()) if entry and entry.by else _("Somebody")
        return _(
            "%(person)s has changed this since you opened the page: “%(text)s”. "
            "What you wrote is kept below but not yet saved; save again to replace their text."
        ) % {"person": who, "text": text}
