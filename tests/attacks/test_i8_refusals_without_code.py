"""I8: the page that says no without a code lists nobody: not by trying numbers, not by what it answers or opens."""

import pytest
from tests.attacks.conftest import runtime, weakened
from tests.make import commons, people

from entremise.kernel.errors import Refused
from entremise.people.vault.refusing import people_refusing

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

HERS = {"first": "Lucienne", "number": "+33199003107"}


def found_after_trying(count: int) -> bool:
    """A script tries first names with her number, then the right one."""
    for number in range(count):
        people_refusing(first=f"Prénom{number}", number=HERS["number"], at=commons.now())
    try:
        return bool(people_refusing(**HERS, at=commons.now()))
    except Refused:
        return False


def test_first_names_cannot_be_tried_one_by_one():
    people.desk()

    assert found_after_trying(60) is False


def test_twin_without_the_limit_they_can():
    people.desk()

    with weakened("refusing", "::uuid], 60)", "::uuid], 1000000)"):
        assert found_after_trying(60) is True


def test_the_number_alone_finds_nobody():
    people.desk()

    assert people_refusing(first="", number=HERS["number"], at=commons.now()) == ()
    assert people_refusing(first="Émile", number=HERS["number"], at=commons.now()) == ()


def test_whom_it_finds_it_does_not_open():
    desk = people.desk()

    assert people_refusing(**HERS, at=commons.now()) == (desk.person,)

    with runtime() as anybody:
        opened = anybody.execute(
            "select * from sealed.ask(null, null, null, %s, '{NAME}')", [desk.person]
        ).fetchall()
    assert [row[0] for row in opened] == [None]
