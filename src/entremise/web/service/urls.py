"""The services' pages: their list, one referral, and the same by a link without account."""

from django.urls import path

from entremise.web.service import links, views

app_name = "service"
urlpatterns = [
    path("service/", views.list_referrals, name="list"),
    path("service/<int:referral_id>/", views.show_referral, name="referral"),
    path("service/<int:referral_id>/accepter/", views.accept, name="accept"),
    path("service/<int:referral_id>/refuser/", views.refuse, name="refuse"),
    path("service/<int:referral_id>/question/", views.question, name="question"),
    path("service/<int:referral_id>/reponse/", views.answer, name="answer"),
    path("service/lien/ouvert/<int:referral_id>/", links.show_opened, name="link_opened"),
    path("service/lien/ouvert/<int:referral_id>/accepter/", links.accept, name="link_accept"),
    path("service/lien/ouvert/<int:referral_id>/refuser/", links.refuse, name="link_refuse"),
    path("service/lien/ouvert/<int:referral_id>/question/", links.question, name="link_question"),
    path("service/lien/ouvert/<int:referral_id>/reponse/", links.answer, name="link_answer"),
    path("service/lien/merci/", links.show_over, name="link_over"),
    path("service/lien/<str:secret>/", links.open_link, name="link"),
    path("service/lien/<str:secret>/code/", links.ask_code, name="link_code"),
]
