"""The addresses of a speaker's own pages: the link with its secret, and the page behind it."""

from django.urls import path

from programme.answers import speaker_access, speaker_views

urlpatterns = [
    path("answer/<slug:secret>/", speaker_access.open_link, name="answer-link"),
    path("your-answer/<int:link>/", speaker_views.answer_page, name="answer"),
    path("your-answer/<int:link>/photograph/<slug:which>/", speaker_views.photograph, name="answer-photograph"),
    path("your-answer/<int:link>/token/", speaker_access.token, name="answer-token"),
    path("your-answer/<int:link>/close/", speaker_access.close, name="answer-close"),
]
