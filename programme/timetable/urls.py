"""The addresses of the staff's timetable of the draft, below <conference>/timetable/."""

from django.urls import path

from programme.timetable import grid_views, views

SESSION = "sessions/<slug:session>/"

urlpatterns = [
    path("", views.timetable, name="timetable"),
    path("grid/", grid_views.grid, name="grid"),
    path("grid/undo/", grid_views.grid_undo, name="grid-undo"),
    path(f"grid/{SESSION}move/", grid_views.grid_move, name="grid-move"),
    path("put-back/", views.timetable_undo_shift, name="timetable-undo-shift"),
    path("numbers/", views.timetable_renumber, name="timetable-renumber"),
    path(SESSION, views.timetable_session, name="timetable-session"),
    path(f"{SESSION}shift/", views.timetable_shift, name="timetable-shift"),
    path(f"{SESSION}actual-times/", views.timetable_actual, name="timetable-actual"),
    path(f"{SESSION}move/", views.timetable_move, name="timetable-move"),
]
