"""Two at once in the directory: two imports of one source, an import and a correction, two undoings, two first sendings."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from tests.directory.test_deliveries import AT, KIT, as_new
from tests.make import accounts
from tests.make import service_files as make

from entremise.accounts.models import Organization
from entremise.accounts.vocabulary import SYSTEM, OrganizationKind, Role
from entremise.directory.models import Service, ServiceDelivery
from entremise.directory.operations.deliveries import begin_services, queue_services
from entremise.directory.operations.merging import undo_services, write_services
from entremise.directory.operations.services import correct_service, ready_door
from entremise.directory.queries.merging import here_of
from entremise.directory.queries.services import service
from entremise.directory.vocabulary import DeliveryState, Refusal
from entremise.engines.service_files.reading import read
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Each act on its own connection, all started together; what each returned, or its refusal."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            return act()
        except Refused as refused:
            return refused.reason
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as crowd:
        return list(crowd.map(run, acts))


def ready(steward):
    """A delivery that waits to be written."""
    row = ServiceDelivery.objects.create(
        file_name="services.json",
        digest=b"",
        state=DeliveryState.COMPARED,
        dry_run={"counts": {"NEW": 1}},
        uploaded_by_id=steward.user_id,
        uploaded_at=AT,
    )
    queue_services(actor=SYSTEM, delivery_id=row.pk, is_whole=True, at=AT)
    assert begin_services(delivery_id=row.pk, at=AT)
    return row.pk


def writing(number, records, at=AT):
    found, place = read(make.as_lines(records)), here_of("00001")
    return lambda: write_services(
        delivery_id=number, found=found, place=place, kit_codes=KIT, at=at
    )


@pytest.fixture
def steward():
    return accounts.actor(Role.STEWARD)


def test_two_imports_of_one_source_write_each_service_once(steward):
    both = [ready(steward), ready(steward)]

    at_once(*(writing(number, make.services(30)) for number in both))

    assert Service.objects.count() == 30
    assert ServiceDelivery.objects.filter(state=DeliveryState.DONE).count() == 2


def test_one_delivery_is_written_once(steward):
    number = ready(steward)

    answers = at_once(*(writing(number, make.services(5)) for _ in range(2)))

    assert Refusal.WRONG_STEP in answers
    assert Service.objects.count() == 5


def test_a_correction_made_during_an_import_is_kept(steward):
    for turn in range(3):
        Service.objects.all().delete()
        writing(ready(steward), [make.service()])()
        card = service(service_id=Service.objects.get().pk)
        new = as_new(card, phone="+33199009999")
        later = AT + timedelta(days=turn + 1)

        at_once(
            lambda new=new, card=card: correct_service(
                actor=SYSTEM, service_id=card.service_id, new=new, at=AT
            ),
            writing(ready(steward), [make.service(telephone="01 99 00 62 03")], later),
        )

        row = Service.objects.get()
        assert (row.phone, row.corrected) == ("+33199009999", ["phone"])
        assert row.published["phone"] in {"+33199006202", "+33199006203"}


def test_a_delivery_is_taken_back_once(steward):
    number = ready(steward)
    writing(number, make.services(3))()

    answers = at_once(
        *(lambda: undo_services(actor=SYSTEM, delivery_id=number, at=AT) for _ in range(2))
    )

    assert sorted(answers, key=str) == [3, Refusal.WRONG_STEP]


def test_two_first_sendings_open_one_door(steward):
    writing(ready(steward), [make.service()])()
    number = Service.objects.get().pk

    at_once(*(lambda: ready_door(actor=SYSTEM, service_id=number, at=AT) for _ in range(2)))

    assert (
        Organization.objects.filter(
            kind=OrganizationKind.SERVICE, name="Panier du mercredi"
        ).count()
        == 1
    )
