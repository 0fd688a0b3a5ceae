"""The form by which a colleague is invited, and the boxes of the roles of one."""

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from conference.languages import CHOICES


class RolesForm(forms.Form):
    """The roles of an account on the conference, of those that the person at the page gives."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles on this conference"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.slug, role.name) for role in roles]


class InvitationForm(RolesForm):
    """Whom to invite, to which roles, and in which language the mail is written."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=150)
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"), choices=CHOICES)
    field_order = ["name", "email", "language", "roles"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        self.fields["roles"].required = True
        self.fields["roles"].error_messages["required"] = _("Choose at least one role.")
