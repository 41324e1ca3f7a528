"""Exports: asked, countersigned by another human, refused, lapsed, collected, destroyed."""

from datetime import timedelta

import pytest
from tests.make import accounts, commons, exports, people

from entremise.accounts.models import User
from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.models import Activation, Export, ExportFile, Grant, Objection
from entremise.commons.operations.exports import (
    ask_for_export,
    collect_export,
    countersign_export,
    destroy_export,
    end_old_exports,
    keep_export_file,
    refuse_export,
)
from entremise.commons.operations.grants import give_grant
from entremise.commons.queries.exports import export
from entremise.commons.vocabulary import access
from entremise.commons.vocabulary.access import NewGrant, Reach
from entremise.commons.vocabulary.exports import BuiltFile, ExportState, Refusal
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db
SEALED = BuiltFile(sealed=b"age-encryption.org/v1", people_count=3, copy_mark="0A1B2C3D")


@pytest.fixture(autouse=True)
def queued(monkeypatch):
    """The jobs that were queued."""
    jobs: list[tuple[str, object]] = []
    monkeypatch.setattr(
        "entremise.commons.operations.exports.defer",
        lambda name, **given: jobs.append((name, given)),
    )
    return jobs


def state(leaving, at=None):
    return export(leaving.export_id, at=at or commons.now()).state


def built(**given):
    leaving = exports.countersigned(**given)
    keep_export_file(actor=SYSTEM, export_id=leaving.export_id, built=SEALED, at=commons.now())
    return leaving


def test_asking_gives_no_right_yet():
    leaving = exports.asked()

    assert (state(leaving), Grant.objects.filter(reach="EXPORT").count()) == (ExportState.ASKED, 0)


def test_the_second_signature_gives_the_grant_and_queues_the_file(queued):
    leaving = exports.countersigned()
    grant = Grant.objects.get(reach="EXPORT")

    assert (grant.user_id, grant.role, grant.registers, grant.activation_id) == (
        leaving.steward.user_id,
        "STEWARD",
        [leaving.register_id],
        leaving.activation_id,
    )
    assert grant.expires_at - grant.not_before == timedelta(hours=72)
    assert queued == [("build_export", {"export_id": leaving.export_id})]


def test_one_human_with_two_accounts_does_not_sign_twice():
    leaving = exports.asked()
    human = User.objects.get(pk=leaving.steward.user_id).human
    other = exports.decider(user=accounts.user(human=human))

    with pytest.raises(Refused, match=Refusal.SAME_HUMAN):
        countersign_export(actor=other, export_id=leaving.export_id, at=commons.now())


@pytest.mark.parametrize("role", [Role.DPO, Role.STEWARD, Role.CALLER, Role.ADMINISTRATOR])
def test_who_only_is_informed_does_not_sign(role):
    leaving = exports.asked()
    other = accounts.actor(role, organization=people.body())

    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        countersign_export(actor=other, export_id=leaving.export_id, at=commons.now())


def test_a_decider_of_another_body_does_not_sign():
    leaving = exports.asked()

    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        countersign_export(
            actor=accounts.actor(Role.DECIDER), export_id=leaving.export_id, at=commons.now()
        )


def test_a_legal_officer_signs():
    leaving = exports.asked()
    officer = accounts.actor(Role.LEGAL_OFFICER, organization=people.body())

    countersign_export(actor=officer, export_id=leaving.export_id, at=commons.now())

    assert leaving.row.countersigned_by_id == officer.user_id


def test_after_seventy_two_hours_nobody_signs():
    leaving = exports.asked()
    late = leaving.row.asked_at + timedelta(hours=72)

    assert state(leaving, late) is ExportState.LAPSED
    with pytest.raises(Refused, match=Refusal.EXPORT_OVER):
        countersign_export(actor=leaving.decider, export_id=leaving.export_id, at=late)


def test_a_plan_lifted_meanwhile_stops_the_second_signature():
    leaving = exports.asked()
    Activation.objects.update(lifted_at=commons.now())

    with pytest.raises(Refused, match=access.Refusal.NOT_ARMED):
        countersign_export(actor=leaving.decider, export_id=leaving.export_id, at=commons.now())
    assert state(leaving) is ExportState.ASKED


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"reason": "urgent"}, Refusal.REASON_MISSING),
        ({"recipient_key": " "}, Refusal.REASON_MISSING),
        ({"act_reference": ""}, Refusal.REASON_MISSING),
        ({"groups": frozenset()}, Refusal.FIELDS_TOO_WIDE),
        ({"groups": frozenset({FieldGroup.QUALITY})}, Refusal.FIELDS_TOO_WIDE),
        ({"purpose": Purpose.ALERT_CALL}, Refusal.NOT_EXPORTABLE),
        ({"purpose": Purpose.REFERRAL}, Refusal.NOT_EXPORTABLE),
        ({"registers": ()}, Refusal.NOT_EXPORTABLE),
        ({"registers": (987654,)}, Refusal.NOT_EXPORTABLE),
    ],
)
def test_what_the_law_does_not_let_leave_is_refused_at_once(given, reason):
    with pytest.raises(Refused, match=reason):
        exports.asked(**given)


def test_without_a_plan_nothing_goes_to_the_prefect():
    register_id = commons.register()
    people.person_in(register_id)

    with pytest.raises(Refused, match=access.Refusal.NOT_ARMED):
        ask_for_export(
            actor=people.steward(), new=exports.new_export(register_id), at=commons.now()
        )


