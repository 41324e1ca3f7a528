"""A helper's own page, the needs near her, her meetings and her offers."""

from django.urls import path

from entremise.web.helper import answers, mine, near, offers, relay

app_name = "helper"
urlpatterns = [
    path("aider/", offers.show_home, name="home"),
    path("aider/pres-de-moi/", near.show_near, name="near"),
    path("aider/pres-de-moi/<int:need_id>/", near.volunteer, name="volunteer"),
    path("aider/questions/<int:proposal_id>/oui/", answers.accept, name="accept"),
    path("aider/questions/<int:proposal_id>/non/", answers.refuse, name="refuse"),
    path("aider/rencontres/<int:introduction_id>/", answers.show_meeting, name="meeting"),
    path("aider/rencontres/<int:introduction_id>/issue/", answers.tell, name="tell"),
    path("aider/rencontres/<int:introduction_id>/renoncer/", answers.give_up, name="give_up"),
    path("aider/rencontres/<int:introduction_id>/inquietude/", answers.worry, name="concern"),
    path("aider/rencontres/<int:introduction_id>/mots/", relay.show_words, name="words"),
    path(
        "aider/rencontres/<int:introduction_id>/mots/lus/",
        relay.note_words_read,
        name="words_read",
    ),
    path("aider/offres/<int:offer_id>/confirmer/", offers.confirm, name="confirm"),
    path("aider/mes-donnees/", mine.show_data, name="data"),
    path("aider/mes-donnees/fichier.json", mine.take_json, name="data_json"),
    path("aider/mes-donnees/fichier.pdf", mine.take_pdf, name="data_pdf"),
    path("aider/partir/", mine.leave_all, name="leave_all"),
    path("aider/offres/<int:offer_id>/changer/", offers.change, name="change"),
    path("aider/offres/<int:offer_id>/pause/", offers.pause, name="pause"),
    path("aider/offres/<int:offer_id>/arreter/", offers.leave, name="leave"),
]
