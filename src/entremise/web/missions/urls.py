"""Missions of the authority, the insurer's list, and one's own."""

from django.urls import path

from entremise.web.missions import mine, views

app_name = "missions"
urlpatterns = [
    path("missions/", views.list_missions, name="list"),
    path("missions/nouvelle/", views.propose, name="propose"),
    path("missions/<int:mission_id>/", views.show_mission, name="mission"),
    path("missions/couverture/", views.list_covered, name="covered"),
    path("missions/couverture/imprimer/", views.print_covered, name="print"),
    path("missions/couverture.xlsx", views.export_covered, name="xlsx"),
    path("mes-missions/", mine.list_mine, name="mine"),
    path("mes-missions/<int:mission_id>/accepter/", mine.accept, name="accept"),
    path("mes-missions/<int:mission_id>/refuser/", mine.decline, name="decline"),
    path("mes-missions/<int:mission_id>/arreter/", mine.stop, name="stop"),
]
