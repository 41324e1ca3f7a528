"""The desk: find one person, do what she asks; entries to confirm; letters to print."""

from django.urls import path

from entremise.web.desk import (
    contacts,
    correcting,
    entries,
    incoming,
    letters,
    passed_on,
    person,
    search,
    sending,
)

app_name = "desk"
urlpatterns = [
    path("guichet/", search.show_home, name="home"),
    path("guichet/telephone/", search.find_by_number, name="by_phone"),
    path("guichet/nom/", search.find_by_birth_name, name="by_name"),
    path("guichet/personne/<uuid:person>/", person.show_person, name="person"),
    path("guichet/personne/<uuid:person>/code/", person.give_code, name="code"),
    path("guichet/personne/<uuid:person>/code/remis/", person.show_code, name="code_given"),
    path("guichet/personne/<uuid:person>/refus/", person.choose_refusal, name="refusal"),
    path("guichet/personne/<uuid:person>/refus/relire/", person.read_back, name="read_back"),
    path(
        "guichet/personne/<uuid:person>/refus/<int:objection_id>/retirer/",
        person.take_back,
        name="take_back",
    ),
    path(
        "guichet/personne/<uuid:person>/transmis/<int:item_id>/reprendre/",
        passed_on.take_back_item,
        name="take_back_item",
    ),
    path(
        "guichet/personne/<uuid:person>/transmis/reprendre/",
        passed_on.take_back_all,
        name="take_back_all",
    ),
    path("guichet/personne/<uuid:person>/fiche/", correcting.edit, name="entry"),
    path("guichet/personne/<uuid:person>/numero/", person.correct, name="number"),
    path("guichet/personne/<uuid:person>/proches/", contacts.edit, name="contacts"),
    path("guichet/proches/refus/", contacts.hear, name="relative"),
    path("guichet/personne/<uuid:person>/retirer/", person.remove, name="remove"),
    path("guichet/personne/<uuid:person>/reponse/", letters.print_answer, name="answer"),
    path("guichet/inscrire/", entries.register, name="register"),
    path("guichet/demandes/", entries.list_requests, name="requests"),
    path("guichet/demandes/<int:request_id>/", entries.show_request, name="request"),
    path("guichet/demandes/<int:request_id>/confirmer/", entries.settle, name="settle"),
    path("guichet/messages/", incoming.list_incoming, name="incoming"),
    path("guichet/messages/<int:incoming_id>/", incoming.show_incoming, name="incoming_message"),
    path("guichet/messages/<int:incoming_id>/regler/", incoming.settle, name="settle_incoming"),
    path("guichet/courrier/", letters.list_letters, name="letters"),
    path("guichet/courrier/envoye/", sending.note, name="note_sent"),
    path("guichet/courrier/remettre/", sending.take_back, name="forget_sent"),
    path("guichet/courrier/accuses/", letters.acknowledge_first, name="acknowledgements"),
    path("guichet/courrier/recus/", letters.receipt_first, name="receipts"),
    path("guichet/courrier/accuse/<int:record_id>/", letters.acknowledge, name="acknowledgement"),
    path("guichet/courrier/recu/<int:letter_id>/", letters.receipt, name="receipt"),
]
