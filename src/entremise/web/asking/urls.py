"""Residents without account: ask, offer, follow."""

from django.urls import path

from entremise.web.asking import ask, follow, meeting, words

app_name = "asking"
urlpatterns = [
    path("demander-de-l-aide/", ask.ask, name="ask"),
    path("demander-de-l-aide/papier/", ask.show_paper, name="paper"),
    path("proposer-mon-aide/", ask.offer, name="offer"),
    path("suivre/", follow.show_state, name="follow"),
    path("suivre/ouvert/", follow.show_more, name="more"),
    path("suivre/ouvert/oui/", meeting.agree, name="agree"),
    path("suivre/ouvert/non/", meeting.decline, name="decline"),
    path("suivre/ouvert/mots/", words.correct, name="words"),
    path("suivre/ouvert/inquietude/", meeting.worry, name="concern"),
    path("suivre/ouvert/arreter/", follow.withdraw, name="withdraw"),
]
