"""The administrator's pages: accounts, roles, bodies, state of the instance; no person is here."""

from django.urls import path

from entremise.web.administrator import accounts, components, instance, messages, organizations

app_name = "administrator"
urlpatterns = [
    path("administration/", accounts.list_accounts, name="accounts"),
    path("administration/comptes/nouveau/", accounts.open_new_account, name="open_account"),
    path("administration/comptes/<int:user_id>/", accounts.show_account, name="account"),
    path("administration/comptes/<int:user_id>/role/", accounts.give_new_role, name="give_role"),
    path("administration/comptes/<int:user_id>/lien/", accounts.make_link, name="make_link"),
    path("administration/comptes/<int:user_id>/contact/", accounts.change_contact, name="contact"),
    path("administration/comptes/<int:user_id>/fermer/", accounts.close, name="close_account"),
    path("administration/comptes/<int:user_id>/rouvrir/", accounts.reopen, name="reopen_account"),
    path("administration/roles/<int:role_id>/finir/", accounts.finish_role, name="end_role"),
    path("administration/organismes/", organizations.list_organizations, name="organizations"),
    path("administration/organismes/nouveau/", organizations.add, name="add_organization"),
    path(
        "administration/organismes/<int:organization_id>/", organizations.show, name="organization"
    ),
    path(
        "administration/organismes/<int:organization_id>/changer/",
        organizations.change,
        name="change_organization",
    ),
    path("administration/messages/", messages.list_messages, name="messages"),
    path("administration/messages/essai/", messages.try_out, name="try_messages"),
    path(
        "administration/messages/<int:message_id>/reessayer/", messages.retry, name="retry_message"
    ),
    path(
        "administration/messages/<int:message_id>/regler/", messages.give_up, name="give_up_message"
    ),
    path("administration/etat/", instance.show_instance, name="instance"),
    path("administration/composants/", components.show_components, name="components"),
]
