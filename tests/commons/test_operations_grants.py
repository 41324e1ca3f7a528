"""Grants: nothing beyond the law, a decision and an act; suspended, resumed, renewed, revoked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.models import Grant
from entremise.commons.operations.grants import (
    give_grant,
    give_grants,
    renew_grants,
    resume_grants_of,
    revoke_grant,
    revoke_grants_of,
)
from entremise.commons.queries.grants import (
    grant,
    grants_of_decision,
    grants_of_origin,
    live_grants_of,
)
from entremise.commons.vocabulary.access import GrantState, NewGrant, Reach, Refusal
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin

pytestmark = pytest.mark.django_db
CAMPAIGN = Origin("CAMPAIGN", 3)


@pytest.fixture
def caller():
    return accounts.actor(Role.CALLER, organization=people.body())


def new(caller, register_id, **given):
    at = commons.now()
    whole = NewGrant(
        purpose=Purpose.ALERT_CALL,
        registers=(register_id,),
        groups=frozenset(commons.CALL_GROUPS),
        reach=Reach.ASSIGNED,
        not_before=at - timedelta(minutes=1),
        expires_at=at + timedelta(days=10),
        user_id=caller.user_id,
        role=Role.CALLER,
        origin=CAMPAIGN,
    )
    return replace(whole, **given)


def give(item):
    return give_grant(actor=SYSTEM, new=item, at=commons.now())


def test_a_grant_under_an_act_is_live_for_its_holder(caller):
    register_id = commons.register()
    grant_id = give(new(caller, register_id, activation_id=commons.activation().pk))

    live = live_grants_of(
        actor=caller, purpose=Purpose.ALERT_CALL, origin=CAMPAIGN, at=commons.now()
    )

    assert [card.grant_id for card in live] == [grant_id]
    assert grants_of_origin(CAMPAIGN) == live
    assert grant(grant_id).groups == frozenset(commons.CALL_GROUPS)


def test_an_alert_register_opens_with_an_act_only(caller):
    with pytest.raises(Refused, match=Refusal.NOT_ARMED):
        give(new(caller, commons.register()))


def test_isolation_calls_on_the_alert_register_need_a_written_opinion(caller):
    register_id = commons.register()
    decision = commons.decision(registers=[register_id])
    item = new(caller, register_id, purpose=Purpose.ISOLATION_CALL, decision_id=decision.pk)
    with pytest.raises(Refused, match=Refusal.NO_LEGAL_GROUND):
        give(item)

    opined = commons.register(legal_opinion="Avis du 2 mai 2026")
    decision.registers = [opined]
    decision.save()
    assert give(replace(item, registers=(opined,)))


@pytest.mark.parametrize(
    ("kind", "purpose"),
    [
        (RegisterKind.CASF_ALERT, Purpose.RIGHTS_INFO),
        (RegisterKind.MINIMA, Purpose.ALERT_CALL),
        (RegisterKind.TRANSPORT, Purpose.ISOLATION_CALL),
        (RegisterKind.CASF_ALERT, Purpose.STATS),
    ],
)
def test_no_decision_makes_an_unlawful_purpose_lawful(caller, kind, purpose):
    register_id = commons.register(kind)
    decision = commons.decision(registers=[register_id], purpose=purpose)
    item = new(
        caller,
        register_id,
        purpose=purpose,
        groups=frozenset({FieldGroup.DISTRICT})
        if purpose is Purpose.STATS
        else frozenset({FieldGroup.NAME}),
        decision_id=decision.pk,
        activation_id=commons.activation().pk,
    )

    with pytest.raises(Refused, match=Refusal.NO_LEGAL_GROUND):
        give(item)


def test_a_voluntary_register_serves_what_its_people_agreed_to(caller):
    register_id = commons.register(RegisterKind.VOLUNTARY, agreed_purposes=(Purpose.MATCH_NEED,))
    decision = commons.decision(registers=[register_id])

    with pytest.raises(Refused, match=Refusal.NO_LEGAL_GROUND):
        give(
            new(
                caller,
                register_id,
                purpose=Purpose.ISOLATION_CALL,
                decision_id=decision.pk,
            )
        )


@pytest.mark.parametrize(
    "given",
    [
        {"groups": frozenset({FieldGroup.QUALITY})},
        {"groups": frozenset()},
        {"reach": Reach.COMPUTE},
    ],
)
def test_a_grant_wider_than_the_law_is_refused(caller, given):
    item = new(caller, commons.register(), activation_id=commons.activation().pk, **given)

    with pytest.raises(Refused, match=Refusal.GRANT_TOO_WIDE):
        give(item)


def test_a_grant_wider_than_its_decision_is_refused(caller):
    register_id, other = (commons.register(RegisterKind.VOLUNTARY) for _ in range(2))
    decision = commons.decision(registers=[register_id], groups=["name"])
    item = new(caller, register_id, purpose=Purpose.ISOLATION_CALL, decision_id=decision.pk)

    for wider in (item, replace(item, registers=(other,), groups=frozenset({FieldGroup.NAME}))):
        with pytest.raises(Refused, match=Refusal.GRANT_TOO_WIDE):
            give(wider)


def test_a_standing_decision_waits_for_an_act(caller):
    register_id = commons.register(RegisterKind.VOLUNTARY)
    decision = commons.decision(
        registers=[register_id], purpose=Purpose.ALERT_CALL, is_armed_by_activation=True
    )
    item = new(caller, register_id, decision_id=decision.pk)
    with pytest.raises(Refused, match=Refusal.NOT_ARMED):
        give(item)

    assert give(replace(item, activation_id=commons.activation().pk))
    assert len(grants_of_decision(decision.pk)) == 1


def test_a_grant_lasts_a_hundred_and_twenty_days_at_most(caller):
    item = new(
        caller,
        commons.register(),
        activation_id=commons.activation().pk,
        expires_at=commons.now() + timedelta(days=121),
    )

    with pytest.raises(Refused, match=Refusal.GRANT_TOO_LONG):
        give(item)


def test_one_unlawful_grant_refuses_the_whole_set(caller):
    register_id = commons.register()
    act = commons.activation().pk
    items = [new(caller, register_id, activation_id=act), new(caller, register_id)]

    with pytest.raises(Refused):
        give_grants(actor=SYSTEM, new=items, at=commons.now())
    assert grants_of_origin(CAMPAIGN) == ()


def test_a_paused_campaign_has_no_live_grant_until_it_goes_on(caller):
    give(new(caller, commons.register(), activation_id=commons.activation().pk))
    given = {"actor": SYSTEM, "origin": CAMPAIGN, "at": commons.now()}

    def live():
        return live_grants_of(actor=caller, purpose=Purpose.ALERT_CALL, at=commons.now())

    commons.suspend(CAMPAIGN)
    paused = live()
    resume_grants_of(**given)
    resumed = live()
    revoke_grants_of(**given)
    resume_grants_of(**given)

    assert (len(paused), len(resumed), len(live())) == (0, 1, 0)


def test_a_revoked_grant_stays_revoked(caller):
    grant_id = give(new(caller, commons.register(), activation_id=commons.activation().pk))

    revoke_grant(actor=SYSTEM, grant_id=grant_id, at=commons.now())

    assert grant(grant_id).state is GrantState.REVOKED


def test_grants_of_the_law_are_renewed_and_those_of_an_act_are_not(caller):
    register_id = commons.register()
    acted = give(new(caller, register_id, activation_id=commons.activation().pk))
    later = commons.now() + timedelta(days=100)
    Grant.objects.filter(pk=acted).update(expires_at=later + timedelta(days=1))

    renewed = renew_grants(actor=SYSTEM, at=later)

    assert renewed == 7
    assert grant(acted).expires_at == later + timedelta(days=1)


def test_a_grant_is_renewed_to_the_end_of_its_decision_at_most(caller):
    register_id = commons.register(RegisterKind.VOLUNTARY)
    decision = commons.decision(registers=[register_id])
    grant_id = give(
        new(caller, register_id, purpose=Purpose.ISOLATION_CALL, decision_id=decision.pk)
    )

    renew_grants(actor=SYSTEM, at=commons.now())

    assert grant(grant_id).expires_at == decision.expires_at


def test_nobody_without_account_holds_a_grant():
    commons.register()

    assert live_grants_of(actor=SYSTEM, purpose=Purpose.VITAL_INTEREST, at=commons.now()) == ()


def test_a_role_elsewhere_does_not_hold_the_grants_of_the_host():
    register_id = commons.register()
    stranger = accounts.actor(Role.STEWARD)

    live = live_grants_of(
        actor=stranger,
        purpose=Purpose.REGISTER_UPKEEP,
        at=commons.now(),
        reaches=[Reach.PAGE],
        register_id=register_id,
    )

    assert live == ()
