"""Files that change, and files that are wrong."""

import shutil
from datetime import timedelta

import pytest
from tests.make.accounts import LONG_AGO

from entremise.kernel.errors import Refused
from entremise.kits.operations.editing import change_kit, restore_version
from entremise.kits.operations.files import read_kit
from entremise.kits.operations.loading import SHIPPED, load_kits
from entremise.kits.queries import (
    codes_with_waiting,
    current_version,
    current_version_id,
    versions_of,
    waiting_version,
)
from entremise.kits.vocabulary import Provenance, Refusal, Theme
from entremise.kits.vocabulary.edits import Part, PutRow

AT = LONG_AGO + timedelta(days=1)
CODE = "canicule"
GARDEN = Theme(code="x-jardin", label="Jardin", answered_by=("voisins",), local=True)


@pytest.fixture
def folder(tmp_path):
    for name in ("base", CODE):
        shutil.copy(SHIPPED / f"{name}.toml", tmp_path)
    return tmp_path


def load(folder):
    return load_kits(actor_id=None, folder=folder, at=AT)


def ship(folder, purpose):
    """A new file comes with the product."""
    path = folder / f"{CODE}.toml"
    old = read_kit(path)["purpose"]
    path.write_text(path.read_text().replace(old, purpose, 1))


def edit():
    return change_kit(
        actor_id=1,
        code=CODE,
        base_id=current_version_id(code=CODE),
        edit=PutRow(Part.THEMES, GARDEN),
        note="Jardin",
        at=AT,
    )


@pytest.mark.django_db
def test_what_a_lead_edited_stays_when_the_same_file_is_loaded_again(folder):
    load(folder)
    edited = edit()

    assert load(folder) == (edited,)
    assert current_version_id(code=CODE) == edited
    assert waiting_version(code=CODE) is None


@pytest.mark.django_db
def test_a_new_file_is_in_use_at_once_where_nobody_edited(folder):
    load(folder)
    ship(folder, "Un but nouveau.")

    load(folder)

    assert current_version(CODE).purpose == "Un but nouveau."
    assert [card.provenance for card in versions_of(code=CODE)] == [Provenance.SHIPPED] * 2


@pytest.mark.django_db
def test_a_new_file_waits_where_a_lead_edited_and_is_taken_on_demand(folder):
    load(folder)
    edited = edit()
    ship(folder, "Un but nouveau.")

    loaded = [load(folder), load(folder)]
    waiting = waiting_version(code=CODE)

    assert loaded == [(edited,), (edited,)]
    assert GARDEN in current_version(CODE).themes
    assert (codes_with_waiting(), len(versions_of(code=CODE))) == ({CODE}, 3)

    restore_version(actor_id=1, version_id=waiting.version_id, note="Pris", at=AT)

    assert current_version(CODE).purpose == "Un but nouveau."
    assert (waiting_version(code=CODE), codes_with_waiting()) == (None, frozenset())


@pytest.mark.django_db
def test_once_a_lead_took_the_new_file_the_next_one_is_in_use_at_once(folder):
    load(folder)
    edit()
    ship(folder, "Un but nouveau.")
    load(folder)
    waiting = waiting_version(code=CODE).version_id
    restore_version(actor_id=1, version_id=waiting, note="Pris", at=AT)
    ship(folder, "Un troisième but.")

    load(folder)

    assert current_version(CODE).purpose == "Un troisième but."


@pytest.mark.django_db
def test_an_older_version_put_back_by_a_lead_is_kept_too(folder):
    load(folder)
    first = current_version_id(code=CODE)
    ship(folder, "Un but nouveau.")
    load(folder)
    restore_version(actor_id=1, version_id=first, note="Comme avant", at=AT)

    load(folder)

    assert current_version(CODE).purpose != "Un but nouveau."


WRONG = {
    "an unknown base": ('extends = "socle"\n', "extends", "sans .toml"),
    "itself as base": (f'extends = "{CODE}"\n', "extends", "sans .toml"),
    "a number as base": ("extends = 3\n", "extends", "sans .toml"),
    "no TOML": ('title = "Canicule\n', "ligne 1", "guillemet"),
    "a row that the base has not": (
        'extends = "base"\n[[help_categories]]\ncode = "rien"\nas_base = true\n',
        "help_categories[rien]",
        "en entier",
    ),
    "a row of the base with a word more": (
        'extends = "base"\n[[help_categories]]\ncode = "courses"\nlabel = "X"\nas_base = true\n',
        "help_categories[courses]",
        "en entier",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_in_french_with_its_place_and_what_to_do(folder, name):
    text, place, advice = WRONG[name]
    (folder / f"{CODE}.toml").write_text(text)

    with pytest.raises(Refused, match=Refusal.CONTENT_REFUSED) as caught:
        read_kit(folder / f"{CODE}.toml")

    facts = caught.value.facts
    assert facts["file"] == f"{CODE}.toml"
    assert str(facts["place"]).startswith(f"{CODE}.toml, {place}")
    assert advice in str(facts["text"])


def test_a_file_that_is_not_utf8_is_refused(folder):
    (folder / f"{CODE}.toml").write_bytes('title = "été"'.encode("latin-1"))

    with pytest.raises(Refused) as caught:
        read_kit(folder / f"{CODE}.toml")

    assert "UTF-8" in str(caught.value.facts["text"])


@pytest.mark.django_db
def test_a_kit_under_another_name_than_its_code_is_refused(folder):
    shutil.copy(folder / f"{CODE}.toml", folder / "autre.toml")

    with pytest.raises(Refused) as caught:
        load(folder)

    assert caught.value.facts["place"] == "autre.toml, code"
