from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime
from tests.make import accounts, commons, people, triage, visits
from tests.make import outreach as make
from tests.make.people import CANARIES

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.commons.queries.access import access_counts
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope
from entremise.journeys.object_everywhere import object_everywhere
from entremise.journeys.watch_visitors import watch_visitors
from entremise.notices.models import Letter
from entremise.outreach.models import Alarm, Call, Visit
from entremise.outreach.operations.outings import set_out
from entremise.outreach.operations.visits import ask_visits_without_number
from entremise.outreach.vocabulary.calls import AlarmKind, CallState
from entremise.outreach.vocabulary.visits import ON_THE_WAY, VisitEnding, VisitState

pytestmark = pytest.mark.django_db
SIGNS = {"signs": ["MAIL_PILED"]}


@pytest.fixture
def room():
    return make.room()


@pytest.fixture
def cell(room):
    return visits.cell(room.campaign)


@pytest.fixture
def visit_id(room, cell):
    """Lucienne, whom no call has reached; two are named for now."""
    now = commons.now()
    call = Call.objects.get(person=room.people[0])
    Call.objects.update(state=CallState.UNREACHABLE, ended_at=now)
    return cell.named(now, cell.ask(now, call=call))


def browser_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def url(name, *args):
    return reverse(name, args=args)


def read(actor, visit_id):
    return browser_of(actor).get(url("visits:visit", visit_id))


def test_each_of_the_two_reads_name_address_and_way_in(cell, visit_id):
    for one in (cell.first, cell.second):
        text = read(one, visit_id).content.decode()
        assert all(value in text for value in ("Lucienne", "rue"))
    assert access_counts(since=commons.now() - timedelta(hours=1), until=commons.now()).opened == 2


def test_nobody_else_opens_the_card_and_its_page_lists_no_name(room, cell, visit_id):
    stranger = accounts.actor(Role.VISITOR, organization=cell.campaign.organization)

    assert read(stranger, visit_id).status_code == 404
    for one in (cell.first, stranger):
        text = browser_of(one).get(url("visits:home")).content.decode()
        assert not [value for value in CANARIES if value in text]


def test_the_lead_names_two_and_reads_no_name(room, cell):
    visit_id = cell.ask(commons.now(), call=unreached(room))
    soon = localtime(commons.now()) + timedelta(minutes=20)
    lead = browser_of(cell.lead)
    pair = {"first": cell.first.user_id, "on": soon.date(), "hour": f"{soon:%H:%M}"}

    wrong = lead.post(url("lead:visit", visit_id), pair | {"second": cell.first.user_id})
    right = lead.post(url("lead:visit", visit_id), pair | {"second": cell.second.user_id})

    assert (wrong.status_code, right.status_code) == (422, 302)
    for address in (url("lead:visit", visit_id), url("lead:visits", cell.campaign.pk)):
        text = lead.get(address).content.decode()
        assert f"V-{visit_id}" in text
        assert not [value for value in CANARIES if value in text]


def unreached(room):
    Call.objects.update(state=CallState.UNREACHABLE, ended_at=commons.now())
    return Call.objects.get(person=room.people[0])


def test_another_body_sees_no_visit(cell, visit_id):
    other = browser_of(accounts.actor(Role.CAMPAIGN_LEAD))

    assert other.get(url("lead:visit", visit_id)).status_code == 404


def press(actor, name, visit_id, **given):
    return browser_of(actor).post(url(f"visits:{name}", visit_id), given)


def test_from_the_door_to_the_rescue_and_back(cell, visit_id):
    press(cell.first, "leave", visit_id)
    press(cell.second, "door", visit_id)
    press(cell.first, "rescue", visit_id, rescue="POLICE", number="17-4", **SIGNS)
    assert Visit.objects.get().state == VisitState.HANDED_OVER
    press(cell.first, "back", visit_id)

    lead = browser_of(cell.lead)
    text = lead.get(url("lead:visit", visit_id)).content.decode()
    assert "17-4" in text
    lead.post(url("lead:end_visit", visit_id), {"what": VisitEnding.HOSPITAL})

    assert Visit.objects.get().ending == VisitEnding.HOSPITAL
    assert read(cell.first, visit_id).status_code == 404


def test_a_shut_door_is_noted_with_signs_and_not_without(cell, visit_id):
    press(cell.first, "leave", visit_id)
    press(cell.first, "door", visit_id)

    assert press(cell.first, "not_found", visit_id, signs="NONE").status_code == 422
    assert press(cell.first, "not_found", visit_id, **SIGNS).status_code == 302


def test_a_refusal_closes_the_card_of_those_who_are_out(room, cell, visit_id):
    press(cell.first, "leave", visit_id)
    new = NewObjection(person=room.people[0], scope=ObjectionScope.ALL, channel=Channel.PHONE)

    object_everywhere(actor=cell.lead, new=new, at=commons.now())

    text = read(cell.first, visit_id).content.decode()
    assert "Lucienne" not in text
    assert "rentrés tous les deux" in text  # they still call in


def test_who_stays_silent_is_looked_for_once_by_those_who_can_send_help(room, cell, visit_id):
    orienteur = accounts.actor(Role.ORIENTEUR, organization=people.body())
    late = commons.now() - ON_THE_WAY - timedelta(minutes=1)
    Visit.objects.update(due_at=late)
    set_out(actor=cell.first, visit_id=visit_id, at=late)

    assert (watch_visitors(at=commons.now()), watch_visitors(at=commons.now())) == (1, 0)

    alarm = Alarm.objects.get()
    assert alarm.kind == AlarmKind.NO_RETURN
    strip = browser_of(orienteur).get(reverse("phone:strip")).content.decode()
    assert "donné signe" in strip
    where = triage.browser(orienteur).post(url("triage:alarm", alarm.pk)).content.decode()
    assert "Lucienne" in where
    press(cell.second, "door", visit_id)
    assert Alarm.objects.get().closed_at is not None


def test_people_without_a_number_are_written_to_from_the_desk(room, cell):
    given = {"actor": cell.lead, "campaign_id": cell.campaign.pk, "at": commons.now()}
    Call.objects.all().delete()
    ask_visits_without_number(people=room.people, **given)
    lead, clerk = browser_of(cell.lead), accounts.actor(Role.CLERK, organization=people.body())

    lead.post(url("lead:write_letters", cell.campaign.pk))

    assert Visit.objects.get().letter_at is not None
    sheet = browser_of(clerk).get(url("desk:receipt", Letter.objects.get().pk)).content.decode()
    assert "Lucienne" in sheet
    assert "pas de numéro pour vous appeler" in sheet


def test_the_door_notice_is_neutral_and_accessible(cell):
    answer = browser_of(cell.first).get(reverse("visits:notice"), {"pdf": "1"})

    assert answer["Content-Type"] == "application/pdf"
    assert b"pdfuaid" in answer.content


def test_each_call_in_stands_on_the_page_without_the_card(cell, visit_id):
    Visit.objects.update(due_at=commons.now() + timedelta(hours=20))
    text = read(cell.first, visit_id).content.decode()

    assert "Nous partons tous les deux" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_visits_asks_as_much_for_three_as_for_one(
    cell, count, django_assert_num_queries
):
    for _ in range(count):
        cell.named(commons.now())
    lead = browser_of(cell.lead)
    lead.get(url("lead:visits", cell.campaign.pk))

    with django_assert_num_queries(8):
        lead.get(url("lead:visits", cell.campaign.pk))
