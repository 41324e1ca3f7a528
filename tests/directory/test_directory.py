from datetime import timedelta

import pytest
from tests import make
from tests.make.accounts import LONG_AGO

from entremise.accounts.vocabulary import SYSTEM
from entremise.directory.operations import add_service, check_service, close_service
from entremise.directory.queries import search, services_for
from entremise.directory.vocabulary import Capacity, NewService, Reason, Refusal
from entremise.kernel.errors import Refused

AT = LONG_AGO + timedelta(days=10)
pytestmark = pytest.mark.django_db


def names(cards):
    return [card.name for card in cards]


@pytest.mark.parametrize(
    "typed", ["portage", "Portaje de repa", "repas", "PORTAGE REPAS", "cinq gués", "cinq gues"]
)
def test_a_service_is_found_with_its_typing_errors(typed):
    make.service(name="Portage de repas des Cinq-Gués")
    make.service(name="Patte Douce", themes=("x-animal",))

    assert names(search(text=typed)) == ["Portage de repas des Cinq-Gués"]


def test_without_words_all_services_are_listed_by_name():
    for name in ("Zèbre", "Étoile", "abeille"):
        make.service(name=name)

    assert names(search(text="")) == ["abeille", "Étoile", "Zèbre"]


def test_three_services_are_proposed_room_first_and_each_says_why():
    make.service(name="Complet", capacity=Capacity.CLOSED, reply_days=1)
    make.service(name="Attente", capacity=Capacity.WAITING, reply_days=1)
    make.service(name="Lent", reply_days=9)
    make.service(name="Vite", reply_days=1, districts=("Q3",))
    make.service(name="Ailleurs", districts=("Q1",))

    found = services_for(theme="courses_repas", district="Q3", at=AT)

    assert names(one.service for one in found) == ["Vite", "Lent", "Attente"]
    assert found[0].reasons == (
        Reason.THEME,
        Reason.DISTRICT,
        Reason.HAS_ROOM,
        Reason.QUICK,
        Reason.CHECKED,
    )


def test_a_service_nobody_checked_for_long_says_so_until_somebody_calls():
    service = make.service()
    late = LONG_AGO + timedelta(days=400)
    assert Reason.STALE in services_for(theme="courses_repas", district="", at=late)[0].reasons

    check_service(actor=SYSTEM, service_id=service.service_id, at=late)

    assert Reason.CHECKED in services_for(theme="courses_repas", district="", at=late)[0].reasons


def test_a_closed_service_is_proposed_no_more():
    service = make.service()

    close_service(actor=SYSTEM, service_id=service.service_id, at=AT)

    assert services_for(theme="courses_repas", district="", at=AT) == ()


def test_a_name_serves_one_service():
    service = make.service()

    with pytest.raises(Refused, match=Refusal.NAME_TAKEN):
        add_service(actor=SYSTEM, new=NewService(name=service.name, themes=()), at=AT)
