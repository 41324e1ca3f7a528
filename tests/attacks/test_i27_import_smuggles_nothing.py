"""I27, the part of the database: a delivery writes what its kind of register may hold, and nothing else."""

import pytest
from django.db import transaction
from tests.attacks.conftest import weakened
from tests.make import commons, people

from entremise.accounts.vocabulary import RESIDENT
from entremise.commons.models import Record
from entremise.commons.vocabulary.access import Reach, RegistrationMode
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.kernel.errors import Refused
from entremise.people.vault.packing import Bundle, new_record_ids
from entremise.people.vault.persons import add_people
from entremise.people.vault.writing import writer_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])


@transaction.atomic
def smuggle(kind: RegisterKind, group: str) -> int:
    """Write one group into a register of a kind, as a delivery would."""
    register_id = commons.register(kind)
    keeper = people.steward()
    grant_id = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, register_id)
    bundle = Bundle(writer_of(actor=keeper, grant_id=grant_id, register_id=register_id, batch=1))
    (record,) = new_record_ids(1)
    bundle.add_record(
        record,
        add_people(count=1, at=commons.now())[0],
        RegistrationMode.STATUTORY,
        commons.now(),
    )
    bundle.add_text(record, group, b"GIR 2")
    return bundle.send().added


SMUGGLED = [
    (RegisterKind.CASF_ALERT, "answers"),
    (RegisterKind.APA_FEED, "facts"),
    (RegisterKind.TRANSPORT, "quality"),
    (RegisterKind.MINIMA, "situation"),
    (RegisterKind.CASF_ALERT, "diagnosis"),
    (RegisterKind.CASF_ALERT, "Name"),
    (RegisterKind.CASF_ALERT, ""),
]


@pytest.mark.parametrize(("kind", "group"), SMUGGLED)
def test_a_group_that_the_kind_may_not_hold_is_refused(kind, group):
    with pytest.raises(Refused):
        smuggle(kind, group)
    assert Record.objects.count() == 0


@pytest.mark.parametrize(("kind", "group"), SMUGGLED[:5])
def test_twin_without_the_law_of_kinds_it_is_stored(kind, group):
    with weakened("writing", "refusal := 'FORBIDDEN_GROUP';", "refusal := null;"):
        assert smuggle(kind, group) == 1


@transaction.atomic
def crowd_of_residents() -> int:
    """Somebody without account who enters two people at once."""
    register_id = commons.register()
    bundle = Bundle(writer_of(actor=RESIDENT, grant_id=None, register_id=register_id))
    for record, person in zip(
        new_record_ids(2), add_people(count=2, at=commons.now()), strict=True
    ):
        bundle.add_record(record, person, RegistrationMode.SELF, commons.now())
        bundle.add_sheet(record, people.sheet())
    return bundle.send().added


def test_nobody_without_account_delivers_a_list():
    with pytest.raises(Refused):
        crowd_of_residents()


def test_twin_without_that_rule_a_list_comes_in():
    with weakened("writing", "when cardinality(p_people) <> 1 then 'TOO_MANY'", ""):
        assert crowd_of_residents() == 2
