"""Signing in and one's own account; of the sign-in library, only what is used is mounted."""

from allauth.account import views as signing
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import include, path

from entremise.web.account import views
from entremise.web.shell.audience import PUBLIC, SIGNED_IN, audience
from entremise.web.shell.second_factor import View, noting_second_factor

anybody = audience(PUBLIC)
signed_in = audience(SIGNED_IN)


def enrolling(view: View) -> View:
    return signed_in(noting_second_factor(view))


own = (
    [
        path("", views.show_account, name="home"),
        path("debut/", views.start, name="start"),
        path("role/", views.choose_role, name="choose_role"),
        path("deuxieme-preuve/", views.second_factor, name="second_factor"),
        path("appareils/fermer/", views.end_session, name="end_session"),
        path("lien/<str:secret>/", views.use_one_time_link, name="link"),
    ],
    "account",
)

library = [
    path("connexion/", anybody(signing.login), name="account_login"),
    path("deconnexion/", anybody(signing.logout), name="account_logout"),
    path("connexion/inactif/", anybody(signing.account_inactive), name="account_inactive"),
    path("connexion/code/", anybody(factor.authenticate), name="mfa_authenticate"),
    path("connexion/cle/", anybody(keys.login_webauthn), name="mfa_login_webauthn"),
    path("compte/confirmer/", signed_in(signing.reauthenticate), name="account_reauthenticate"),
    path("compte/confirmer/code/", signed_in(factor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "compte/confirmer/cle/",
        signed_in(keys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "compte/mot-de-passe/", signed_in(signing.password_change), name="account_change_password"
    ),
    path("compte/securite/", signed_in(factor.index), name="mfa_index"),
    path("compte/securite/code/", enrolling(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "compte/securite/code/retirer/", enrolling(totp.deactivate_totp), name="mfa_deactivate_totp"
    ),
    path(
        "compte/securite/secours/",
        signed_in(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "compte/securite/secours/nouveaux/",
        signed_in(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("compte/securite/cles/", signed_in(keys.list_webauthn), name="mfa_list_webauthn"),
    path("compte/securite/cles/ajouter/", enrolling(keys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "compte/securite/cles/<int:pk>/retirer/",
        enrolling(keys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]

urlpatterns = [path("compte/", include(own)), *library]
