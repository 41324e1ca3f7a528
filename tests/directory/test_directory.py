from datetime import timedelta

import pytest
from tests import make
from tests.make import accounts
from tests.make.accounts import LONG_AGO

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.directory.models import Service
from entremise.directory.operations import add_service, check_service, close_service
from entremise.directory.operations.services import Room, tell_room
from entremise.directory.queries import search, services_for
from entremise.directory.vocabulary import Capacity, NewService, Reason, Refusal
from entremise.kernel.errors import Refused
from entremise.territory.operations import load_places
from entremise.territory.queries import place

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


@pytest.mark.parametrize(
    ("district", "proposed"),
    [
        ("01053", {"Du bourg", "De la métropole", "De tous", "Sans zone"}),
        ("01185", {"De tous", "Sans zone"}),
        ("Q1", {"Du bourg", "De la métropole", "De tous", "Sans zone"}),
    ],
)
def test_where_districts_are_communes_a_service_of_another_commune_is_not_proposed(
    district, proposed
):
    load_places()
    group = place("01053").group
    for name, zone in {
        "Du bourg": ["01053"],
        "De la métropole": [group],
        "De tous": ["france"],
        "Sans zone": [],
    }.items():
        made = make.service(name=name)
        Service.objects.filter(pk=made.service_id).update(zone=zone)

    assert {one.name for one in search(text="", district=district)} == proposed


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


def test_measured_answers_count_more_than_what_a_service_announces():
    slow = make.service(name="Annonce un jour", reply_days=1)
    quick = make.service(name="Annonce dix jours", reply_days=10)
    measured = {slow.service_id: 12.0, quick.service_id: 2.0}

    found = services_for(
        theme="courses_repas", district="", at=AT, answer_days=lambda numbers: measured
    )

    assert names(one.service for one in found) == ["Annonce dix jours", "Annonce un jour"]
    assert (found[0].answer_days, Reason.ANSWERS in found[0].reasons) == (2.0, True)


def test_a_service_of_which_nobody_said_the_room_comes_after_one_that_has_some():
    make.service(name="Dit non", capacity=Capacity.CLOSED)
    until = make.service(name="Fermé jusqu'à hier", reply_days=0)
    day = (AT - timedelta(days=1)).date()
    tell_room(
        actor=accounts.actor(Role.ORIENTEUR),
        service_id=until.service_id,
        room=Room(Capacity.CLOSED, "", day),
        at=AT - timedelta(days=3),
    )
    make.service(name="Dit oui", reply_days=9)

    found = services_for(theme="courses_repas", district="", at=AT)

    assert names(one.service for one in found) == ["Dit oui", "Fermé jusqu'à hier", "Dit non"]


def test_a_service_for_some_people_is_proposed_to_them_first():
    make.service(name="Pour les jeunes", publics=("jeunes",))
    make.service(name="Pour les aînés", publics=("seniors",))

    found = services_for(theme="courses_repas", district="", at=AT, public="seniors")

    assert names(one.service for one in found) == ["Pour les aînés"]
    assert Reason.PUBLIC in found[0].reasons


def test_somebody_else_may_not_say_the_room_of_a_service():
    service = make.service()

    with pytest.raises(Refused, match=Refusal.NOT_YOUR_SERVICE):
        tell_room(
            actor=accounts.actor(Role.SERVICE),
            service_id=service.service_id,
            room=Room(Capacity.CLOSED),
            at=AT,
        )
