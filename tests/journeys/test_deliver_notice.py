"""A text message to a person of the registers: her number is read when it leaves, and is kept nowhere."""

import json
from datetime import timedelta

import pytest
from tests.make import commons, kits, messages, people

from entremise.accounts.models import RoleHeld
from entremise.accounts.vocabulary import Role
from entremise.commons.models import Assignment
from entremise.commons.operations.objections import object_to
from entremise.commons.vocabulary import access
from entremise.commons.vocabulary.access import EventKind, Reach
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.journeys.deliver_notice import deliver_notice, is_mobile
from entremise.kernel.origin import Origin
from entremise.kernel.sealing import seal_for
from entremise.notices.operations import take_incoming
from entremise.notices.operations.messages import PURPOSE
from entremise.notices.vocabulary import (
    Attempt,
    Channel,
    Fault,
    MessageState,
    MessageTemplate,
    NewIncoming,
    Registered,
)
from entremise.people.vault import trace_of

pytestmark = pytest.mark.django_db
MOBILE = people.LUCIENNE.phones[1]


@pytest.fixture(autouse=True)
def noon(settings):
    """The seal reads the true clock, so the town is where it is day now."""
    offset = 12 - commons.now().hour
    settings.TIME_ZONE = f"Etc/GMT{-offset:+d}"


@pytest.fixture
def desk():
    return people.desk()


def queue(desk, **given):
    kits.kit_version("temps_ordinaire")
    defaults = {
        "channel": Channel.SMS,
        "template": MessageTemplate.NEED_NOTED,
        "recipient": Registered(
            desk.person, desk.grant.pk, desk.caller.user_id, desk.caller.organization_id
        ),
        "facts": {"code": "KTR-MWA"},
    }
    return messages.message(**(defaults | given))


def leave():
    left = []

    def send(envelope):
        left.append(envelope)
        return Attempt()

    assert deliver_notice(send=send, at=commons.now() + timedelta(seconds=1))
    return left


def state(row):
    row.refresh_from_db()
    return MessageState(row.state), row.fault


def test_her_mobile_gets_the_text_of_the_kit_signed_by_the_body(desk):
    row = queue(desk)

    (envelope,) = leave()

    assert envelope.to == MOBILE
    assert envelope.text.startswith("Mairie d'Aubrelle : demande notée. Code de suivi KTR-MWA.")
    assert not [one for one in people.CANARIES if one in envelope.text]
    assert state(row) == (MessageState.SENT, "")
    assert row.parts_count == 1


def test_neither_number_nor_name_waits_in_the_outbox(desk):
    row = queue(desk)

    to, facts = json.loads(seal_for(PURPOSE).decrypt(row.content))

    assert to == ""
    assert not [one for one in people.CANARIES if one in repr(facts) + repr(vars(row))]


def test_the_reading_is_traced_in_the_name_of_who_wrote(desk):
    queue(desk)
    leave()

    dpo, at = people.dpo_who_found(desk.person), commons.now()
    seen = trace_of(
        actor=dpo,
        grant_id=people.grant_of(dpo, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, desk.register_id),
        person=desk.person,
        since=at - timedelta(days=1),
        until=at + timedelta(days=1),
        at=at,
    )
    (read,) = [one for one in seen if one.kind is EventKind.OPENED]
    assert (read.role, read.groups) == (Role.CALLER, (FieldGroup.PHONE,))


@pytest.mark.parametrize("end", ["refusal", "assignment", "role"])
def test_nothing_leaves_once_the_right_to_read_her_number_has_ended(desk, end):
    row = queue(desk)
    if end == "refusal":
        new = access.NewObjection(desk.person, access.ObjectionScope.ALL, access.Channel.PHONE)
        object_to(actor=desk.caller, new=new, at=commons.now())
    elif end == "assignment":
        Assignment.objects.update(until=commons.now() - timedelta(seconds=1))
    else:
        RoleHeld.objects.filter(user_id=desk.caller.user_id).update(ends_at=commons.now())

    assert leave() == []
    assert state(row) == (MessageState.DEAD, Fault.NOT_ALLOWED)


def test_a_stop_is_kept_to_though_her_number_was_unknown_when_it_was_queued(desk):
    row = queue(desk)
    take_incoming(new=NewIncoming("g-1", MOBILE, "stop"), at=commons.now())

    assert leave() == []
    assert state(row) == (MessageState.STOPPED, "")


def test_who_has_no_mobile_is_said():
    desk = people.desk(people.sheet())
    row = queue(desk)

    assert leave() == []
    assert state(row) == (MessageState.DEAD, Fault.NO_NUMBER)


def test_a_text_with_a_gap_does_not_leave(desk):
    row = queue(desk, template=MessageTemplate.PLACE_REMINDED, facts={"lieu": "Salle des fêtes"})

    assert leave() == []
    assert state(row) == (MessageState.DEAD, Fault.NO_TEXT)


def test_her_answer_reaches_who_asked(desk):
    row = queue(desk, expects=Origin("CALLBACK", 5))
    leave()

    take_incoming(new=NewIncoming("g-1", MOBILE, "OUI"), at=commons.now())

    row.refresh_from_db()
    assert row.answer == "YES"


@pytest.mark.parametrize(
    ("number", "takes"),
    [("+33639980042", True), ("+262692123456", True), ("+33199001200", False), ("36105", False)],
)
def test_mobiles_of_overseas_and_of_fiction_take_text_messages(number, takes):
    assert is_mobile(number) is takes
