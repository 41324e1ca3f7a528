"""I13: a stricter charter in mid-campaign kills open tickets, and stops what a vote opened; a duty goes on with less."""

import pytest
from tests.attacks.conftest import weakened
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Grant
from entremise.commons.operations.ask import ask
from entremise.commons.operations.charters import adopt_charter
from entremise.commons.vocabulary.access import Refusal
from entremise.commons.vocabulary.charters import NewCharter
from entremise.commons.vocabulary.law import FieldGroup, RegisterKind
from entremise.kernel.errors import Refused
from entremise.people.vault import open_card
from entremise.people.vocabulary import Refusal as CardRefusal

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])
WIDE = (FieldGroup.NAME, FieldGroup.PHONE, FieldGroup.DISTRICT)
CHARTER_IN_THE_SEAL = "where c.key = 'groups.' || g.purpose"


def adopt():
    new = NewCharter(
        organization_id=commons.host_id(),
        adopting_act="Délibération 2026-31",
        stricter={"groups.ALERT_CALL": ["name", "phone"]},
    )
    adopt_charter(actor=accounts.actor(Role.DECIDER), new=new, at=commons.now())


def voted_desk():
    """The same person on the voluntary list too, opened by a decision alone."""
    desk = people.desk()
    voluntary = commons.register(RegisterKind.VOLUNTARY, agreed_purposes=["ALERT_CALL"])
    person = people.person_in(voluntary, people.sheet())
    decision = commons.decision(purpose="ALERT_CALL", registers=[voluntary])
    grant = commons.grant(
        registers=[voluntary], user_id=desk.caller.user_id, role=Role.CALLER, decision=decision
    )
    commons.assignment(desk.caller, person)
    return desk.caller, grant, person


def asked(caller, grant, person):
    return ask(actor=caller, grant_ids=[grant.pk], person=person, groups=WIDE, at=commons.now())


def test_open_tickets_die_and_the_vote_opens_nothing_more():
    caller, grant, person = voted_desk()
    tickets = asked(caller, grant, person)

    adopt()

    assert Grant.objects.get(pk=grant.pk).state == "SUSPENDED"
    with pytest.raises(Refused, match=CardRefusal.TICKET_REFUSED):
        open_card(tickets=tickets, at=commons.now())
    with pytest.raises(Refused, match=Refusal.NOT_AVAILABLE):
        asked(caller, grant, person)


def test_an_alert_goes_on_with_the_fields_that_the_charter_leaves():
    desk = people.desk()
    tickets = asked(desk.caller, desk.grant, desk.person)

    adopt()

    assert Grant.objects.get(pk=desk.grant.pk).state == "ACTIVE"
    with pytest.raises(Refused, match=CardRefusal.TICKET_REFUSED):
        open_card(tickets=tickets, at=commons.now())
    card = open_card(tickets=asked(desk.caller, desk.grant, desk.person), at=commons.now())
    assert (bool(card.name), bool(card.phones), card.district) == (True, True, "")


def test_a_seal_that_forgets_the_charter_lets_the_old_ticket_through():
    desk = people.desk()
    tickets = asked(desk.caller, desk.grant, desk.person)

    with weakened("judging", CHARTER_IN_THE_SEAL, "where false and c.key = 'groups.' || g.purpose"):
        adopt()

        assert open_card(tickets=tickets, at=commons.now())
