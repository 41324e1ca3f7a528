"""Charters and activations: stricter never looser, suspended at once; nothing armed without an act."""

from datetime import timedelta

import pytest
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.models import Charter, Grant
from entremise.commons.operations.activations import activate_plan, lift_plan, turn_red
from entremise.commons.operations.charters import adopt_charter
from entremise.commons.operations.grants import resume_grants_of
from entremise.commons.queries.charters import (
    charter_parts,
    charters,
    charters_in_force,
    dry_run,
    list_rule,
    number_rule,
    rule,
    rule_words,
    shipped_rules,
)
from entremise.commons.queries.decisions import (
    activation,
    activations,
    activations_in_force,
    acts_of,
)
from entremise.commons.rules import is_as_strict, strictest
from entremise.commons.vocabulary.activations import ActKind, NewActivation, PlanKind
from entremise.commons.vocabulary.charters import CharterScope, NewCharter
from entremise.commons.vocabulary.decisions import Refusal
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin

pytestmark = pytest.mark.django_db


def adopt(**given):
    defaults = {"organization_id": commons.host_id(), "adopting_act": "Délibération 2026-07"}
    return adopt_charter(
        actor=accounts.actor(Role.DECIDER), new=NewCharter(**(defaults | given)), at=commons.now()
    )


def test_without_charter_the_shipped_rules_hold():
    at = commons.now()

    assert len(shipped_rules()) == 46
    assert number_rule("quorum_share", at=at) == 0.5
    assert number_rule("publication_days", at=at, part="days") == 10
    assert "name" in list_rule("emergency_fields", at=at)
    assert rule("unknown", at=at) is None


def test_a_charter_is_the_shipped_rules_made_stricter():
    adopt(
        stricter={
            "reveals_per_caller_hour": 20,
            "publication_days": {"days": 15, "days_under_50_people": 3},
        }
    )

    at = commons.now()
    assert number_rule("reveals_per_caller_hour", at=at) == 20
    assert number_rule("publication_days", at=at, part="days") == 15
    assert len(charters_in_force(at=at)[0].rules) == 46


@pytest.mark.parametrize(
    "stricter",
    [
        {"reveals_per_caller_hour": 41},
        {"reveals_per_caller_hour": 0},
        {"records_per_page": {"page": 25, "per_hour": 0}},
        {"quorum_share": 0.25},
        {"optional_use_without_vote": True},
        {"forbidden_fields": ["nir"]},
        {"emergency_fields": ["name", "address"]},
        {"groups.ALERT_CALL": ["name", "quality"]},
        {"groups.NOTHING": ["name"]},
        {"groups.ALERT_CALL": []},  # a use that the law orders is regulated, never switched off
        {"groups.SUBJECT_RIGHTS": ["name"]},
        {"groups.VITAL_INTEREST": ["name"]},
        {"groups.PREFECT_TRANSMISSION": ["name"]},
        {"majority": "all_together"},
        {"invented_rule": 1},
        {"publication_days": {"days": 10}},
        {"log_body_months": 36},
    ],
)
def test_a_charter_never_loosens_the_shipped_rules(stricter):
    with pytest.raises(Refused, match=Refusal.RULE_TOO_LOOSE):
        adopt(stricter=stricter)
    assert Charter.objects.count() == 0


def test_a_charter_needs_an_act_and_a_decider():
    with pytest.raises(Refused, match=Refusal.ACT_MISSING):
        adopt(adopting_act=" ")
    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        adopt_charter(
            actor=accounts.actor(Role.CAMPAIGN_LEAD),
            new=NewCharter(organization_id=commons.host_id(), adopting_act="Délibération"),
            at=commons.now(),
        )


def test_a_new_charter_takes_the_place_of_the_former():
    first, second = adopt(), adopt(stricter={"decision_days": 180})

    assert [card.charter_id for card in charters_in_force(at=commons.now())] == [second]
    assert [card.charter_id for card in charters()] == [second, first]


def test_of_two_charters_the_strictest_rule_holds():
    adopt(stricter={"reveals_per_caller_hour": 30, "groups.ISOLATION_CALL": ["name", "phone"]})
    adopt(
        scope=CharterScope.DEPARTEMENT,
        stricter={"reveals_per_caller_hour": 35, "groups.ISOLATION_CALL": ["phone", "district"]},
    )

    at = commons.now()
    assert number_rule("reveals_per_caller_hour", at=at) == 30
    assert list_rule("groups.ISOLATION_CALL", at=at) == ("phone",)


