"""The addresses of actions."""

from django.urls import path

from entremise.web.actions import feed, finding, giving, joining, presence, running

app_name = "actions"
MINE = "mes-actions/"
RUN = "organiser/"
SLOT = "organiser/creneaux/<int:slot_id>/"

urlpatterns = [
    path("actions/", finding.list_actions, name="list"),
    path("actions/appels/", finding.show_calling, name="calling"),
    path("actions/<int:action_id>/", finding.show_action, name="action"),
    path("actions/creneaux/<int:slot_id>/", joining.book, name="book"),
    path(MINE, joining.show_mine, name="mine"),
    path(MINE + "<int:place_id>/confirmer/", joining.confirm, name="confirm"),
    path(MINE + "<int:place_id>/liberer/", joining.leave, name="leave"),
    path(MINE + "heures/", giving.show_hours, name="hours"),
    path(MINE + "agenda/", giving.make_calendar, name="make_calendar"),
    path(MINE + "agenda/fermer/", giving.revoke_calendar, name="revoke_calendar"),
    path(MINE + "attestations/<int:certificate_id>/", giving.show_certificate, name="certificate"),
    path("attestation/", giving.check_certificate, name="check"),
    path("agenda/<str:secret>.ics", feed.show_calendar, name="calendar"),
    path(RUN, running.list_run, name="run"),
    path(RUN + "nouvelle/", running.draft, name="draft"),
    path(RUN + "<int:action_id>/", running.show_one, name="one"),
    path(RUN + "<int:action_id>/corriger/", running.change, name="change"),
    path(RUN + "<int:action_id>/creneaux/", running.plan_slots, name="slots"),
    path(RUN + "<int:action_id>/valider/", running.validate, name="validate"),
    path(RUN + "<int:action_id>/annoncer/", running.announce, name="announce"),
    path(RUN + "<int:action_id>/annuler/", running.call_off, name="call_off"),
    path(SLOT, presence.show_slot, name="slot"),
    path(SLOT + "feuille/", presence.show_sheet, name="sheet"),
    path(SLOT + "inscrire/", presence.enter_person, name="enter"),
    path(SLOT + "annuler/", presence.call_off_slot, name="call_off_slot"),
    path(SLOT + "places/<int:place_id>/liberer/", presence.free_place, name="free"),
]
