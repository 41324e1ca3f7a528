"""The addresses of campaign leads."""

from django.urls import path

from entremise.web.lead import (
    balance,
    board,
    finishing,
    hours,
    preparing,
    proof,
    remarks,
    staffing,
    steering,
    team,
    visits,
    waves,
)

app_name = "lead"
STAFF = "campagnes/appelants/"
HERS = STAFF + "<int:engagement_id>/"
ONE = "campagnes/<int:campaign_id>/"
VISIT = "campagnes/visites/<int:visit_id>/"

urlpatterns = [
    path("campagnes/", preparing.show_campaigns, name="campaigns"),
    path("campagnes/nouvelle/", preparing.new_campaign, name="new"),
    path(STAFF, staffing.show_staff, name="staff"),
    path(STAFF + "heures.<str:kind>", hours.export_hours, name="hours"),
    path(HERS, staffing.show_engagement, name="engagement"),
    path(HERS + "accord/", staffing.consent, name="consent"),
    path(HERS + "admettre/", staffing.admit_her, name="admit"),
    path(HERS + "decliner/", staffing.decline_her, name="decline"),
    path(HERS + "niveau/", staffing.recognise_her, name="recognise"),
    path(HERS + "suspendre/", staffing.suspend_her, name="suspend"),
    path(HERS + "suspension/", staffing.decide_suspension, name="decide_suspension"),
    path(HERS + "avis/", staffing.keep_opinion, name="opinion"),
    path(HERS + "terminer/", staffing.end_hers, name="end"),
    path(HERS + "mission/", hours.show_mission_letter, name="mission_letter"),
    path(HERS + "merci/", hours.show_thanks_letter, name="thanks_letter"),
    path("campagnes/scripts/", remarks.show_remarks, name="remarks"),
    path("campagnes/scripts/<int:remark_id>/regler/", remarks.settle, name="settle_remark"),
    path(ONE, board.show_campaign, name="campaign"),
    path(ONE + "jours.csv", board.export_days, name="days"),
    path(ONE + "bilan/", balance.show_balance, name="balance"),
    path(ONE + "bilan.<str:kind>", balance.export_balance, name="balance_file"),
    path(ONE + "preuve/", proof.show_proof, name="proof"),
    path(ONE + "finir/", finishing.show_finishing, name="finishing"),
    path(ONE + "registres/", preparing.choose_registers, name="registers"),
    path(ONE + "liste/", preparing.build_list, name="build"),
    path(ONE + "contenu/", preparing.show_content, name="content"),
    path(ONE + "equipe/", team.show_team, name="team"),
    path(ONE + "equipe/<int:user_id>/retirer/", team.dismiss, name="dismiss"),
    path(ONE + "creneaux/", team.show_shifts, name="shifts"),
    path(ONE + "creneaux/<int:shift_id>/annuler/", team.cancel, name="cancel_shift"),
    path(ONE + "verifier/", steering.check, name="check"),
    path(ONE + "ouvrir/", steering.open_now, name="open"),
    path(ONE + "pause/", steering.pause, name="pause"),
    path(ONE + "reprendre/", steering.resume, name="resume"),
    path(ONE + "dimanches/", steering.sundays, name="sundays"),
    path(ONE + "vague/", waves.new_wave, name="wave"),
    path(ONE + "rythme/", waves.rhythm, name="rhythm"),
    path(ONE + "rythme/arreter/", waves.stop_rhythm, name="no_rhythm"),
    path(ONE + "terminer/", steering.begin_end, name="closing"),
    path(ONE + "clore/", steering.close, name="close"),
    path(ONE + "appels/<int:call_id>/reprendre/", steering.take_call_back, name="take_back"),
    path(ONE + "alertes/<int:alarm_id>/vue/", steering.take_alarm, name="see_alarm"),
    path(ONE + "alertes/<int:alarm_id>/clore/", steering.settle_alarm, name="close_alarm"),
    path(ONE + "visites/", visits.show_visits, name="visits"),
    path(ONE + "visites/ecrire/", visits.write_letters, name="write_letters"),
    path(ONE + "visites/sans-reponse/", visits.end_letters, name="end_letters"),
    path(VISIT, visits.show_visit, name="visit"),
    path(VISIT + "finir/", visits.end, name="end_visit"),
    path(VISIT + "encore/", visits.again, name="visit_again"),
    path(VISIT + "nouvelles/", visits.called_in, name="called_in"),
    path(VISIT + "retour/", visits.both_back, name="both_back"),
]
