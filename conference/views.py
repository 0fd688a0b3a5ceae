from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.core.validators import MaxLengthValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.decorators import method_decorator

from conference.roles import languages_of


class SignInForm(AuthenticationForm):
    """Checks the length of the name, which Django leaves to the browser; the table of failures has a limit."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["username"]
        name.validators.append(MaxLengthValidator(name.max_length))


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth_views.LoginView):
    form_class = SignInForm
    template_name = "conference/sign_in.html"
    redirect_authenticated_user = False

    def get_default_redirect_url(self):
        """Send translators who do not edit conferences to the translators' desk."""
        user = self.request.user
        if languages_of(user) and not user.has_perm("conference.change_conference"):
            return reverse("translation:desks")
        return super().get_default_redirect_url()


class SignOut(auth_views.LogoutView):
    pass


def no_admin(request):
    """Tell a person who is signed in but not staff that the admin is not for them."""
    return render(request, "conference/no_admin.html", status=403)


@login_not_required
def robots(request):
    sitemap = settings.PUBLIC_URL + reverse("sitemap")
    lines = ["User-agent: *", "Disallow: /*/admin/", "Disallow: /*/sign-in/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
def favicon(request):
    """For browsers that look for it at this address, whatever the page says."""
    return redirect(static("shared/mark.svg"), permanent=True)
