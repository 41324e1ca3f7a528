"""The addresses of visitors."""

from django.urls import path

from entremise.web.visits import notice, views

app_name = "visits"
ONE = "visites/<int:visit_id>/"

urlpatterns = [
    path("visites/", views.show_visits, name="home"),
    path("visites/avis-de-passage/", notice.door_notice, name="notice"),
    path(ONE, views.show_visit, name="visit"),
    path(ONE + "partir/", views.leave, name="leave"),
    path(ONE + "porte/", views.at_door, name="door"),
    path(ONE + "vue/", views.seen, name="seen"),
    path(ONE + "personne/", views.not_found, name="not_found"),
    path(ONE + "secours/", views.rescue, name="rescue"),
    path(ONE + "retour/", views.back, name="back"),
    path(ONE + "renoncer/", views.give_up, name="give_up"),
]
