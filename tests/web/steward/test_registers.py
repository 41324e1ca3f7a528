from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.make import accounts, commons, outreach, people
from tests.make import triage as make
from tests.make.people import CANARIES
from tests.make.reading import text
from tests.make.registers import DOSSIER

from entremise.accounts.vocabulary import RESIDENT, Role
from entremise.commons.models import Objection, Record, Register
from entremise.commons.operations.objections import object_to
from entremise.commons.vocabulary.access import (
    Channel,
    NewObjection,
    ObjectionScope,
    ObjectionState,
    RecordState,
)
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.journeys.object_everywhere import object_everywhere
from entremise.kernel.errors import Refused
from entremise.outreach.models import Task
from entremise.outreach.operations.tasks import ask_steward
from entremise.outreach.vocabulary.calls import Refusal as NoCall
from entremise.outreach.vocabulary.calls import TaskKind
from entremise.territory.operations import name_districts
from entremise.territory.vocabulary import DistrictCard

pytestmark = pytest.mark.django_db
NEW = {
    "kind": "CASF_ALERT",
    "title": "Registre canicule d'Aubrelle",
    "plain_name": "le registre canicule",
    "legal_reference": "CASF L121-6-1",
} | DOSSIER


@pytest.fixture
def browser():
    return make.browser(people.steward())


def test_a_register_is_opened_with_its_dossier(browser):
    assert "Sans ce dossier" in text(browser.get(reverse("steward:open_register")))

    answer = browser.post(reverse("steward:open_register"), NEW, follow=True)

    assert answer.status_code == 200
    assert "Arrêté 2026-12" in text(answer)
    assert Register.objects.get(title=NEW["title"]).controller_id == commons.host_id()


def test_without_its_dossier_a_register_is_not_opened_and_what_was_typed_stays(browser):
    answer = browser.post(reverse("steward:open_register"), NEW | {"notice": ""})

    assert answer.status_code == 422
    assert NEW["title"] in text(answer)
    assert not Register.objects.filter(title=NEW["title"]).exists()


def test_a_voluntary_list_serves_what_people_agreed_to(browser):
    new = NEW | {"kind": "VOLUNTARY", "agreed": ["MATCH_NEED", "REFERRAL"]}
    untold = browser.post(reverse("steward:open_register"), NEW | {"kind": "VOLUNTARY"})

    answer = browser.post(reverse("steward:open_register"), new, follow=True)

    assert untold.status_code == 422
    assert "Cochez ce que les personnes acceptent." in text(untold)
    assert Register.objects.get(title=NEW["title"]).agreed_purposes == ["MATCH_NEED", "REFERRAL"]
    assert "aider ou être aidées entre voisins" in text(answer)


def test_what_nobody_asks_of_a_register_of_the_law_is_left_out(browser):
    browser.post(reverse("steward:open_register"), NEW | {"agreed": ["MATCH_NEED"]})

    assert Register.objects.get(title=NEW["title"]).agreed_purposes == []


def test_the_legal_opinion_that_some_uses_need_is_noted_and_put_right(browser):
    browser.post(reverse("steward:open_register"), NEW | {"legal_opinion": "Me Orain, 18 mars"})
    row = Register.objects.get(title=NEW["title"])
    url = reverse("steward:dossier", args=[row.pk])

    assert "Me Orain, 18 mars" in text(browser.get(url))
    answer = browser.post(url, DOSSIER | {"legal_opinion": "Me Orain, 2 avril"}, follow=True)

    row.refresh_from_db()
    assert row.legal_opinion == "Me Orain, 2 avril"
    assert "Me Orain, 2 avril" in text(answer)


def test_a_title_that_is_taken_is_said_beside_the_field_and_nothing_is_lost(browser):
    commons.register(title=NEW["title"])

    answer = browser.post(reverse("steward:open_register"), NEW)

    assert answer.status_code == 422
    assert "Un registre porte déjà ce titre." in text(answer)
    assert NEW["notice"] in text(answer)
    assert Register.objects.filter(title=NEW["title"]).count() == 1


def test_the_list_of_registers_says_how_many_and_never_who(browser):
    people.person_in(commons.register())

    answer = browser.get(reverse("steward:registers"))

    assert answer.status_code == 200
    assert "Liste d'alerte" in text(answer)
    assert not [word for word in CANARIES if word in text(answer)]


def test_no_register_says_what_to_do(browser):
    assert "Ouvrez-en un avec son dossier" in text(browser.get(reverse("steward:registers")))


