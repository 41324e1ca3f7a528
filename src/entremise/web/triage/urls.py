"""The orienteurs' pages: queue, reports, sendings, directory, trace."""

from django.urls import path

from entremise.web.triage import (
    alarms,
    beyond,
    changes,
    follow,
    letters,
    queue,
    report,
    sending,
    services,
    trace,
    unmet,
)

app_name = "triage"
urlpatterns = [
    path("orientation/", queue.show_queue, name="queue"),
    path("orientation/prendre/", queue.take_urgent, name="take_urgent"),
    path("orientation/<int:report_id>/", report.show_report, name="report"),
    path("orientation/<int:report_id>/prendre/", queue.take, name="take"),
    path("orientation/<int:report_id>/rendre/", changes.give_back, name="give_back"),
    path("orientation/<int:report_id>/visite/", beyond.ask_visit, name="ask_visit"),
    path(
        "orientation/<int:report_id>/point/<int:item_id>/voisins/",
        beyond.ask_neighbours,
        name="ask_neighbours",
    ),
    path("orientation/<int:report_id>/question/", changes.ask_question, name="ask_question"),
    path(
        "orientation/<int:report_id>/point/<int:item_id>/finir/", changes.end_item, name="end_item"
    ),
    path(
        "orientation/<int:report_id>/point/<int:item_id>/envoyer/<int:service_id>/",
        sending.send,
        name="send",
    ),
    path("orientation/<int:report_id>/transmettre/", changes.hand_over, name="hand_over"),
    path(
        "orientation/<int:report_id>/point/<int:item_id>/gravite/", changes.regrade, name="regrade"
    ),
    path("orientation/<int:report_id>/trace/", trace.show_one, name="trace_of_report"),
    path("orientation/suivi/", follow.show_follow, name="follow"),
    path("orientation/suivi/aide/<int:check_id>/", follow.ask_whether, name="ask_whether"),
    path("orientation/suivi/aide/<int:check_id>/sms/", follow.write_whether, name="write_whether"),
    path("orientation/suivi/aide/<int:check_id>/jour/", follow.put_off, name="put_off"),
    path("orientation/suivi/vital/", follow.show_vital_counts, name="vital_counts"),
    path("orientation/suivi/vital/<int:item_id>/", follow.review_vital, name="review_vital"),
    path("orientation/suivi/effacer/<int:referral_id>/", follow.tell_service, name="tell_service"),
    path("orientation/coupon/", letters.find_coupon, name="find_coupon"),
    path("orientation/coupon/<int:referral_id>/", letters.type_coupon, name="coupon"),
    path("orientation/envoi/<int:referral_id>/lettre/", letters.show_letter, name="letter"),
    path("orientation/sans-reponse/", unmet.show_unmet, name="unmet"),
    path("orientation/sans-reponse.<str:kind>", unmet.export_unmet, name="export_unmet"),
    path("orientation/envoi/<int:referral_id>/lien/", sending.new_link, name="new_link"),
    path("orientation/envoi/<int:referral_id>/reprendre/", sending.take_back, name="take_back"),
    path("orientation/envoi/<int:referral_id>/recu/", sending.note_received, name="note_received"),
    path(
        "orientation/envoi/<int:referral_id>/accepte/", sending.note_accepted, name="note_accepted"
    ),
    path("orientation/envoi/<int:referral_id>/refuse/", sending.note_refused, name="note_refused"),
    path(
        "orientation/envoi/<int:referral_id>/reponse/", sending.note_answered, name="note_answered"
    ),
    path("orientation/envoi/<int:referral_id>/repondre/", sending.reply, name="reply"),
    path("orientation/alertes/<int:alarm_id>/", alarms.show_alarm, name="alarm"),
    path("orientation/alertes/<int:alarm_id>/finir/", alarms.end_alarm, name="end_alarm"),
    path("orientation/services/", services.list_services, name="services"),
    path("orientation/services/nouveau/", services.add, name="add_service"),
    path("orientation/services/<int:service_id>/", services.show_service, name="service"),
    path(
        "orientation/services/<int:service_id>/corriger/", services.correct, name="correct_service"
    ),
    path("orientation/services/<int:service_id>/verifie/", services.check, name="check_service"),
    path("orientation/services/<int:service_id>/places/", services.say_room, name="service_room"),
    path("orientation/services/<int:service_id>/fermer/", services.close, name="close_service"),
    path("orientation/trace/", trace.show_trace, name="trace"),
    path("orientation/trace.<str:kind>", trace.export_trace, name="export_trace"),
]
