"""Answers as people write them."""

import pytest

from entremise.engines.short_answers import Word, word_of


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("OUI", Word.YES),
        ("oui merci", Word.YES),
        (" Ouiii ! ", Word.YES),
        ("Oui, je veux bien. Merci beaucoup", Word.YES),
        ("D’accord", Word.YES),
        ("ok 👍", Word.YES),
        ("👍", Word.YES),
        ("Bonjour, oui avec plaisir. Bonne journée", Word.YES),
        ("Non", Word.NO),
        ("NON MERCI", Word.NO),
        ("non désolée", Word.NO),
        ("Je ne peux pas, désolé", None),
        ("Stop", Word.STOP),
        ("Stop svp", Word.STOP),
        ("STOP!!!", Word.STOP),
        ("s.t.o.p", None),
        ("arrêtez", Word.STOP),
        ("oui stop", Word.STOP),
        ("Plus de SMS s'il vous plaît", Word.STOP),
        ("Ne m'écrivez plus", Word.STOP),
        ("start", Word.START),
        ("Reprendre", Word.START),
        ("oui et non", None),
        ("oui mais pas avant 14h", None),
        ("qui êtes-vous ?", None),
        ("je suis disponible sans stop toute la journée", None),
        ("", None),
        ("😡", None),
    ],
)
def test_a_word_is_heard_as_people_write_it(text, word):
    assert word_of(text)[0] is word


@pytest.mark.parametrize(
    ("text", "is_all"),
    [
        ("stop", True),
        ("Stop svp merci", True),
        ("STOP et rappelez ma fille, elle est tombée", False),
    ],
)
def test_what_stands_beside_a_stop_is_left_for_a_human(text, is_all):
    assert word_of(text) == (Word.STOP, is_all)