def test_statements_of_the_list_do_not_grow_with_the_registers(browser):
    commons.register()
    one = statements(browser, reverse("steward:registers"))
    for _ in range(9):
        commons.register()

    assert statements(browser, reverse("steward:registers")) == one


def statements(browser, url):
    browser.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(url).status_code == 200
    return len(seen)


def test_entries_come_by_pages_of_25_with_one_asking_each(browser):
    register_id = commons.register()
    for _ in range(26):
        people.person_in(register_id, people.sheet())
    url = reverse("steward:people", args=[register_id])

    with CaptureQueriesContext(connection) as seen:
        first = browser.get(url)
        asked = [one for one in seen if "sealed.ask_page(" in one["sql"]]
    second = browser.get(url, {"after": first.context["last"]})

    assert len(first.context["rows"]) == 25
    assert len(second.context["rows"]) == 1
    assert len(asked) == 1


def test_an_entry_names_its_district(browser):
    register_id = commons.register()
    name_districts(cards=[DistrictCard("Q1", "Le Vieux-Pont")], at=commons.now())
    people.person_in(register_id, people.sheet())

    answer = browser.get(reverse("steward:people", args=[register_id]))

    assert '<td data-l="Quartier">Le Vieux-Pont</td>' in text(answer)


def test_a_torn_address_is_refused_not_broken(browser):
    url = reverse("steward:people", args=[commons.register()])

    assert browser.get(url, {"after": "n-importe-quoi"}).status_code == 400


def a_task(kind):
    """A caller on the line found something wrong in the entry."""
    room, at = outreach.room(), commons.now()
    taken = outreach.shown(room.caller, room.campaign, at)
    call = outreach.Call.objects.get(pk=taken.call_id)
    ask_steward(call=call, kind=kind, actor=room.caller, at=at)
    return reverse("steward:task", args=[Task.objects.get().pk]), room.people[0]


def test_a_wrong_number_is_put_right(browser):
    url, _ = a_task(TaskKind.WRONG_NUMBER)
    assert "mauvais numéro" in text(browser.get(reverse("steward:upkeep"))).lower()
    assert "Vaudremont" in text(browser.get(url))

    answer = browser.post(url, {"phone": "01 99 00 77 77", "can_be_called": "yes"}, follow=True)

    assert "C'est corrigé." in text(answer)
    assert "Rien à corriger" in text(answer)


def test_much_to_put_right_comes_page_by_page_and_each_opens(browser):
    a_task(TaskKind.WRONG_NUMBER)
    one = Task.objects.get()
    Task.objects.bulk_create(
        Task(
            kind=one.kind,
            campaign=one.campaign,
            person=one.person,
            raised_at=one.raised_at,
            due_at=one.due_at + timedelta(minutes=number),
        )
        for number in range(30)
    )
    upkeep = reverse("steward:upkeep")

    pages = [browser.get(upkeep, {"page": number}) for number in (1, 2)]

    assert [len(page.context["tasks"]) for page in pages] == [25, 6]
    last = reverse("steward:task", args=[Task.objects.latest("due_at", "pk").pk])
    assert browser.get(last).status_code == 200
    Task.objects.update(settled_at=commons.now())
    assert browser.get(last).status_code == 404


def test_a_number_that_is_none_answers_422_and_stays(browser):
    url, _ = a_task(TaskKind.WRONG_NUMBER)

    answer = browser.post(url, {"phone": "12", "can_be_called": "yes"})

    assert answer.status_code == 422
    assert 'value="12"' in text(answer)
    assert Task.objects.get().settled_at is None


def test_a_confirmed_death_ends_every_entry(browser):
    url, person = a_task(TaskKind.DEATH)

    browser.post(url, {"is_confirmed": "yes"})

    states = set(Record.objects.filter(person=person).values_list("state", flat=True))
    assert states == {RecordState.DECEASED}
    assert Task.objects.get().settled_at is not None


def test_a_death_that_was_a_mistake_changes_nothing(browser):
    url, person = a_task(TaskKind.DEATH)

    browser.post(url, {"is_confirmed": "no"})

    assert not Record.objects.filter(person=person, state=RecordState.DECEASED).exists()


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (TaskKind.DEATH, {"is_confirmed": "yes"}),
        (TaskKind.DEATH, {"is_confirmed": "no"}),
        (TaskKind.WRONG_NUMBER, {"phone": "", "can_be_called": "no"}),
    ],
)
def test_a_steward_of_another_body_puts_nothing_right(kind, given):
    url, person = a_task(kind)

    answer = make.browser(accounts.actor(Role.STEWARD)).post(url, given)

    assert answer.status_code == 403
    assert Record.objects.filter(person=person, ended_at=None).exists()
    assert Task.objects.get().settled_at is None


