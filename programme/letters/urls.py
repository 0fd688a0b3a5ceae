"""The addresses of letters, below <conference>/letters/."""

from django.urls import path

from programme.letters import letter_views, template_views, views
from programme.letters.choice import views as choose_views
from programme.letters.paper import views as paper_views

urlpatterns = [
    path("", views.letters, name="letters"),
    path("write/", views.letters_write, name="letters-write"),
    path("choose/", choose_views.letters_choose, name="letters-choose"),
    path("stop/", views.letters_stop, name="letters-stop"),
    path("print/", paper_views.letters_print, name="letters-print"),
    path("letterhead/", paper_views.letter_settings, name="letter-settings"),
    path("files/", paper_views.letter_file_add, name="letter-file-add"),
    path("files/<int:pk>/", paper_views.letter_file, name="letter-file"),
    path("files/<int:pk>/remove/", paper_views.letter_file_remove, name="letter-file-remove"),
    path("addresses/<int:pk>/right/", views.address_trust, name="address-trust"),
    path("write-again/", views.letters_rewrite, name="letters-rewrite"),
    path("send/", views.letters_send, name="letters-send"),
    path("sent/", letter_views.letter_archive, name="letter-archive"),
    path("speakers/<slug:speaker>/", letter_views.letter_archive, name="letter-history"),
    path("templates/<slug:letter_kind>/", template_views.letter_template, name="letter-template"),
    path("<int:letter>/", letter_views.letter, name="letter"),
    path("<int:letter>/send/", letter_views.letter_send, name="letter-send"),
    path("<int:letter>/arrived/", letter_views.letter_settle, name="letter-settle"),
    path("<int:letter>/came-back/", letter_views.letter_doubt, name="letter-doubt"),
    path("<int:letter>/letter.<slug:format>", paper_views.letter_paper, name="letter-paper"),
    path("<int:letter>/cancel/", letter_views.letter_cancel, name="letter-cancel"),
    path("<int:letter>/write-again/", letter_views.letter_rewrite, name="letter-rewrite"),
]
