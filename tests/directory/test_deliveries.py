"""A file of services from its dry run to the directory and back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.make import accounts, directory
from tests.make import service_files as make
from tests.make.accounts import LONG_AGO

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.directory.models import ServiceDelivery, Structure
from entremise.directory.operations.deliveries import begin_services, queue_services
from entremise.directory.operations.merging import undo_services, write_services
from entremise.directory.operations.services import (
    check_service,
    close_service,
    correct_service,
    ready_door,
)
from entremise.directory.operations.twins import settle_twins
from entremise.directory.queries.deliveries import twins_proposed
from entremise.directory.queries.merging import dry_run_of, here_of, plan_of
from entremise.directory.queries.search import search
from entremise.directory.queries.services import differences, service
from entremise.directory.vocabulary import (
    Change,
    DeliveryState,
    NewService,
    Refusal,
)
from entremise.engines.service_files.reading import read
from entremise.kernel.errors import Refused

AT = LONG_AGO + timedelta(days=900)
KIT = {"equipement-et-alimentation--alimentation": "courses_repas"}
pytestmark = pytest.mark.django_db


def plan(records, **more):
    return plan_of(read(make.as_lines(records), **more), place=here_of("00001"), kit_codes=KIT)


def bring(records, *, is_whole=False, at=AT, **more):
    """A delivery, from its dry run to its end; return its number."""
    found = read(make.as_lines(records), **more)
    place = here_of("00001")
    row = ServiceDelivery.objects.create(
        file_name="services.json",
        digest=b"",
        state=DeliveryState.COMPARED,
        dry_run={"counts": {"NEW": 1}},
        uploaded_by_id=accounts.actor(Role.STEWARD).user_id,
        uploaded_at=at,
    )
    queue_services(actor=SYSTEM, delivery_id=row.pk, is_whole=is_whole, at=at)
    assert begin_services(delivery_id=row.pk, at=at)
    write_services(delivery_id=row.pk, found=found, place=place, kit_codes=KIT, at=at)
    return row.pk


def names(text=""):
    return [card.name for card in search(text=text)]


def the(text):
    (card,) = search(text=text)
    return card


def as_new(card, **given):
    """What a form would send to correct this entry."""
    same = {name: getattr(card, name) for name in NewService.__dataclass_fields__}
    return NewService(**(same | given))


def test_a_service_enters_with_what_its_source_says_and_is_found():
    bring([make.service()])

    card = the("panier")
    assert (card.source, card.source_key, card.themes) == ("dora", "dora--1", ("courses_repas",))
    assert (card.phone, card.opening, card.zone) == ("+33199006202", "We 14:00-18:00", ("00001",))
    assert (card.door_id, card.capacity_at, card.checked_by) == (None, None, None)
    assert card.checked_at.date().isoformat() == "2026-06-14"


def test_the_dry_run_says_what_each_line_becomes_and_writes_nothing():
    bring(
        [
            make.service(),
            make.service(id="dora--2", nom="Vestiaire", description="Des habits."),
            make.service(id="dora--3"),
        ]
    )
    records = [
        make.service(),
        make.service(id="dora--2", nom="Vestiaire du quai", description="Des habits."),
        make.service(id="dora--4", nom="Nouveau"),
        make.service(id="dora--5", zone_eligibilite=["75056"]),
        make.service(id=""),
    ]

    found = dry_run_of(plan(records))

    assert {one: found.count(one) for one in Change} == {
        Change.NEW: 1,
        Change.CHANGED: 1,
        Change.SAME: 1,
        Change.BACK: 0,
        Change.OWN_KEPT: 0,
        Change.ENDED: 1,
    }
    assert found.faults == {"NO_ID": 1, "OUT_OF_AREA": 1}
    said = {(note.line, note.what, note.detail) for note in found.notes}
    assert {(5, "NO_ID", ()), (4, "OUT_OF_AREA", ()), (2, "CHANGED", ("name",))} <= said
    assert sorted(names()) == ["Panier du mercredi", "Panier du mercredi", "Vestiaire"]


def test_the_same_file_again_changes_nothing():
    bring([make.service()])

    assert plan([make.service()]).counts() == {"SAME": 1}


def test_a_correction_made_here_wins_and_the_difference_is_shown():
    bring([make.service()])
    card = the("panier")
    correct_service(
        actor=SYSTEM, service_id=card.service_id, new=as_new(card, phone="+33199009999"), at=AT
    )
    again = make.service(telephone="01 99 00 62 03", nom="Panier du jeudi")

    bring([again], at=AT + timedelta(days=1))

    card = the("panier")
    assert (card.name, card.phone, card.corrected) == (
        "Panier du jeudi",
        "+33199009999",
        ("phone",),
    )
    (difference,) = differences(service_id=card.service_id)
    assert (difference.here, difference.source) == ("+33199009999", "+33199006203")


def test_a_correction_that_the_source_takes_over_is_none_any_more():
    bring([make.service()])
    card = the("panier")
    correct_service(
        actor=SYSTEM, service_id=card.service_id, new=as_new(card, phone="+33199006203"), at=AT
    )

    bring([make.service(telephone="01 99 00 62 03")])

    assert the("panier").corrected == ()


def test_a_service_absent_from_the_next_delivery_of_its_source_ends_and_may_come_back():
    bring(
        [
            make.service(),
            make.service(id="dora--2", nom="Vestiaire", description="Des habits."),
            make.service(source="autre", id="autre--1", nom="Ailleurs"),
        ]
    )

    bring([make.service()], is_whole=True)
    assert sorted(names()) == ["Ailleurs", "Panier du mercredi"]

    assert plan(
        [make.service(id="dora--2", nom="Vestiaire", description="Des habits.")]
    ).counts() == {"BACK": 1}
    bring([make.service(), make.service(id="dora--2", nom="Vestiaire", description="Des habits.")])
    assert sorted(names()) == ["Ailleurs", "Panier du mercredi", "Vestiaire"]


def test_a_service_closed_here_is_not_opened_again_by_its_source():
    bring([make.service()])
    close_service(actor=SYSTEM, service_id=the("panier").service_id, at=AT)

    bring([make.service(nom="Panier du jeudi")])

    assert names() == []


def test_an_entry_made_here_is_never_touched():
    own = directory.service(name="Panier du mercredi", phone="+33199001111")

    bring([make.service(source="entremise-00001", id="x"), make.service()], is_whole=True)

    assert service(service_id=own.service_id) == own
    assert plan([make.service(source="entremise-00001")]).problems[0].fault == "OWN_SOURCE"


def test_a_delivery_is_taken_back_whole_but_for_what_was_corrected_here():
    first = bring(
        [make.service(), make.service(id="dora--2", nom="Vestiaire", description="Des habits.")]
    )
    last = bring(
        [
            make.service(nom="Panier du jeudi", telephone="01 99 00 62 03"),
            make.service(id="dora--3", nom="Neuf", description="Autre chose."),
        ],
        is_whole=True,
        at=AT + timedelta(days=1),
    )
    card = the("panier")
    correct_service(
        actor=SYSTEM,
        service_id=card.service_id,
        new=as_new(card, mail="ici@exemple.invalid"),
        at=AT,
    )

    with pytest.raises(Refused, match=Refusal.NOT_LAST):
        undo_services(actor=SYSTEM, delivery_id=first, at=AT)
    undo_services(actor=SYSTEM, delivery_id=last, at=AT + timedelta(days=2))

    assert sorted(names()) == ["Panier du mercredi", "Vestiaire"]
    assert (the("panier").phone, the("panier").mail) == ("+33199006202", "ici@exemple.invalid")
    with pytest.raises(Refused, match=Refusal.WRONG_STEP):
        undo_services(actor=SYSTEM, delivery_id=last, at=AT)


def test_a_check_made_here_is_newer_than_an_old_date_of_the_source():
    bring([make.service()])
    card = the("panier")
    check_service(actor=SYSTEM, service_id=card.service_id, at=AT)

    bring([make.service(nom="Panier du jeudi")])

    assert the("panier").checked_at == AT


def test_one_service_in_two_sources_is_proposed_and_shown_once_when_somebody_says_so():
    bring([make.service()])
    bring([make.service(source="autre", id="autre--9", structure_id="autre--s")])
    (twins,) = twins_proposed(offset=0, size=10)

    settle_twins(actor=SYSTEM, twins_id=twins.twins_id, are_same=True, at=AT)

    assert [card.source for card in search(text="panier")] == ["dora"]
    assert twins_proposed(offset=0, size=10) == ()
    settle_twins(actor=SYSTEM, twins_id=twins.twins_id, are_same=False, at=AT)
    assert len(search(text="panier")) == 2


def test_a_switchboard_that_many_share_makes_no_doubles():
    bring(make.services(20, telephone="01 99 00 62 02"))
    bring([make.service(source="autre", id="autre--9", nom="Service inventé 77")])

    assert len(twins_proposed(offset=0, size=10)) <= 1


def test_an_imported_service_gets_its_door_when_something_is_sent_to_it():
    bring([make.service()])
    card = the("panier")

    ready_door(actor=SYSTEM, service_id=card.service_id, at=AT)
    ready_door(actor=SYSTEM, service_id=card.service_id, at=AT)

    assert the("panier").door_id is not None


def test_a_service_of_a_neighbour_without_zone_enters_one_of_another_department_does_not():
    near = make.service(id="dora--1", zone_eligibilite=None, code_insee="00007")
    far = make.service(id="dora--2", zone_eligibilite=None, code_insee="13055")
    whole = make.service(id="dora--3", zone_eligibilite=["france"], code_insee="13055")

    assert [step.entry.source_id for step in plan([near, far, whole]).steps] == [
        "dora--1",
        "dora--3",
    ]


def test_two_thousand_services_are_written_in_few_statements(django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        bring(make.services(2000))

    assert len(names("invente")) == 50


def test_what_a_delivery_writes_waits_in_no_index_that_each_search_would_read_whole():
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid"
            " join pg_am am on am.oid = c.relam and am.amname = 'gin'"
            " where c.relname in ('service_by_word', 'service_by_theme', 'word_by_key')"
            " and c.reloptions @> array['fastupdate=off']"
        )

        assert cursor.fetchone() == (3,)


def test_a_structure_that_its_source_says_as_before_is_written_once():
    bring([make.structure(), make.service()])
    before = Structure.objects.get()
    with CaptureQueriesContext(connection) as seen:
        bring([make.structure(), make.service(nom="Panier du jeudi")], at=AT + timedelta(days=1))

    assert not [one for one in seen if 'UPDATE "directory_structure"' in one["sql"]]
    assert Structure.objects.get().published == before.published
