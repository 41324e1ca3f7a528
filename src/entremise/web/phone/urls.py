"""The addresses of callers."""

from django.urls import path

from entremise.web.phone import (
    strip,
    views,
    views_call,
    views_danger,
    views_endings,
    views_reports,
    views_shifts,
)

app_name = "phone"
CALL = "appeler/appel/<int:call_id>/"

urlpatterns = [
    path("appeler/", views.show_home, name="home"),
    path("appeler/alertes/", strip.show_strip, name="strip"),
    path("appeler/pause/", views.show_pause, name="pause"),
    path("appeler/comptes-rendus/", views_reports.show_reports, name="reports"),
    path("appeler/comptes-rendus/<int:report_id>/repondre/", views_reports.reply, name="reply"),
    path("appeler/appel-difficile/", views.tell_hard_call, name="hard_call"),
    path("appeler/alertes/<int:alarm_id>/vue/", views.take_alarm, name="see_alarm"),
    path("appeler/alertes/<int:alarm_id>/clore/", views.settle_alarm, name="close_alarm"),
    path("appeler/alertes/<int:alarm_id>/prendre/", views_danger.take_danger, name="take_danger"),
    path("appeler/alertes/<int:alarm_id>/", views_danger.show_danger, name="danger"),
    path("appeler/promesses/<int:call_id>/confier/", views.entrust, name="entrust"),
    path("appeler/creneaux/", views_shifts.show_shifts, name="shifts"),
    path("appeler/creneaux/<int:shift_id>/", views_shifts.book, name="book"),
    path("appeler/places/<int:booking_id>/confirmer/", views_shifts.confirm_seat, name="confirm"),
    path("appeler/places/<int:booking_id>/liberer/", views_shifts.free_seat, name="give_up"),
    path("appeler/places/<int:booking_id>/bilan/", views_shifts.end_seat, name="debrief"),
    path("appeler/<int:campaign_id>/suivante/", views_call.take_next_call, name="take"),
    path(CALL, views_call.show_call, name="call"),
    path(CALL + "afficher/", views_call.reveal, name="show"),
    path(CALL + "parler/", views_call.show_talk, name="talk"),
    path(CALL + "etape/", views_call.keep_step, name="step"),
    path(CALL + "note/", views_call.autosave, name="autosave"),
    path(CALL + "signe/", views_call.beat, name="heartbeat"),
    path(CALL + "rendre/", views_call.hand_back, name="hand_back"),
    path(CALL + "rendre/choisir/", views_call.show_hand_back, name="give_back"),
    path(CALL + "fin/", views_endings.end_call, name="close"),
    path(CALL + "rappel/", views_endings.call_back, name="call_back"),
    path(CALL + "langue/", views_endings.pass_language, name="language"),
    path(CALL + "absence/", views_endings.note_absence, name="away"),
    path(CALL + "refus/", views_endings.read_objection, name="objection"),
    path(CALL + "refus/noter/", views_endings.confirm_objection, name="confirm_objection"),
    path(CALL + "deces/", views_endings.note_death, name="death"),
    path(CALL + "difficulte/noter/", views_endings.to_report, name="to_report"),
    path(CALL + "rappel/noter/", views_endings.to_call_back, name="to_call_back"),
    path(CALL + "refus/choisir/", views_endings.to_objection, name="to_objection"),
    path(CALL + "langue/noter/", views_endings.to_language, name="to_language"),
    path(CALL + "absence/noter/", views_endings.to_away, name="to_away"),
    path(CALL + "deces/noter/", views_endings.to_death, name="to_death"),
    path(CALL + "difficulte/", views_reports.report, name="report"),
    path(CALL + "difficulte/garder/", views_reports.keep_report, name="keep_report"),
    path(CALL + "alerte/", views_danger.sound_alarm, name="alarm"),
    path(CALL + "urgence/", views_danger.show_emergency, name="emergency"),
]
