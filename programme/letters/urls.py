"""The addresses of letters, below <conference>/letters/."""

from django.urls import path

from programme.letters import template_views, views
from programme.letters.choice import views as choose_views

urlpatterns = [
    path("", views.letters, name="letters"),
    path("write/", views.letters_write, name="letters-write"),
    path("choose/", choose_views.letters_choose, name="letters-choose"),
    path("write-again/", views.letters_rewrite, name="letters-rewrite"),
    path("send/", views.letters_send, name="letters-send"),
    path("sent/", views.letter_archive, name="letter-archive"),
    path("speakers/<slug:speaker>/", views.letter_archive, name="letter-history"),
    path("templates/<slug:letter_kind>/", template_views.letter_template, name="letter-template"),
    path("<int:letter>/", views.letter, name="letter"),
    path("<int:letter>/send/", views.letter_send, name="letter-send"),
    path("<int:letter>/cancel/", views.letter_cancel, name="letter-cancel"),
    path("<int:letter>/write-again/", views.letter_rewrite, name="letter-rewrite"),
]
