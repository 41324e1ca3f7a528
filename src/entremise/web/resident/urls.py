"""A person's own pages: her readings behind a code, her refusal, her entry."""

from django.urls import path

from entremise.web.resident import entry, passed_on, refusing, tracker

app_name = "resident"
urlpatterns = [
    path("mes-donnees/", tracker.open_page, name="tracker"),
    path("mes-donnees/lectures/", tracker.show_readings, name="readings"),
    path("mes-donnees/fiche/", tracker.show_own_card, name="own_card"),
    path("mes-donnees/fermer/", tracker.close_page, name="close"),
    path("mes-donnees/refus/", tracker.choose_refusal, name="refusal"),
    path("mes-donnees/refus/relire/", tracker.read_back, name="read_back"),
    path("mes-donnees/refus/<int:objection_id>/retirer/", tracker.take_back, name="take_back"),
    path(
        "mes-donnees/transmis/<int:item_id>/reprendre/",
        passed_on.take_back_item,
        name="take_back_item",
    ),
    path("mes-donnees/transmis/reprendre/", passed_on.take_back_all, name="take_back_all"),
    path("mes-donnees/refus/fait/", tracker.show_receipt, name="receipt"),
    path("ne-plus-etre-appele/ici/", refusing.stop, name="stop"),
    path("ne-plus-etre-appele/ici/fait/", refusing.show_stopped, name="stopped"),
    path("s-inscrire/", entry.register, name="register"),
    path("s-inscrire/fait/", entry.show_registered, name="registered"),
    path("s-inscrire/papier/", entry.show_form, name="register_form"),
]
