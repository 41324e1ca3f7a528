"""From three messy files to entries of registers: a dry run that writes nothing, an import that is whole."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from tests import make

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.ask import ask
from entremise.commons.operations.objections import object_to
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.queries.registers import people_in, register_counts
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope, Reach
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.engines.importing.vocabulary import Column, ReadLine
from entremise.jobs.town.files import write_files
from entremise.jobs.town.residents import population
from entremise.journeys.import_register import (
    dry_run,
    receive_file,
    run_import,
    samples_of,
    write_delivery,
)
from entremise.journeys.sheet_of_line import sheet_of
from entremise.journeys.undo_import import undo_import
from entremise.kernel.errors import Refused
from entremise.people.vault.cards import open_card
from entremise.people.vault.finding import find_by_phone
from entremise.registers.operations import begin_delivery, queue_delivery
from entremise.registers.queries import delivery
from entremise.registers.vocabulary import DeliveryState, Refusal
from entremise.territory.operations import load_streets, name_districts
from entremise.territory.vocabulary import DistrictCard, Place, StreetCard

FOREIGN = Path(__file__).parents[1] / "engines" / "importing" / "foreign"
AT = datetime.now(UTC)  # the seal has its own clock
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uploads")]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return write_files(population(), tmp_path_factory.mktemp("town"))


@pytest.fixture
def steward():
    host = make.host()
    return make.actor(Role.STEWARD, Role.CLERK, organization=host)


def opened(kind, steward):
    return make.register(kind=kind, controller_id=steward.organization_id, dossier=make.DOSSIER)


def received(steward, register_id, path):
    return receive_file(
        actor=steward, register_id=register_id, name=path.name, data=path.read_bytes(), at=AT
    )


def columns(delivery_id):
    return tuple(Column(word) for word in delivery(delivery_id=delivery_id).mapping)


def confirmed(steward, register_id, path):
    delivery_id = received(steward, register_id, path)
    dry_run(actor=steward, delivery_id=delivery_id, mapping=columns(delivery_id), at=AT)
    queue_delivery(actor=steward, delivery_id=delivery_id, at=AT)
    return delivery_id


def imported(steward, register_id, path):
    delivery_id = confirmed(steward, register_id, path)
    run_import(delivery_id=delivery_id, at=AT)
    return delivery_id


def counted():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM commons_record), (SELECT count(*) FROM people_person)"
        )
        return cursor.fetchone()


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("alert", RegisterKind.CASF_ALERT, 412),
        ("safeguard", RegisterKind.PCS, 240),
        ("home_care", RegisterKind.APA_FEED, 152),
        ("voluntary", RegisterKind.VOLUNTARY, 96),
    ],
)
def test_each_file_of_the_town_is_read_whole_and_its_dry_run_writes_nothing(
    files, steward, name, kind, count
):
    register_id = opened(kind, steward)
    before = counted()
    delivery_id = received(steward, register_id, files[name])

    outcome = dry_run(actor=steward, delivery_id=delivery_id, mapping=columns(delivery_id), at=AT)

    assert (outcome.new, outcome.kept, outcome.problems) == (count, count, ())
    assert counted() == before


def test_all_that_an_alert_register_receives_waits_eight_days_for_its_mayor(files, steward):
    register_id = opened(RegisterKind.CASF_ALERT, steward)
    imported(steward, register_id, files["alert"])

    live, waiting = register_counts([register_id])[register_id]

    assert waiting == live > 0


def test_an_imported_person_is_found_by_the_number_she_gives(files, steward):
    register_id = opened(RegisterKind.CASF_ALERT, steward)
    imported(steward, register_id, files["alert"])

    grant = search_grant(steward, register_id)
    people = find_by_phone(actor=steward, grant_id=grant, number="+33639982057", at=AT)

    assert len(people) == 1
    tickets = ask(
        actor=steward,
        grant_ids=[grant],
        person=people[0],
        groups=(FieldGroup.NAME, FieldGroup.CONTACT, FieldGroup.ADDRESS),
        at=AT,
    )
    card = open_card(tickets=tickets, at=AT)
    assert (card.name.first, card.name.last) == ("Solange", "Trémel")
    assert card.contact.preferred_channel == "SMS"
    assert card.address.line == "2 rue des Mégissiers"


def test_the_same_file_again_changes_nothing(files, steward):
    register_id = opened(RegisterKind.PCS, steward)
    imported(steward, register_id, files["safeguard"])
    again = received(steward, register_id, files["safeguard"])

    outcome = dry_run(actor=steward, delivery_id=again, mapping=columns(again), at=AT)

    assert (outcome.new, outcome.changed, outcome.same, outcome.gone) == (0, 0, 240, 0)
    with pytest.raises(Refused, match=Refusal.NOTHING_TO_IMPORT):
        queue_delivery(actor=steward, delivery_id=again, at=AT)


def test_a_job_given_twice_imports_once_and_the_file_is_destroyed(files, steward, settings):
    register_id = opened(RegisterKind.VOLUNTARY, steward)
    delivery_id = imported(steward, register_id, files["voluntary"])

    run_import(delivery_id=delivery_id, at=AT)

    assert register_counts([register_id])[register_id][0] == 96
    card = delivery(delivery_id=delivery_id)
    assert (card.state, card.destroyed_at, card.token) == (DeliveryState.DONE, AT, "")
    assert list(settings.ENTREMISE_UPLOADS_DIR.iterdir()) == []


def test_the_file_of_a_worker_killed_at_the_very_end_is_destroyed_when_its_job_comes_back(
    files, steward, settings
):
    register_id = opened(RegisterKind.VOLUNTARY, steward)
    delivery_id = confirmed(steward, register_id, files["voluntary"])
    begin_delivery(delivery_id=delivery_id, at=AT)
    write_delivery(delivery(delivery_id=delivery_id), AT)

    run_import(delivery_id=delivery_id, at=AT)

    assert register_counts([register_id])[register_id][0] == 96
    assert delivery(delivery_id=delivery_id).state is DeliveryState.DONE
    assert list(settings.ENTREMISE_UPLOADS_DIR.iterdir()) == []


def test_an_import_that_ends_its_worker_three_times_is_given_up(files, steward, settings):
    register_id = opened(RegisterKind.VOLUNTARY, steward)
    delivery_id = confirmed(steward, register_id, files["voluntary"])

    tried = [begin_delivery(delivery_id=delivery_id, at=AT) for _ in range(3)]
    run_import(delivery_id=delivery_id, at=AT)

    assert tried == [True, True, True]
    assert register_counts([register_id])[register_id][0] == 0
    assert delivery(delivery_id=delivery_id).state is DeliveryState.FAILED
    assert list(settings.ENTREMISE_UPLOADS_DIR.iterdir()) == []


def test_an_import_is_taken_back_whole(files, steward):
    register_id = opened(RegisterKind.VOLUNTARY, steward)
    delivery_id = imported(steward, register_id, files["voluntary"])

    assert undo_import(actor=steward, delivery_id=delivery_id, at=AT).removed == 96

    assert register_counts([register_id]).get(register_id, (0, 0))[0] == 0
    assert delivery(delivery_id=delivery_id).state is DeliveryState.UNDONE


def written(tmp_path, text):
    path = tmp_path / "liste.csv"
    path.write_text(text)
    return path


def test_two_lines_of_somebody_who_is_here_already_are_one_and_a_double(steward, tmp_path):
    register_id = opened(RegisterKind.VOLUNTARY, steward)
    head = "nom;prénom;né le;tél\n"
    imported(steward, register_id, written(tmp_path, head + "Corbin;Josette;;0199005101\n"))
    again = received(
        steward,
        register_id,
        written(
            tmp_path,
            head + "Corbin;Josette;12/04/1941;0199005101\nCorbain;Josette;13/04/1941;0199005101\n",
        ),
    )

    outcome = dry_run(actor=steward, delivery_id=again, mapping=columns(again), at=AT)
    queue_delivery(actor=steward, delivery_id=again, at=AT)
    run_import(delivery_id=again, at=AT)

    assert (outcome.new, outcome.changed, outcome.gone, outcome.kept) == (0, 1, 0, 1)
    assert [(one.line, one.fault, one.other_line) for one in outcome.problems] == [(3, "DOUBLE", 2)]
    assert delivery(delivery_id=again).state is DeliveryState.DONE


def test_an_import_is_not_taken_back_once_somebody_said_no(files, steward):
    register_id = opened(RegisterKind.VOLUNTARY, steward)
    delivery_id = imported(steward, register_id, files["voluntary"])
    person = people_in(register_id=register_id, limit=1)[0]
    refusal = NewObjection(person=person, scope=ObjectionScope.ALL, channel=Channel.PHONE)
    object_to(actor=steward, new=refusal, at=AT)

    with pytest.raises(Refused, match=Refusal.SOMETHING_HANGS):
        undo_import(actor=steward, delivery_id=delivery_id, at=AT)

    assert register_counts([register_id])[register_id][0] == 96


def test_samples_are_written_as_a_reader_writes_them(steward):
    register_id = opened(RegisterKind.VOLUNTARY, steward)
    card = delivery(delivery_id=received(steward, register_id, FOREIGN / "registre_ccas.xlsx"))

    samples = dict(zip(card.heads, samples_of(card), strict=True))

    assert samples["USAGER / Né(e) le"][0] == "12/03/1938"
    assert samples["USAGER / Tél. dom."][2] == "199004003"


def test_an_entry_has_the_district_that_its_file_says_or_its_street(steward, tmp_path):
    name_districts(
        cards=[DistrictCard("Q1", "Le Vieux-Pont"), DistrictCard("Q2", "Les Tanneurs")], at=AT
    )
    load_streets(cards=[StreetCard("rue des Mégissiers", 46.5, 3.2, "Q2")], at=AT)
    path = tmp_path / "liste.csv"
    path.write_text(
        "Nom;Prénom;Adresse;Quartier;Téléphone\n"
        "Corbin;Josette;3 rue du Lavoir;Vieux Pont;0639980011\n"
        "Trémel;Solange;2 r. des Mégissiers;;0639980012\n"
    )
    register_id = opened(RegisterKind.VOLUNTARY, steward)

    imported(steward, register_id, path)

    assert district_of(steward, register_id, "+33639980011") == "Q1"
    assert district_of(steward, register_id, "+33639980012") == "Q2"


def search_grant(steward, register_id):
    return live_grants_of(
        actor=steward,
        purpose=Purpose.SUBJECT_RIGHTS,
        reaches=(Reach.SEARCH,),
        register_id=register_id,
        at=AT,
    )[0].grant_id


def district_of(steward, register_id, number):
    grant = search_grant(steward, register_id)
    person = find_by_phone(actor=steward, grant_id=grant, number=number, at=AT)[0]
    given = {"actor": steward, "grant_ids": [grant], "person": person, "at": AT}
    return open_card(tickets=ask(**given, groups=(FieldGroup.DISTRICT,)), at=AT).district


def test_a_street_without_town_is_of_the_commune_of_the_register():
    home = Place(code="00001", name="Aubrelle", kind="COMMUNE", postcodes=("00100",))
    line = ReadLine(line=2, last="Corbin", first="Josette", street="3 rue du Lavoir")

    at_home = sheet_of(line, home).address
    elsewhere = sheet_of(line._replace(postcode="00900"), home).address

    assert (at_home.postcode, at_home.town) == ("00100", "Aubrelle")
    assert (elsewhere.postcode, elsewhere.town) == ("00900", "")
    assert sheet_of(line._replace(street=""), home).address is None


def test_somebody_without_the_register_brings_no_file(files, steward):
    register_id = opened(RegisterKind.VOLUNTARY, steward)
    stranger = make.actor(Role.STEWARD)

    with pytest.raises(Refused, match=Refusal.NO_RIGHT):
        received(stranger, register_id, files["voluntary"])


def test_a_forbidden_column_stops_the_file(steward, tmp_path):
    register_id = opened(RegisterKind.CASF_ALERT, steward)
    path = tmp_path / "x.csv"
    path.write_text("nom;prénom;né le;pathologie\nPalluel;Lucienne;09/03/1940;rien\n")
    delivery_id = received(steward, register_id, path)

    with pytest.raises(Refused, match=Refusal.FILE_UNUSABLE) as caught:
        dry_run(actor=steward, delivery_id=delivery_id, mapping=columns(delivery_id), at=AT)

    assert caught.value.facts == {"fault": "FORBIDDEN_COLUMN", "place": "pathologie"}
