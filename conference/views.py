from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conference.accounts.middleware import ENDED
from conference.accounts.single_sign_on import is_connected
from conference.rights import has_role


class SignInForm(AuthenticationForm):
    """Checks the length of the name, which Django leaves to the browser; the table of failures has a limit."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["username"]
        name.validators.append(MaxLengthValidator(name.max_length))

    def confirm_login_allowed(self, user):
        """Refuse a right password where the organization's own sign-in is connected and has taken its place."""
        super().confirm_login_allowed(user)
        if settings.OIDC and settings.OIDC_REPLACES_PASSWORD and is_connected(user):
            raise ValidationError(_("This account is opened by single sign-on, and by no password here."))


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth_views.LoginView):
    form_class = SignInForm
    template_name = "conference/sign_in.html"
    redirect_authenticated_user = False

    def form_valid(self, form):
        """The password is right; whoever has a second factor is asked for it next (`accounts/adapters.py`)."""
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_redirect_url() or None)
        return perform_password_login(self.request, {"username": user.get_username()}, login)

    def get_context_data(self, **kwargs):
        more = {
            "ended_idle": ENDED in self.request.session and self.request.session.pop(ENDED),
            "is_led_here": bool(self.get_redirect_url()),
            "can_be_forgotten": settings.SENDS_MAIL,
            "sign_on": settings.OIDC and (settings.OIDC_NAME or _("Single sign-on")),
        }
        return super().get_context_data(**kwargs, **more)


class SignOut(auth_views.LogoutView):
    pass


@never_cache
@require_safe
def sign_in_token(request):
    """The token of the person who is signed in, for a page that was opened before; the page checks who that is."""
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})


def no_admin(request):
    """For people who are signed in and do not work in the admin: it says so, and leads on to where they work."""
    return render(request, "conference/no_admin.html", {"has_role": has_role(request.user)}, status=403)


@login_not_required
def robots(request):
    sitemap = settings.PUBLIC_URL + reverse("sitemap")
    lines = ["User-agent: *", "Disallow: /*/admin/", "Disallow: /*/sign-in/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
def favicon(request):
    """For browsers that look for it at this address, whatever the page says."""
    return redirect(static("shared/mark.svg"), permanent=True)
