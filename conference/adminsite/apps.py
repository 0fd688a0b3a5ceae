"""The admin: Django's own, with our sign-in page and our name."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from conference.house import current_house
from conference.languages.urls_by_language import siblings_of


class RostrumAdminConfig(AdminConfig):
    default_site = "conference.adminsite.apps.RostrumAdminSite"


class RostrumAdminSite(AdminSite):
    site_title = site_header = lazy(lambda: current_house().name(), str)()
    index_title = _("For all conferences")
    site_url = None
    enable_nav_sidebar = False

    def has_permission(self, request):
        """A role opens the admin by itself: it may have been given without ticking “Staff status”."""
        from conference.rights import has_role  # it loads models, which come after the admin site

        return super().has_permission(request) or has_role(request.user)

    def each_context(self, request):
        """What all pages of the admin show around their content: the conference in which they stand, if any."""
        from conference.adminsite.framing import conference_at  # models come after the admin site

        conference = conference_at(request)
        return {
            **super().each_context(request),
            "siblings": siblings_of(request.path, request.GET.dict()),
            "conference": conference,
            "original_language": conference.original_language if conference else "en",
        }

    def get_app_list(self, request, app_label=None):
        """For the index: the lists of what belongs to no conference; all others stand in the frame of theirs."""
        from conference.adminsite.framing import is_for_all  # as above

        apps = super().get_app_list(request, app_label)
        kept = [{**app, "models": [row for row in app["models"] if is_for_all(row["model"])]} for app in apps]
        return [app for app in kept if app["models"]]

    def app_index(self, request, app_label, extra_context=None):
        """No page of one app: what belongs to a conference is in its frame, all else on the index."""
        return redirect("admin:index")

    def autocomplete_view(self, request):
        """The choices of a form, of which those that are called alike are told apart."""
        from conference.adminsite.folded_search import TellsApart  # views load models, which come after the admin site

        return TellsApart.as_view(admin_site=self)(request)

    def password_change(self, request, extra_context=None):
        """One page for one's own password, also for those who do not work in the admin."""
        from conference.accounts.views import ChangePassword  # models come after the admin site

        return ChangePassword.as_view()(request)

    @method_decorator(login_not_required)  # else this page asks to sign in, and leads those who did to itself
    def login(self, request, extra_context=None):
        """One sign-in page for all: people without a role are told so, and not asked again."""
        from django.contrib.auth.views import redirect_to_login  # it loads models, which come after the admin site

        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            return redirect("no-admin")
        return redirect_to_login(request.GET.get("next", ""))