def test_an_empty_register_has_nothing_to_export():
    register_id = commons.register()
    commons.activation()

    with pytest.raises(Refused, match=Refusal.NOBODY_TO_EXPORT):
        ask_for_export(
            actor=people.steward(), new=exports.new_export(register_id), at=commons.now()
        )


def test_only_a_steward_asks():
    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        ask_for_export(
            actor=exports.decider(),
            new=exports.new_export(commons.register()),
            at=commons.now(),
        )


def test_a_steward_of_another_body_does_not_ask_for_our_register():
    leaving = exports.asked()

    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        ask_for_export(
            actor=accounts.actor(Role.STEWARD),
            new=exports.new_export(leaving.register_id),
            at=commons.now(),
        )


def test_people_who_said_no_are_not_counted():
    leaving = exports.asked()
    Objection.objects.create(
        person=leaving.people[0],
        scope="ALL",
        channel="PHONE",
        state="ACTING",
        received_at=commons.now(),
    )
    again = ask_for_export(
        actor=leaving.steward, new=exports.new_export(leaving.register_id), at=commons.now()
    )

    assert [export(pk, at=commons.now()).people_count for pk in (leaving.export_id, again)] == [
        3,
        2,
    ]


def test_a_refusal_says_why_and_ends_it():
    leaving = exports.asked()
    with pytest.raises(Refused, match=Refusal.REASON_MISSING):
        refuse_export(
            actor=leaving.decider, export_id=leaving.export_id, reason=" ", at=commons.now()
        )

    refuse_export(
        actor=leaving.decider,
        export_id=leaving.export_id,
        reason="Le préfet n'a rien demandé.",
        at=commons.now(),
    )

    assert (state(leaving), leaving.row.refusal_reason) == (
        ExportState.REFUSED,
        "Le préfet n'a rien demandé.",
    )
    with pytest.raises(Refused, match=Refusal.EXPORT_OVER):
        countersign_export(actor=leaving.decider, export_id=leaving.export_id, at=commons.now())


def test_once_the_file_is_kept_the_right_to_read_is_closed():
    leaving = built()

    assert (state(leaving), Grant.objects.get(reach="EXPORT").state) == (
        ExportState.BUILT,
        "REVOKED",
    )


def test_the_file_is_collected_as_often_as_needed():
    leaving = built()
    first, second = (
        collect_export(actor=leaving.steward, export_id=leaving.export_id, at=commons.now())
        for _ in range(2)
    )

    assert (first, second, state(leaving)) == (SEALED.sealed, SEALED.sealed, ExportState.COLLECTED)


def test_a_steward_of_another_body_collects_nothing():
    leaving = built()

    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        collect_export(
            actor=accounts.actor(Role.STEWARD), export_id=leaving.export_id, at=commons.now()
        )


def test_a_destroyed_file_is_gone():
    leaving = built()
    destroy_export(actor=leaving.steward, export_id=leaving.export_id, at=commons.now())

    assert (state(leaving), ExportFile.objects.count()) == (ExportState.DESTROYED, 0)
    with pytest.raises(Refused, match=Refusal.NO_FILE):
        collect_export(actor=leaving.steward, export_id=leaving.export_id, at=commons.now())


def test_after_seven_days_the_file_is_not_given_even_before_the_sweep():
    leaving = built()
    late = leaving.row.built_at + timedelta(days=7)

    with pytest.raises(Refused, match=Refusal.NO_FILE):
        collect_export(actor=leaving.steward, export_id=leaving.export_id, at=late)
    assert (state(leaving, late), ExportFile.objects.count()) == (ExportState.DESTROYED, 1)


def test_the_sweep_ends_what_has_served_its_time():
    unsigned, unbuilt, kept, fresh = exports.asked(), exports.countersigned(), built(), built()
    past = commons.now() - timedelta(days=8)
    Export.objects.filter(pk=unsigned.export_id).update(asked_at=past)
    Export.objects.filter(pk=unbuilt.export_id).update(asked_at=past, countersigned_at=past)
    Export.objects.filter(pk=kept.export_id).update(built_at=past)

    assert end_old_exports(actor=SYSTEM, at=commons.now()) == 3
    assert [one.row.state for one in (unsigned, unbuilt, kept, fresh)] == [
        "LAPSED",
        "LAPSED",
        "DESTROYED",
        "BUILT",
    ]
    assert ExportFile.objects.count() == 1


def test_a_file_built_twice_is_kept_once():
    leaving = built()

    with pytest.raises(Refused, match=Refusal.EXPORT_OVER):
        keep_export_file(actor=SYSTEM, export_id=leaving.export_id, built=SEALED, at=commons.now())


def test_numbers_follow_each_other():
    first, second = exports.asked(), exports.asked()

    assert [one.row.number[-2:] for one in (first, second)] == ["01", "02"]


@pytest.mark.parametrize(
    ("kind", "purpose"),
    [
        (RegisterKind.CASF_ALERT, Purpose.REGISTER_UPKEEP),
        (RegisterKind.PCS, Purpose.REGISTER_UPKEEP),
        (RegisterKind.CAMPAIGN, Purpose.SUBJECT_RIGHTS),
    ],
)
def test_no_grant_of_this_reach_is_given_outside_the_law(kind, purpose):
    new = NewGrant(
        purpose=purpose,
        registers=(commons.register(kind),),
        groups=frozenset({FieldGroup.NAME}),
        reach=Reach.EXPORT,
        user_id=people.steward().user_id,
        not_before=commons.now(),
        expires_at=commons.now() + timedelta(days=1),
    )

    with pytest.raises(Refused, match=access.Refusal.NO_LEGAL_GROUND):
        give_grant(actor=SYSTEM, new=new, at=commons.now())
