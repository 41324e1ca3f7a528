"""What a gateway for text messages calls: a message that came, one that arrived or did not; no page, so no final slash."""

from django.urls import path

from entremise.web.gateway import views

app_name = "gateway"
urlpatterns = [
    path("passerelle/sms", views.receive, name="incoming"),
    path("passerelle/remise", views.note_status, name="delivery"),
    path("passerelle/kannel", views.receive_from_kannel, name="kannel_incoming"),
    path("passerelle/kannel/remise", views.note_kannel_status, name="kannel_delivery"),
]
