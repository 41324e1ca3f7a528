"""The needs shared with an association."""

from django.urls import path

from entremise.web.partner import offers, views

app_name = "partner"
urlpatterns = [
    path("partenaire/", views.show_home, name="home"),
    path("partenaire/propositions/", offers.show_offers, name="offers"),
    path("partenaire/propositions/nouvelle/", offers.make_offer, name="new_offer"),
    path("partenaire/demandes/<int:need_id>/", views.show_need, name="need"),
    path("partenaire/demandes/<int:need_id>/aider/", views.take, name="take"),
    path("partenaire/demandes/<int:need_id>/refuser/", views.refuse, name="refuse"),
    path("partenaire/demandes/<int:need_id>/issue/", views.tell, name="tell"),
]
