"""The pages of everybody."""

from django.urls import path

from entremise.web.public import near, views

app_name = "public"
urlpatterns = [
    path("", views.show_home, name="home"),
    path("qui-m-a-appele/", views.show_who_called, name="who_called"),
    path("ne-plus-etre-appele/", views.show_no_more_calls, name="no_more_calls"),
    path("ne-plus-etre-appele/papier/", views.show_refusal_form, name="refusal_form"),
    path("pres-de-chez-vous/", near.show_near, name="near"),
    path("pres-de-chez-vous/rue/", near.find_street, name="near_street"),
    path("vos-droits/", views.show_rights, name="rights"),
    path("jamais/", views.show_never_asked, name="never_asked"),
    path("aide/", views.show_help, name="help"),
    path("accessibilite/", views.show_accessibility, name="accessibility"),
    path("mentions-legales/", views.show_legal, name="legal"),
]
