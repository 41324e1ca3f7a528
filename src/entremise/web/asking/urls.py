"""Residents without account: ask, offer, follow."""

from django.urls import path

from entremise.web.asking import acting, ask, changes, counters, follow, meeting, reply, words
from entremise.web.asking.acting import under_mandate

app_name = "asking"
urlpatterns = [
    path("demander-de-l-aide/", ask.ask, name="ask"),
    path("demander-de-l-aide/papier/", ask.show_paper, name="paper"),
    path("demander-de-l-aide/note/", ask.show_noted, name="noted"),
    path("proposer-mon-aide/", ask.offer, name="offer"),
    path("proposer-mon-aide/merci/", ask.show_thanks, name="thanks"),
    path("entraide-en-chiffres/", counters.show_counters, name="counters"),
    path("entraide-en-chiffres/fichier.csv", counters.download_counters, name="counters_csv"),
    path("suivre/", follow.show_state, name="follow"),
    path("suivre/ouvert/", under_mandate(follow.show_more), name="more"),
    path("suivre/ouvert/oui/", under_mandate(meeting.agree), name="agree"),
    path("suivre/ouvert/non/", under_mandate(meeting.decline), name="decline"),
    path("suivre/ouvert/mots/", under_mandate(words.correct), name="words"),
    path("suivre/ouvert/moment/", under_mandate(changes.change_moment_of), name="moment"),
    path("suivre/ouvert/offre/", under_mandate(changes.change_terms), name="terms"),
    path("suivre/ouvert/pause/", under_mandate(changes.pause), name="pause"),
    path("suivre/ouvert/reprendre/", under_mandate(changes.resume), name="resume"),
    path("suivre/ouvert/inquietude/", under_mandate(meeting.worry), name="concern"),
    path("suivre/ouvert/arreter/", under_mandate(follow.withdraw), name="withdraw"),
    path("suivre/ouvert/proche/retirer/", acting.take_back, name="take_back"),
    path("suivre/ouvert/proche/demander/", under_mandate(acting.ask_again), name="ask_again"),
    path("suivre/ouvert/proche/autre/", acting.turn_to, name="turn"),
    path("suivre/ouvert/argent/", under_mandate(meeting.agree_money), name="money"),
    path("suivre/ouvert/messages/", under_mandate(meeting.show_words), name="relay"),
    path("suivre/ouvert/messages/lus/", under_mandate(meeting.note_words_read), name="relay_read"),
    path("repondre/merci/", reply.show_answered, name="answered"),
    path("repondre/<str:token>/", reply.answer, name="answer"),
]
