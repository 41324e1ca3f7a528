"""Keys: one a register, outside the database; a lost one is never made anew in silence; rotation while all runs."""

import stat

import pytest
from tests.make import commons, people
from tests.people.test_vault_writing import read_by_steward

from entremise.commons.queries.registers import register
from entremise.jobs.database.migrating import as_migrator
from entremise.kernel.errors import Refused
from entremise.people.vault import rotate_key
from entremise.people.vault.encoding import age_band
from entremise.people.vault.keys import derived, key_to_open, key_to_seal, register_key
from entremise.people.vault.marks import squashed
from entremise.people.vault.sealing import place_of, seal, unseal
from entremise.people.vault.tracking import date_in
from entremise.people.vocabulary import Refusal

pytestmark = pytest.mark.django_db


def forget_keys():
    register_key.cache_clear()
    derived.cache_clear()


def test_a_key_is_a_file_that_nobody_else_reads(settings):
    register_id = commons.register()
    people.person_in(register_id)

    path = settings.ENTREMISE_KEYS_DIR / f"{register(register_id).key_id}.key"

    assert (path.stat().st_size, stat.S_IMODE(path.stat().st_mode)) == (32, 0o600)


def test_without_its_key_a_register_says_nothing_and_takes_nothing(settings, tmp_path):
    register_id = commons.register()
    person = people.person_in(register_id)
    forget_keys()
    settings.ENTREMISE_KEYS_DIR = tmp_path

    with pytest.raises(Refused, match=Refusal.KEY_MISSING):
        read_by_steward(register_id, person)
    with pytest.raises(Refused, match=Refusal.KEY_MISSING):
        people.person_in(register_id, people.sheet())
    assert list(tmp_path.iterdir()) == []
    forget_keys()


def test_a_value_moved_to_another_record_group_or_register_does_not_open():
    register_id = commons.register()
    people.person_in(register_id)
    key = key_to_seal(register(register_id).key_id)
    sealed = seal(key, place_of(register_id, 7), "name", b"Palluel")

    assert unseal(key.key_id, place_of(register_id, 7), "name", sealed) == "Palluel"
    for place in ((register_id, 8, "name"), (register_id, 7, "mail"), (register_id + 1, 7, "name")):
        with pytest.raises(Refused, match=Refusal.KEY_MISSING):
            unseal(key.key_id, place_of(*place[:2]), place[2], sealed)


def test_two_texts_never_share_a_nonce_and_one_text_keeps_its_own():
    register_id = commons.register()
    people.person_in(register_id)
    key = key_to_seal(register(register_id).key_id)
    given = [(7, "name", b"a"), (7, "name", b"b"), (8, "name", b"a"), (7, "mail", b"a")]

    nonces = {seal(key, place_of(register_id, parts[0]), *parts[1:])[:12] for parts in given}

    assert len(nonces) == 4
    again = [seal(key, place_of(register_id, 7), "name", b"a") for _ in range(2)]
    assert again[0] == again[1]


@pytest.mark.django_db(transaction=True, databases=["default", "trace"])
def test_a_key_is_rotated_while_the_register_is_read(real_trace, settings):
    register_id = commons.register()
    person = people.person_in(register_id)
    former = register(register_id).key_id

    with as_migrator():
        done = rotate_key(register_id=register_id, at=commons.now())

    fresh = register(register_id).key_id
    assert (done, fresh != former) == (12, True)
    assert not (settings.ENTREMISE_KEYS_DIR / f"{former}.key").exists()
    assert read_by_steward(register_id, person).name == people.LUCIENNE.name
    assert key_to_open(fresh).key_id == fresh


def test_the_runtime_rotates_nothing():
    register_id = commons.register()
    people.person_in(register_id)

    with pytest.raises(Exception, match="permission denied"):
        rotate_key(register_id=register_id, at=commons.now())


@pytest.mark.parametrize(
    ("year", "band"),
    [(1940, "85-89"), (1941, "85-89"), (1942, "80-84"), (1929, "95+"), (2026, "0-4")],
)
def test_an_age_is_shown_as_a_band(year, band):
    assert age_band(year, 2026) == band


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Œuvre-d'Été", "OEUVREDETE"), ("LE GOFF", "LEGOFF"), ("Шевченко", "ШЕВЧЕНКО"), ("", "")],
)
def test_names_are_compared_without_accents_and_signs(typed, kept):
    assert squashed(typed) == kept


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("09/03/1940", "1940-03-09"),
        ("9.3.1940", "1940-03-09"),
        ("1940-03-09", "1940-03-09"),
        ("31/02/1940", None),
        ("mars", None),
    ],
)
def test_a_date_is_read_as_people_type_it(typed, iso):
    found = date_in(typed)

    assert (found and found.isoformat()) == iso