def test_a_stricter_charter_suspends_the_grants_of_decisions_that_no_longer_conform():
    desk = people.desk()
    voted = {
        "decision": commons.decision(purpose="ALERT_CALL"),
        "registers": [desk.register_id],
        "user_id": desk.caller.user_id,
    }
    wide = commons.grant(groups=["name", "phone", "district"], **voted)
    narrow = commons.grant(groups=["name"], **voted)

    adopt(stricter={"groups.ALERT_CALL": ["name", "phone"]})

    states = dict(Grant.objects.filter(purpose="ALERT_CALL").values_list("pk", "state"))
    assert states == {desk.grant.pk: "ACTIVE", wide.pk: "SUSPENDED", narrow.pk: "ACTIVE"}


def test_a_campaign_that_goes_on_after_a_pause_does_not_undo_a_charter():
    desk = people.desk()
    origin = Origin("CAMPAIGN", 7)
    voted = {
        "decision": commons.decision(purpose="ALERT_CALL"),
        "registers": [desk.register_id],
        "user_id": desk.caller.user_id,
        "origin_kind": origin.kind,
        "origin_id": origin.id,
    }
    wide = commons.grant(groups=["name", "phone", "district"], **voted)
    narrow = commons.grant(groups=["name", "phone"], **voted)
    adopt(stricter={"groups.ALERT_CALL": ["name", "phone"]})
    lead = accounts.actor(Role.CAMPAIGN_LEAD)
    commons.suspend(origin)

    resumed = resume_grants_of(actor=lead, origin=origin, at=commons.now())

    states = dict(Grant.objects.filter(origin_id=7).values_list("pk", "state"))
    assert (resumed, states) == (1, {wide.pk: "SUSPENDED", narrow.pk: "ACTIVE"})


@pytest.mark.parametrize("groups", [["name"], ["phone"], ["district", "age_band"]])
def test_no_charter_switches_off_the_calls_of_an_alert(groups):
    with pytest.raises(Refused, match=Refusal.RULE_TOO_LOOSE):
        adopt(stricter={"groups.ALERT_CALL": groups})


def test_an_act_dated_tomorrow_arms_nothing_yet():
    tomorrow = (commons.now() + timedelta(days=2)).date()

    with pytest.raises(Refused, match=Refusal.ACT_OF_TOMORROW):
        activate(act_on=tomorrow)
    lead, activation_id = activate()
    for act in (turn_red, lift_plan):
        with pytest.raises(Refused, match=Refusal.ACT_OF_TOMORROW):
            act(
                actor=lead,
                activation_id=activation_id,
                act_reference="Ordre",
                act_on=tomorrow,
                at=commons.now(),
            )


def test_a_rule_is_tried_on_the_past_before_it_is_voted():
    desk = people.desk()
    voted = {
        "decision": commons.decision(purpose="ALERT_CALL"),
        "registers": [desk.register_id],
        "user_id": desk.caller.user_id,
        "hourly_cap": 10,
    }
    commons.grant(groups=["name"], **voted)
    commons.grant(groups=["name", "phone", "district"], **voted)
    commons.grant(registers=[desk.register_id], groups=["name"], user_id=desk.caller.user_id)

    tried = dry_run(key="groups.ALERT_CALL", value=["name", "phone"])
    capped = dry_run(key="reveals_per_caller_hour", value=30)

    assert (tried.stopped, tried.total) == (1, 2)
    assert capped.stopped == 2


@pytest.mark.parametrize(
    ("values", "stricter", "kept"),
    [
        ([3, 2, 5], "lower_is_stricter", 2),
        ([0.5, 0.6], "higher_is_stricter", 0.6),
        ([["a", "b"], ["b", "c"]], "subset_is_stricter", ["b"]),
        ([{"d": 2, "t": 6}, {"d": 1, "t": 9}], "lower_is_stricter", {"d": 1, "t": 6}),
        ([["a"], ["a", "b"]], "superset_is_stricter", ["a", "b"]),
        (["order", "never"], "never_is_stricter", "never"),
    ],
)
def test_the_strictest_of_several_values(values, stricter, kept):
    assert strictest(values, stricter) == kept
    assert is_as_strict(kept, values[0], stricter)


