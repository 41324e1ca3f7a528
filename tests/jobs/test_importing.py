"""An import from the terminal: the same steps, and the same words, as on screen."""

import inspect
import re

import pytest
from tests import make
from tests.make import commons

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.commons.queries.registers import people_in
from entremise.jobs.faults import Trouble
from entremise.jobs.importing import REFUSALS, import_file, lines_of
from entremise.journeys import delivery_file, import_register
from entremise.people.vault import deliveries, keys, packing
from entremise.registers import operations, queries
from entremise.registers.vocabulary import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uploads")]
STEPS = (import_register, delivery_file, operations, queries, deliveries, packing, keys)
FILE = """Nom;Prénom;Date de naissance;Téléphone
CORBIN;Josette;12/04/1941;01 99 00 51 01
SENECHAL;Odile;72 ans;01 99 00 51 03
PETIT;;01/02/1940;
"""


@pytest.fixture
def steward():
    return make.actor(Role.STEWARD, organization=make.host())


@pytest.fixture
def register_id(steward):
    return make.register(controller_id=steward.organization_id, dossier=make.DOSSIER)


def brought(tmp_path, register_id, actor, content=FILE, *, is_confirmed=False):
    path = tmp_path / "canicule.csv"
    path.write_text(content, encoding="utf-8")
    return import_file(
        path=path,
        register_id=register_id,
        login=User.objects.get(pk=actor.user_id).login,
        is_confirmed=is_confirmed,
        at=commons.now(),
    )


def test_a_dry_run_says_in_words_what_it_would_change_and_writes_nothing(
    tmp_path, steward, register_id
):
    found = brought(tmp_path, register_id, steward)

    assert list(lines_of(found)) == [
        "Nouvelles : 2, changées : 0, pareilles : 0, ont dit non : 0",
        "ligne 3 : personne inscrite sans une date qui n’est pas claire (Date de naissance)",
        "ligne 4 : pas de nom ou pas de prénom",
    ]
    assert people_in(register_id=register_id) == ()


def test_confirmed_it_is_written(tmp_path, steward, register_id):
    brought(tmp_path, register_id, steward, is_confirmed=True)

    assert len(people_in(register_id=register_id)) == 2


def test_a_file_that_cannot_be_used_is_refused_in_words(tmp_path, steward, register_id):
    with pytest.raises(Trouble, match="Aucune ligne de titres"):
        brought(tmp_path, register_id, steward, "bonjour\n")


def test_an_account_that_does_not_keep_the_register_is_told_whose_to_give(tmp_path, register_id):
    with pytest.raises(Trouble, match="Ce compte ne tient pas ce registre"):
        brought(tmp_path, register_id, make.actor(Role.CALLER))


def test_every_refusal_of_the_steps_is_worded():
    refusals = {
        getattr(getattr(module, kind), name)
        for module in STEPS
        for kind, name in re.findall(r"Refused\((\w+)\.(\w+)", inspect.getsource(module))
    }

    assert refusals == {*REFUSALS, Refusal.FILE_UNUSABLE}  # which says what is wrong with the file
