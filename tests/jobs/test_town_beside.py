"""Two processes build the town: what either meets is told, and what both wrote is there."""

import os

import pytest
from tests.make import accounts

from entremise.accounts.models import Human
from entremise.jobs.faults import Trouble
from entremise.jobs.town.beside import beside

pytestmark = pytest.mark.django_db(transaction=True)


def add(name: str) -> int:
    accounts.human(full_name=name)
    return os.getpid()


def stumble(name: str) -> None:
    raise Trouble(name)


def test_what_both_processes_wrote_is_there():
    with beside(add, "celle d'à côté") as playing:
        add("la nôtre")

    assert playing.result() != os.getpid()
    assert set(Human.objects.values_list("full_name", flat=True)) == {"celle d'à côté", "la nôtre"}


def test_what_goes_wrong_beside_is_told():
    with beside(stumble, "celle d'à côté") as playing:
        add("la nôtre")

    with pytest.raises(Trouble, match="celle d'à côté"):
        playing.result()


def test_what_goes_wrong_here_is_told_once_the_other_has_ended():
    with pytest.raises(Trouble, match="la nôtre"), beside(add, "celle d'à côté") as playing:
        stumble("la nôtre")

    assert playing.done()
    assert Human.objects.count() == 1
