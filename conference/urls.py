from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from conference import house_files, views
from conference.accounts import single_sign_on
from conference.components import components
from conference.first_password import first_password
from conference.languages import urls_by_language

handler400 = "conference.errors.bad_request"
handler403 = "conference.errors.permission_denied"
handler404 = "programme.public.not_found.page_not_found"
handler429 = "conference.errors.too_many_requests"
handler500 = "conference.errors.server_error"

urlpatterns = [
    path("", urls_by_language.root, name="root"),
    re_path(r"^zh/(?P<rest>.*)$", urls_by_language.chinese, name="chinese"),
    path("robots.txt", views.robots, name="robots"),
    path("", include("programme.urls_without_language")),
    path("", include("operations.urls_without_language")),
    path("api/v1/", include("programme.api.urls")),
    path("sso/callback/", single_sign_on.callback, {"provider_id": single_sign_on.PROVIDER}, "openid_connect_callback"),
    path("media/house/<slug:mark>/colours.css", house_files.house_styles, name="house-styles"),
    path("media/house/<slug:mark>/emblem.png", house_files.house_emblem, name="house-emblem"),
    path("favicon.ico", views.favicon, name="favicon"),
    *i18n_patterns(
        path("sign-in/", views.SignIn.as_view(), name="sign-in"),
        path("sign-in/token/", views.sign_in_token, name="sign-in-token"),
        path("sign-in/first-password/<str:secret>/", first_password, name="first-password"),
        path("sign-in/", views.SignIn.as_view(), name="account_login"),  # as allauth calls it
        path("sign-in/", include("conference.accounts.urls")),
        path("sign-out/", views.SignOut.as_view(), name="sign-out"),
        path("sign-in/no-admin/", views.no_admin, name="no-admin"),
        path("staff/components/", components, name="components"),
        path("admin/", admin.site.urls),
        path("api/v1/", include("programme.api.docs_urls")),
        path("<slug:conference>/deleted/", include("conference.restoring.urls")),
        path("<slug:conference>/colleagues/", include("conference.colleagues.urls")),
        path("<slug:conference>/background-work/", include("conference.background_work.urls")),
        path("", include("translation.urls")),
        path("", include("floor.urls")),
        path("", include("operations.urls")),
        path("", include("summary.urls")),
        path("", include("speakers.urls")),
        path("", include("programme.urls")),
    ),
]