def refused_on_the_web(person):
    new = NewObjection(
        person=person,
        scope=ObjectionScope.PURPOSE,
        channel=Channel.WEB,
        purpose=Purpose.ALERT_CALL,
        verify_by=commons.now() + timedelta(hours=4),
    )
    return object_everywhere(actor=RESIDENT, new=new, at=commons.now())


def test_who_did_not_refuse_is_called_again(browser):
    room = outreach.room()
    objection_id = refused_on_the_web(room.people[0])

    browser.post(reverse("steward:settle_objection", args=[objection_id]), {"answer": "no"})

    taken = outreach.held(room.caller, room.campaign, commons.now())
    assert taken.person == room.people[0]


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_who_refuses_all_the_same_is_called_by_nobody(browser, answer):
    room = outreach.room()
    objection_id = refused_on_the_web(room.people[0])
    if answer == "no":  # another one is hers
        refused_on_the_web(room.people[0])

    browser.post(reverse("steward:settle_objection", args=[objection_id]), {"answer": answer})

    with pytest.raises(Refused, match=NoCall.NO_CALL_LEFT):
        outreach.held(room.caller, room.campaign, commons.now())


@pytest.mark.parametrize(
    ("answer", "state"), [("yes", ObjectionState.VERIFIED), ("no", ObjectionState.WITHDRAWN)]
)
def test_a_refusal_during_an_alert_is_verified_by_another_channel(browser, answer, state):
    new = NewObjection(
        person=people.person_in(commons.register()),
        scope=ObjectionScope.PURPOSE,
        channel=Channel.WEB,
        purpose=Purpose.ALERT_CALL,
        verify_by=commons.now() + timedelta(hours=4),
    )
    objection_id = object_to(actor=RESIDENT, new=new, at=commons.now())
    assert "Elle confirme" in text(browser.get(reverse("steward:upkeep")))

    browser.post(reverse("steward:settle_objection", args=[objection_id]), {"answer": answer})

    assert Objection.objects.get().state == state
    assert "Aucun refus à vérifier" in text(browser.get(reverse("steward:upkeep")))


@pytest.mark.parametrize("given", [{"state": "VERIFIED"}, {"verify_by": None}])
def test_a_refusal_that_waits_for_no_check_is_not_undone_from_an_old_page(browser, given):
    room = outreach.room()
    objection_id = refused_on_the_web(room.people[0])
    Objection.objects.update(**given)

    answer = browser.post(
        reverse("steward:settle_objection", args=[objection_id]), {"answer": "no"}
    )

    assert answer.status_code == 409
    assert Objection.objects.get().state != ObjectionState.WITHDRAWN
    with pytest.raises(Refused, match=NoCall.NO_CALL_LEFT):
        outreach.held(room.caller, room.campaign, commons.now())


@pytest.mark.parametrize("is_registered", [True, False])
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_steward_of_another_body_answers_for_no_refusal(answer, is_registered):
    objection_id = refused_on_the_web(outreach.room().people[0])
    if not is_registered:
        Record.objects.update(state=RecordState.REMOVED, ended_at=commons.now())
    url = reverse("steward:settle_objection", args=[objection_id])

    stranger = make.browser(accounts.actor(Role.STEWARD)).post(url, {"answer": answer})

    assert stranger.status_code == 403
    assert Objection.objects.get().state == ObjectionState.ACTING
    assert make.browser(people.steward()).post(url, {"answer": answer}).status_code == 302


def test_a_steward_of_another_body_reads_no_entry():
    register_id = commons.register()
    people.person_in(register_id)
    stranger = make.browser(accounts.actor(Role.STEWARD))

    answer = stranger.get(reverse("steward:people", args=[register_id]))

    assert answer.status_code == 403
    assert not [word for word in CANARIES if word in text(answer)]


def test_registers_of_campaigns_are_not_listed(browser):
    register_id = commons.register(RegisterKind.CAMPAIGN, title="Réponses de la canicule")

    assert "Réponses de la canicule" not in text(browser.get(reverse("steward:registers")))
    assert register_id
