"""Counting how people are called: numbers of many, of nobody alone."""

import pytest
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import COMPUTABLE
from entremise.kernel.errors import Refused
from entremise.people.vault import count_titles, store_sheet
from entremise.people.vocabulary import Name, Title

pytestmark = pytest.mark.django_db


@pytest.fixture
def register_id():
    return commons.register()


@pytest.fixture
def dpo():
    return people.dpo()


def counting(dpo, register_id, **given):
    return commons.grant(
        **(
            {
                "registers": [register_id],
                "user_id": dpo.user_id,
                "role": Role.DPO,
                "reach": Reach.COMPUTE,
                "groups": sorted(COMPUTABLE),
                "activation": commons.activation(),
            }
            | given
        )
    ).pk


def called(register_id, title, count):
    name = Name(last="Dalibert", first="Claude", title=title)
    return [people.person_in(register_id, people.sheet(name=name)) for _ in range(count)]


def counted(dpo, grant_id, cells):
    return count_titles(actor=dpo, grant_ids=[grant_id], cells=cells)


def test_titles_are_counted_by_cell_and_small_numbers_are_not_said(dpo, register_id):
    women = called(register_id, Title.MADAME, 12)
    men = called(register_id, Title.MONSIEUR, 3)
    others = called(register_id, Title.NONE, 11)
    cells = dict.fromkeys([*women, *men], 0) | dict.fromkeys(others, 1)

    found = counted(dpo, counting(dpo, register_id), cells)

    assert found == {(0, Title.MADAME): 12, (0, Title.MONSIEUR): None, (1, Title.NONE): 11}


def test_a_title_that_was_corrected_counts_once(dpo, register_id):
    women = called(register_id, Title.MADAME, 11)
    grant_id = counting(dpo, register_id)
    keeper = people.steward()
    upkeep = people.grant_of(keeper, "REGISTER_UPKEEP", Reach.PAGE, register_id)
    for person in women:
        store_sheet(
            actor=keeper,
            grant_id=upkeep,
            register_id=register_id,
            sheet=people.sheet(name=Name("Dalibert", "Claude", Title.MONSIEUR)),
            mode="SELF",
            at=commons.now(),
            person=person,
        )

    assert counted(dpo, grant_id, dict.fromkeys(women, 0)) == {(0, Title.MONSIEUR): 11}


def test_fewer_than_eleven_people_are_not_counted(dpo, register_id):
    women = called(register_id, Title.MADAME, 10)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        counted(dpo, counting(dpo, register_id), dict.fromkeys(women, 0))


def test_without_a_grant_nobody_counts(dpo, register_id):
    women = called(register_id, Title.MADAME, 11)
    stranger = accounts.actor(Role.CALLER)

    with pytest.raises(Refused, match=Denial.NOT_AVAILABLE):
        counted(stranger, counting(dpo, register_id), dict.fromkeys(women, 0))
