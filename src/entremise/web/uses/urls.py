"""The public register of uses and the charter; and asking for a use."""

from django.urls import path

from entremise.web.uses import charter, machine, register, requests

app_name = "uses"
urlpatterns = [
    path("registre-des-usages/", register.show_register, name="register"),
    path("registre-des-usages/<int:request_id>/", register.show_use, name="use"),
    path(
        "registre-des-usages/<int:request_id>/proces-verbal/", register.show_minutes, name="minutes"
    ),
    path("registre-des-usages/<int:request_id>.json", machine.one_use, name="use_json"),
    path("registre-des-usages.json", machine.list_uses, name="json"),
    path("charte/", charter.show_charter, name="charter"),
    path("demandes-d-usage/", requests.list_mine, name="mine"),
    path("demandes-d-usage/nouvelle/", requests.draft, name="draft"),
    path("demandes-d-usage/<int:request_id>/", requests.show_mine, name="request"),
    path("demandes-d-usage/<int:request_id>/modifier/", requests.change, name="change"),
    path("demandes-d-usage/<int:request_id>/deposer/", requests.submit, name="submit"),
]
