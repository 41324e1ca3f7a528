"""Who a line of a file is, among those who are in the register already: nobody takes the entry of another."""

from datetime import UTC, datetime

import pytest
from tests import make

from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.law import RegisterKind
from entremise.engines.importing.vocabulary import Column
from entremise.journeys.import_register import dry_run, receive_file, run_import
from entremise.registers.operations import queue_delivery
from entremise.registers.queries import delivery

AT = datetime.now(UTC)  # the seal has its own clock
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uploads")]
HEADS = "id;nom;prénom;né le;tél;adresse\n"
SON = ";Le Gall;Jean;12/03/1962;0199003107;\n"


@pytest.fixture
def steward():
    return make.actor(Role.STEWARD, Role.CLERK, organization=make.host())


@pytest.fixture
def register_id(steward):
    return make.register(
        kind=RegisterKind.VOLUNTARY, controller_id=steward.organization_id, dossier=make.DOSSIER
    )


@pytest.fixture
def brought(steward, register_id):
    def bring(lines):
        """New, changed, same and gone, of a file that is then written."""
        delivery_id = receive_file(
            actor=steward,
            register_id=register_id,
            name="liste.csv",
            data=(HEADS + lines).encode(),
            at=AT,
        )
        columns = tuple(Column(word) for word in delivery(delivery_id=delivery_id).mapping)
        found = dry_run(actor=steward, delivery_id=delivery_id, mapping=columns, at=AT)
        if found.new + found.changed:
            queue_delivery(actor=steward, delivery_id=delivery_id, at=AT)
            run_import(delivery_id=delivery_id, at=AT)
        assert found.problems == ()
        return found.new, found.changed, found.same, found.gone

    return bring


@pytest.mark.parametrize("born", ["05/06/1935", "1935"])
def test_a_father_does_not_take_the_entry_of_his_son(brought, born):
    brought(SON)
    father = f";Le Gall;Jean;{born};0199003107;\n"

    assert brought(SON + father) == (1, 0, 1, 0)


@pytest.mark.parametrize(
    "corrected",
    [
        ";Le Gall;Jean;21/03/1962;0199003107;\n",
        ";Legal;Jean;12/03/1962;0199003107;\n",
        ";Le Gall;Jean;;0199003107;1 rue des Lilas\n",
    ],
)
def test_a_day_or_a_name_corrected_at_the_source_is_of_the_same_person(brought, corrected):
    brought(SON)

    new, changed, _same, gone = brought(corrected)

    assert (new, changed, gone) == (0, 1, 0)


def test_a_year_corrected_is_of_the_person_whose_mobile_it_is(brought):
    brought(";Le Gall;Jean;12/03/1962;0639982057;\n")

    assert brought(";Le Gall;Jean;12/03/1926;0639982057;\n") == (0, 1, 0, 0)


@pytest.mark.parametrize("born", ["{day}/03/1942", ""])
def test_a_list_numbered_anew_mixes_nobody_up(brought, born):
    def line(number, name, day):
        return f"{number};{name};{born.format(day=day)};01990031{day};\n"

    brought(line(1, "Bernard;Anne", "07") + line(2, "Corbin;Luc", "08"))
    again = line(1, "Albert;Zoé", "09") + line(2, "Bernard;Anne", "07")

    assert brought(again + line(3, "Corbin;Luc", "08")) == (1, 0, 2, 0)
    assert brought(again + line(3, "Corbin;Luc", "08")) == (0, 0, 3, 0)


def test_a_couple_that_shares_a_file_number_stays_two(brought):
    couple = "7;Palluel;Robert;21/05/1938;;\n7;Palluel;Lucienne;09/03/1940;;\n"
    brought(couple)

    assert brought(couple) == (0, 0, 2, 0)


def test_a_name_and_a_number_to_ring_that_change_keep_the_person_of_the_source(brought):
    brought("7;Palluel;Lucienne;09/03/1940;0199003107;\n")

    assert brought("7;Kervella;Lucienne;09/03/1940;0199003108;\n") == (0, 1, 0, 0)
