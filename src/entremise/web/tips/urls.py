"""Tips for everybody."""

from django.urls import path

from entremise.web.tips import proposing, views

app_name = "tips"
urlpatterns = [
    path("bons-tuyaux/", views.list_tips, name="list"),
    path("bons-tuyaux/papier/", views.print_tips, name="paper"),
    path("bons-tuyaux/flux.atom", views.show_feed, name="feed"),
    path("bons-tuyaux/proposer/", proposing.propose, name="propose"),
    path("bons-tuyaux/merci/", proposing.show_thanks, name="thanks"),
    path("bons-tuyaux/<int:tip_id>/", views.show_tip, name="tip"),
    path("bons-tuyaux/<int:tip_id>/erreur/", proposing.say_wrong, name="wrong"),
]
