"""The addresses of the call-back desk."""

from django.urls import path

from entremise.web.ringing import ends, views

app_name = "ringing"
LINE = "qui-a-appele/<int:ring_back_id>/"

urlpatterns = [
    path("qui-a-appele/", views.show_desk, name="desk"),
    path("qui-a-appele/appel/<int:attempt_id>/", views.open_by_time, name="by_time"),
    path("qui-a-appele/telephone/", views.open_by_number, name="by_number"),
    path("qui-a-appele/nom/", views.open_by_name, name="by_name"),
    path(LINE, views.show_line, name="line"),
    path(LINE + "identite/", views.confirm, name="confirm"),
    path(LINE + "dit/", views.told, name="told"),
    path(LINE + "parler/", ends.talk, name="talk"),
    path(LINE + "promettre/", ends.promise, name="promise"),
    path(LINE + "refus/", ends.stop, name="stop"),
]
