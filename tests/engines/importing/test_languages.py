"""A language of a file is the one by which a caller is found."""

import pytest

from entremise.engines.importing.languages import CODES, language_of
from entremise.web.phone.languages import LANGUAGES


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Français", "fr"),
        ("français, arabe", "fr"),
        ("breton et français", "fr"),
        ("portugais (peu de français)", "pt"),
        ("ne parle pas français", ""),
        ("parle turc", "tr"),
        ("Russe", "ru"),
        ("PT", "pt"),
        ("langue des signes", "lsf"),
        ("breton", "bre"),
        ("oui", ""),
        ("", ""),
    ],
)
def test_a_language_is_the_one_of_the_callers(cell, code):
    assert language_of(cell) == code


def test_every_language_of_callers_is_understood_in_a_file():
    assert {*CODES.values(), language_of("français")} == set(LANGUAGES)
