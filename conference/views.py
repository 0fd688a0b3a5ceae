from django.conf import settings
from django.contrib.admin import site
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.core.validators import MaxLengthValidator
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conference import account_notices, known_browsers
from conference.languages import texts
from conference.models import Conference
from conference.roles import languages_of
from conference.staff_pages import all_pages_for


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

    def form_valid(self, form):
        response = super().form_valid(form)
        account_notices.show(self.request, form.get_user(), at=timezone.now())
        known_browsers.remember(response, form.get_user())
        return response

    def get_default_redirect_url(self):
        """Each role begins where it works: the secretariat in the admin, translators at the desk, others on a list."""
        user = self.request.user
        if user.has_perm("conference.change_conference"):
            return super().get_default_redirect_url()
        return reverse("translation:desks" if languages_of(user) else "your-pages")


class SignOut(auth_views.LogoutView):
    pass


@require_safe
def your_pages(request):
    """The pages on which the reader works, conference by conference; without a role there are none."""
    context = {**_pages_of(request.user), "may_enter_admin": site.has_permission(request)}
    return render(request, "conference/your_pages.html", context)


@never_cache
@require_safe
def sign_in_token(request):
    """The token of the person who is signed in, for a page that was opened before; the page checks who that is."""
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})


def no_admin(request):
    """For people who are signed in and do not work in the admin: it says so, and leads on to where they work."""
    return render(request, "conference/no_admin.html", _pages_of(request.user), status=403)


def _pages_of(user):
    conferences = [{"conference": row, "title": texts(row, "title")} for row in Conference.objects.visible_to(user)]
    return {"conferences": conferences, "pages": all_pages_for(user)}


@login_not_required
def robots(request):
    sitemap = settings.PUBLIC_URL + reverse("sitemap")
    lines = ["User-agent: *", "Disallow: /*/admin/", "Disallow: /*/sign-in/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
def favicon(request):
    """For browsers that look for it at this address, whatever the page says."""
    return redirect(static("shared/mark.svg"), permanent=True)
