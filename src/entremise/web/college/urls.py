"""The colleges: what is debated and voted, paper ballots, seats."""

from django.urls import path

from entremise.web.college import ballots, seats, views

app_name = "college"
urlpatterns = [
    path("comite/", views.list_votes, name="list"),
    path("comite/<int:request_id>/", views.show_vote, name="vote"),
    path("comite/<int:request_id>/voter/", views.vote, name="cast"),
    path("comite/<int:request_id>/voter/<int:member_id>/", views.vote_for, name="cast_for"),
    path("comite/<int:request_id>/procuration/", views.ask_proxy, name="proxy"),
    path("comite/<int:request_id>/parole/", views.speak, name="speak"),
    path("comite/<int:request_id>/bulletin/", ballots.paper, name="paper"),
    path("comite/bulletins/<int:request_id>/parole/", ballots.hear, name="hear"),
    path("comite/bulletins/<int:request_id>/procuration/", ballots.enter_proxy, name="enter_proxy"),
    path("comite/bulletins/", ballots.list_ballots, name="ballots"),
    path("comite/bulletins/<int:request_id>/saisir/", ballots.enter, name="enter"),
    path("comite/bulletins/<int:ballot_id>/verifier/", ballots.check, name="check"),
    path("comite/bulletins/<int:ballot_id>/retirer/", ballots.take_back, name="take_back"),
    path("comite/sieges/", seats.list_seats, name="seats"),
    path("comite/sieges/nouveau/", seats.add, name="add_seat"),
    path("comite/sieges/<int:member_id>/finir/", seats.end, name="end_seat"),
]
