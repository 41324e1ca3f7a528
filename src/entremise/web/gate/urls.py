"""Examining use requests: opinion, admissibility, publication, the vote and its count."""

from django.urls import path

from entremise.web.gate import views

app_name = "gate"
urlpatterns = [
    path("instruction/", views.list_requests, name="list"),
    path("instruction/<int:request_id>/", views.show_request, name="request"),
    path("instruction/<int:request_id>/avis/", views.advise, name="advise"),
    path("instruction/<int:request_id>/recevabilite/", views.decide, name="decide"),
    path("instruction/<int:request_id>/publier/", views.publish, name="publish"),
    path("instruction/<int:request_id>/vote/", views.open_ballots, name="open_vote"),
    path("instruction/<int:request_id>/depouiller/", views.count, name="count"),
]
