"""The addresses of the exercise."""

from django.urls import path

from entremise.web.drills import views

app_name = "drills"

urlpatterns = [
    path("campagnes/exercices/", views.show_drills, name="list"),
    path("campagnes/exercices.<str:kind>", views.export_drills, name="file"),
    path("campagnes/exercices/<int:drill_id>/clore/", views.close, name="close"),
    path("exercice/", views.show_drill, name="home"),
    path("exercice/<int:drill_id>/suivante/", views.take, name="take"),
    path("exercice/personne/<int:person_id>/", views.show_person, name="person"),
    path("exercice/signalement/<int:person_id>/", views.place, name="place"),
]
