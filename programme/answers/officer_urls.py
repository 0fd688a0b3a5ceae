"""The addresses of the officer's pages of what speakers answer, below <conference>/people/answers/."""

from django.urls import path

from programme.answers import link_views, officer_views

urlpatterns = [
    path("", officer_views.answers, name="answers"),
    path("<int:pk>/accept/", officer_views.accept, name="answers-accept"),
    path("<int:pk>/return/", officer_views.give_back, name="answers-return"),
    path("<int:pk>/photograph/<slug:which>/", officer_views.photograph, name="answers-photograph"),
    path("links/", link_views.links, name="answer-links"),
    path("links/cards/", link_views.make_cards, name="answer-cards"),
    path("links/revoke/", link_views.revoke, name="answer-revoke"),
    path("links/period/", link_views.set_period, name="answer-period"),
]
