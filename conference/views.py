from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth_views.LoginView):
    template_name = "conference/sign_in.html"
    redirect_authenticated_user = False


class SignOut(auth_views.LogoutView):
    pass


def no_admin(request):
    """For who is signed in but does not work in the admin."""
    return render(request, "conference/no_admin.html", status=403)


@login_not_required
def robots(request):
    lines = ["User-agent: *", "Disallow: /*/admin/", "Disallow: /*/sign-in/", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
