from django.urls import include, path

from programme.public.urls import outside_conferences

app_name = "programme"
urlpatterns = [
    *outside_conferences,
    path("<slug:conference>/letters/", include("programme.letters.urls")),
    path("<slug:conference>/release/", include("programme.release.urls")),
    path("<slug:conference>/release/", include("programme.static_site.urls")),
    path("<slug:conference>/clone/", include("programme.cloning.urls")),
    path("<slug:conference>/timetable/", include("programme.timetable.urls")),
    path("<slug:conference>/files/programme/", include("programme.imports.urls")),
    path("<slug:conference>/files/documents/", include("programme.documents.urls")),
    path("<slug:conference>/people/answers/", include("programme.answers.officer_urls")),
    path("<slug:conference>/people/", include("programme.people.urls")),
    path("<slug:conference>/", include("programme.answers.speaker_urls")),
    path("<slug:conference>/", include("programme.subscriptions.urls")),
    path("<slug:conference>/", include("programme.exports.urls")),
    path("<slug:conference>/", include("programme.public.urls")),
]
