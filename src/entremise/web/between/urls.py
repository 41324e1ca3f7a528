"""The go-betweens' screen, needs, pairs, meetings and offers."""

from django.urls import path

from entremise.web.between import (
    acts,
    alike,
    desk,
    entry,
    meetings,
    need,
    offers,
    pairs,
    reports,
    search,
    sharing,
    tips,
)

app_name = "between"
urlpatterns = [
    path("entraide/", desk.show_desk, name="desk"),
    path("entraide/chercher/", search.search, name="search"),
    path("entraide/demandes/", desk.list_needs, name="needs"),
    path("entraide/demandes/noter/", entry.note_call, name="entry"),
    path("entraide/demandes/<int:need_id>/", need.show_need, name="need"),
    path("entraide/demandes/<int:need_id>/prendre/", acts.take, name="take"),
    path("entraide/demandes/<int:need_id>/code/", acts.give_code, name="give_code"),
    path("entraide/demandes/<int:need_id>/dater/", acts.date, name="date"),
    path("entraide/demandes/<int:need_id>/confier/", acts.hand_over, name="hand_over"),
    path("entraide/demandes/<int:need_id>/comprendre/", acts.understand, name="understand"),
    path("entraide/demandes/<int:need_id>/contact/", acts.note_touch, name="contact"),
    path("entraide/demandes/<int:need_id>/clore/", acts.close, name="close"),
    path("entraide/demandes/<int:need_id>/orienter/", reports.orient, name="orient"),
    path("entraide/demandes/<int:need_id>/rouvrir/", acts.reopen, name="reopen"),
    path("entraide/demandes/<int:need_id>/proposer/", pairs.propose, name="propose"),
    path("entraide/demandes/<int:need_id>/partager/", sharing.share, name="share"),
    path("entraide/demandes/<int:need_id>/reprendre/", sharing.take_back, name="take_back"),
    path("entraide/ressemblances/<int:resemblance_id>/", alike.say, name="alike"),
    path("entraide/paires/<int:proposal_id>/demander/", pairs.send, name="send"),
    path("entraide/paires/<int:proposal_id>/ecarter/", pairs.put_aside, name="put_aside"),
    path("entraide/paires/<int:proposal_id>/oui/", pairs.helper_agrees, name="helper_agrees"),
    path("entraide/rencontres/<int:introduction_id>/oui/", meetings.agree, name="agree"),
    path("entraide/rencontres/<int:introduction_id>/non/", meetings.decline, name="decline"),
    path("entraide/rencontres/<int:introduction_id>/issue/", meetings.end, name="outcome"),
    path(
        "entraide/rencontres/<int:introduction_id>/plus-tard/", meetings.ask_again, name="ask_again"
    ),
    path("entraide/rencontres/<int:introduction_id>/inquietude/", reports.worry, name="concern"),
    path("entraide/offres/", offers.list_offers, name="offers"),
    path("entraide/offres/<int:offer_id>/", offers.show_offer, name="offer"),
    path("entraide/offres/<int:offer_id>/accepter/", offers.accept, name="accept_offer"),
    path("entraide/offres/<int:offer_id>/refuser/", offers.decline, name="decline_offer"),
    path("entraide/offres/<int:offer_id>/compte/", offers.welcome, name="welcome"),
    path("entraide/offres/<int:offer_id>/verifie/", offers.check, name="check"),
    path("entraide/offres/<int:offer_id>/liberer/", offers.release, name="release"),
    path("entraide/tuyaux/", tips.list_tips, name="tips"),
    path("entraide/tuyaux/noter/", tips.note_tip, name="new_tip"),
    path("entraide/tuyaux/<int:tip_id>/", tips.show_tip, name="tip"),
    path("entraide/tuyaux/<int:tip_id>/corriger/", tips.correct, name="correct_tip"),
    path("entraide/tuyaux/<int:tip_id>/publier/", tips.publish, name="publish_tip"),
    path("entraide/tuyaux/<int:tip_id>/retirer/", tips.retire, name="retire_tip"),
]
