"""Paper: bundles of a campaign, sheets to type, blank forms."""

from django.urls import path

from entremise.web.paper import blanks, bundles, printing, sealed, typing

app_name = "paper"
BUNDLE = "papier/liasses/<int:bundle_id>/"

urlpatterns = [
    path("campagnes/<int:campaign_id>/papier/", bundles.show_bundles, name="bundles"),
    path(BUNDLE, bundles.show_bundle, name="bundle"),
    path(BUNDLE + "imprimer/", printing.print_bundle, name="print"),
    path(BUNDLE + "remise/", bundles.hand_over, name="hand_over"),
    path(BUNDLE + "retour/", bundles.take_back, name="take_back"),
    path(BUNDLE + "destruction/", bundles.destroy, name="destroy"),
    path(BUNDLE + "feuilles/<int:sheet_id>/retrouvee/", bundles.found, name="found"),
    path(BUNDLE + "feuilles/<int:sheet_id>/perte/", bundles.settle_loss, name="settle_loss"),
    path("campagnes/<int:campaign_id>/papier/enveloppe/", sealed.prepare, name="seal"),
    path(BUNDLE + "ouverture/", sealed.note_opened, name="open_sealed"),
    path("papier/", blanks.show_blanks, name="blanks"),
    path("papier/difficulte/", blanks.difficulty, name="difficulty"),
    path("papier/appeler-de-chez-soi/", blanks.own_phone, name="own_phone"),
    path("papier/appeler-de-chez-soi/lu/", blanks.note_own_phone, name="own_phone_read"),
    path("papier/qui-a-appele/<slug:language>/", blanks.who_called, name="who_called"),
    path("papier/pertes/", bundles.show_losses, name="losses"),
    path("saisie/", typing.enter_code, name="codes"),
    path("saisie/<str:code>/", typing.type_again, name="type"),
]
