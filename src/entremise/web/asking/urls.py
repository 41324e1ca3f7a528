"""Residents without account: ask, offer, follow."""

from django.urls import path

from entremise.web.asking import ask, changes, follow, meeting, reply, words

app_name = "asking"
urlpatterns = [
    path("demander-de-l-aide/", ask.ask, name="ask"),
    path("demander-de-l-aide/papier/", ask.show_paper, name="paper"),
    path("demander-de-l-aide/note/", ask.show_noted, name="noted"),
    path("proposer-mon-aide/", ask.offer, name="offer"),
    path("proposer-mon-aide/merci/", ask.show_thanks, name="thanks"),
    path("suivre/", follow.show_state, name="follow"),
    path("suivre/ouvert/", follow.show_more, name="more"),
    path("suivre/ouvert/oui/", meeting.agree, name="agree"),
    path("suivre/ouvert/non/", meeting.decline, name="decline"),
    path("suivre/ouvert/mots/", words.correct, name="words"),
    path("suivre/ouvert/moment/", changes.change_moment_of, name="moment"),
    path("suivre/ouvert/offre/", changes.change_terms, name="terms"),
    path("suivre/ouvert/pause/", changes.pause, name="pause"),
    path("suivre/ouvert/reprendre/", changes.resume, name="resume"),
    path("suivre/ouvert/argent/", meeting.agree_money, name="money"),
    path("suivre/ouvert/messages/", meeting.show_words, name="relay"),
    path("suivre/ouvert/inquietude/", meeting.worry, name="concern"),
    path("suivre/ouvert/arreter/", follow.withdraw, name="withdraw"),
    path("repondre/merci/", reply.show_answered, name="answered"),
    path("repondre/<str:token>/", reply.answer, name="answer"),
]
