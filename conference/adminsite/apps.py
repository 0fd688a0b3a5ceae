"""The admin: Django's own, with our sign-in page and our name."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _


class RostrumAdminConfig(AdminConfig):
    default_site = "conference.adminsite.apps.RostrumAdminSite"


class RostrumAdminSite(AdminSite):
    site_title = site_header = "Rostrum"
    index_title = _("Secretariat")
    site_url = None
    enable_nav_sidebar = False

    def login(self, request, extra_context=None):
        """Use the one sign-in page; a person who is signed in but not staff is told so, not asked to sign in again."""
        from django.contrib.auth.views import redirect_to_login  # it loads models, which come after the admin site

        if request.user.is_authenticated:
            return redirect("no-admin")
        return redirect_to_login(request.GET.get("next", ""))