def new(**given):
    defaults = {
        "plan": PlanKind.ALERT_PLAN,
        "title": "Canicule",
        "kit_code": "heat-wave",
        "territory_code": "00001",
        "act_reference": "Arrêté préfectoral 2026-118",
        "act_on": commons.now().date(),
        "expires_at": commons.now() + timedelta(days=15),
    }
    return NewActivation(**(defaults | given))


def activate(**given):
    lead = accounts.actor(Role.CAMPAIGN_LEAD)
    return lead, activate_plan(actor=lead, new=new(**given), at=commons.now())


def test_a_plan_is_activated_turned_red_and_lifted_each_by_its_act():
    lead, activation_id = activate()
    given = {"actor": lead, "activation_id": activation_id, "act_on": commons.now().date()}
    in_force = activations_in_force(at=commons.now())

    turn_red(act_reference="Ordre du 17 juillet", at=commons.now(), **given)
    red = activation(activation_id).is_red
    lift_plan(act_reference="Arrêté de levée", at=commons.now(), **given)

    assert [card.activation_id for card in in_force] == [activation_id]
    assert (red, activations_in_force(at=commons.now())) == (True, ())
    assert [(act.kind, act.act_reference) for act in acts_of(activation_id)] == [
        (ActKind.ACTIVATED, "Arrêté préfectoral 2026-118"),
        (ActKind.TURNED_RED, "Ordre du 17 juillet"),
        (ActKind.LIFTED, "Arrêté de levée"),
    ]


def test_numbers_of_a_year_follow_each_other():
    activate()
    activate(plan=PlanKind.SAFEGUARD_PLAN)
    year = commons.now().year

    assert [card.number for card in activations()] == [f"A-{year}-02", f"A-{year}-01"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"act_reference": ""}, Refusal.ACT_MISSING),
        ({"expires_at": commons.now() + timedelta(days=61)}, Refusal.DATES_TOO_LONG),
        ({"expires_at": commons.now() - timedelta(days=1)}, Refusal.DATES_TOO_LONG),
    ],
)
def test_a_plan_without_act_or_end_is_not_activated(given, reason):
    with pytest.raises(Refused, match=reason):
        activate(**given)


def test_the_same_plan_is_not_activated_twice():
    activate()

    with pytest.raises(Refused, match=Refusal.ALREADY_ACTIVE):
        activate()


@pytest.mark.parametrize("role", [Role.CALLER, Role.STEWARD, Role.ADMINISTRATOR])
def test_other_roles_activate_nothing(role):
    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        activate_plan(actor=accounts.actor(role), new=new(), at=commons.now())
    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        activate_plan(actor=SYSTEM, new=new(), at=commons.now())


@pytest.mark.parametrize("role", [Role.DECIDER, Role.CAMPAIGN_LEAD])
def test_a_guest_body_neither_declares_nor_lifts_the_alert_of_the_town(role):
    town = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    guest, at = accounts.actor(role), commons.now()
    activation_id = activate_plan(actor=town, new=new(), at=at)
    given = {"activation_id": activation_id, "act_reference": "Arrêté", "act_on": at.date()}

    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        activate_plan(actor=guest, new=new(plan=PlanKind.SAFEGUARD_PLAN), at=at)
    for act in (turn_red, lift_plan):
        with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
            act(actor=guest, at=commons.now(), **given)

    assert [one.activation_id for one in activations_in_force(at=commons.now())] == [activation_id]
    lift_plan(actor=town, at=commons.now(), **given)


def test_what_is_lifted_is_not_lifted_again():
    lead, activation_id = activate()
    given = {
        "actor": lead,
        "activation_id": activation_id,
        "act_reference": "Arrêté",
        "act_on": commons.now().date(),
    }
    lift_plan(at=commons.now(), **given)

    with pytest.raises(Refused, match=Refusal.NOT_ACTIVE):
        lift_plan(at=commons.now(), **given)


def test_every_shipped_rule_has_plain_words_in_one_of_the_eight_parts():
    codes = [code for part in charter_parts() for code in part.codes]

    assert len(charter_parts()) == 8
    assert sorted(codes) == sorted(rule.code for rule in shipped_rules()) == sorted(rule_words())
    assert all(words.default for words in rule_words().values())
    assert not any("vérifier" in words.law for words in rule_words().values())
