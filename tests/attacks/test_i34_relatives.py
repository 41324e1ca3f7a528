"""I34: who is around a person stays closed to her caller: before the tries, without the held call, after a refusal of either; and to services."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.attacks.conftest import weakened
from tests.make import accounts, commons, people
from tests.make import outreach as make

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.models import Assignment, Register
from entremise.commons.operations.ask import ask
from entremise.commons.operations.assignments import open_groups
from entremise.commons.operations.objections import object_to
from entremise.commons.operations.relatives import agree_as_relative, object_as_relative
from entremise.commons.operations.statutory import give_statutory_grants
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Attempt
from entremise.outreach.operations.contacts import open_contact
from entremise.outreach.vocabulary.contacts import ContactKind
from entremise.people.vault import open_card
from entremise.people.vault.marks import relative_digest
from entremise.people.vocabulary import Around, Card, ThirdParty

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

DAUGHTER = ThirdParty("Catherine Palluel", "fille", "+33639982311", is_named=True)
NEIGHBOUR = ThirdParty("Paul Merlin", "voisin", "+33639982312", is_named=True)
GUARDIAN = ThirdParty("Bénédicte Orain", "tutrice", "+33199006101", is_guardian=True)
SHEET = replace(people.LUCIENNE, third_parties=(GUARDIAN, DAUGHTER, NEIGHBOUR))
BOTH = (FieldGroup.RELATIVE, FieldGroup.GUARDIAN)
ALWAYS_OPEN = ("where (held.grp <> all (array(", "where (true or held.grp <> all (array(")
DEAF = ("where m.record = p_record and m.kind = 'RELATIVE'", "where false")


def asked(room, *groups):
    """What a caller with a stolen console gets, who asks beside the pages."""
    grants = [
        grant.pk
        for grant in commons.Grant.objects.filter(user_id=room.caller.user_id).order_by("pk")
    ]
    try:
        tickets = ask(
            actor=room.caller,
            grant_ids=grants,
            person=room.people[0],
            groups=groups,
            at=commons.now(),
        )
        return open_card(tickets=tickets, at=commons.now())
    except Refused:
        return None


def shown(room):
    return make.shown(room.caller, room.campaign, commons.now())


def tried(room):
    """Her number is shown for the fourth time, on two half-days."""
    call = room.campaign.calls.get()
    for number in range(1, 4):
        moment = commons.now() - timedelta(hours=13 * number)
        Attempt.objects.create(
            call=call, campaign=room.campaign, user_id=room.caller.user_id, token=100 + number,
            lane="STOCK", held_at=moment, shown_at=moment, ended_at=moment, outcome="NO_ANSWER",
        )  # fmt: skip
    return shown(room)


def opened(room, kind=ContactKind.RELATIVE):
    taken = tried(room)
    open_contact(
        actor=room.caller, call_id=taken.call_id, token=taken.token, kind=kind, at=commons.now()
    )
    return taken


def reads_before_the_tries() -> bool:
    room = make.room(SHEET)
    shown(room)
    card = asked(room, FieldGroup.NAME, *BOTH)
    return card.relative is not None or card.guardian is not None


def test_holding_the_call_opens_nobody_around_her():
    assert reads_before_the_tries() is False


def test_twin_that_needs_no_step_reads_the_relative():
    with weakened("judging", *ALWAYS_OPEN):
        assert reads_before_the_tries() is True


def test_the_step_is_refused_before_enough_was_tried():
    room = make.room(SHEET)
    taken = shown(room)

    for kind, reason in (
        (ContactKind.RELATIVE, "TOO_FEW_TRIES"),
        (ContactKind.GUARDIAN, "PERSON_FIRST"),
    ):
        with pytest.raises(Refused, match=reason):
            open_contact(
                actor=room.caller,
                call_id=taken.call_id,
                token=taken.token,
                kind=kind,
                at=commons.now(),
            )

    assert asked(room, *BOTH) is None


def test_one_relative_is_read_once_the_step_has_opened_her_and_no_list():
    room = make.room(SHEET)
    opened(room)

    card = asked(room, FieldGroup.THIRD_PARTY, *BOTH)

    assert card.relative == DAUGHTER
    assert (card.guardian, card.third_parties) == (None, ())


def test_the_guardian_is_opened_by_her_own_step_alone():
    room = make.room(SHEET)
    opened(room, ContactKind.GUARDIAN)

    card = asked(room, *BOTH)

    assert (card.guardian, card.relative) == (GUARDIAN, None)


def test_without_the_call_nothing_is_opened_any_more():
    room = make.room(SHEET)
    taken = opened(room)
    assert asked(room, *BOTH) is not None

    Assignment.objects.filter(origin_id=taken.call_id).update(released_at=commons.now())
    commons.assignment(room.caller, room.people[0])  # she gets the person again, for another call

    assert asked(room, FieldGroup.NAME, *BOTH).relative is None


def test_another_caller_who_holds_nothing_opens_nothing():
    room = make.room(SHEET)
    taken = opened(room)
    other = make.caller(room.campaign, seat=make.now_shift(room.campaign))

    with pytest.raises(Refused, match="NOT_HELD"):
        open_contact(
            actor=other, call_id=taken.call_id, token=taken.token,
            kind=ContactKind.RELATIVE, at=commons.now(),
        )  # fmt: skip


def test_whom_others_named_is_never_rung():
    third = replace(DAUGHTER, is_named=False)
    room = make.room(replace(SHEET, third_parties=(third, GUARDIAN)))
    opened(room)

    card = asked(room, FieldGroup.NAME, FieldGroup.AROUND, *BOTH)

    assert card.relative is None
    assert (card.around.has_relative, card.around.is_represented) == (False, True)


def refuses(number=DAUGHTER.phone):
    object_as_relative(
        actor=SYSTEM, digest=relative_digest(number=number), channel=Channel.CALL, at=commons.now()
    )


def read_while_she_refuses() -> bool:
    """The ticket is there, the relative says no: nothing more."""
    room = make.room(SHEET)
    opened(room)
    grants = list(
        commons.Grant.objects.filter(user_id=room.caller.user_id).values_list("pk", flat=True)
    )
    tickets = ask(
        actor=room.caller, grant_ids=grants, person=room.people[0], groups=BOTH, at=commons.now()
    )
    refuses()
    try:
        return open_card(tickets=tickets, at=commons.now()).relative is not None
    except Refused:
        return False


def test_a_relative_who_refuses_is_read_no_more_with_the_page_open():
    assert read_while_she_refuses() is False


def test_twin_that_hears_no_relative_reads_on():
    with weakened("judging", *DEAF):
        assert read_while_she_refuses() is True


def test_her_refusal_holds_for_everybody_who_named_her_until_she_takes_it_back():
    refuses()
    room = make.room(SHEET)
    opened(room)
    assert asked(room, FieldGroup.NAME, *BOTH).relative is None

    agree_as_relative(digest=relative_digest(number=DAUGHTER.phone), at=commons.now())

    assert asked(room, *BOTH).relative == DAUGHTER


def test_after_the_person_has_refused_nobody_around_her_is_rung():
    room = make.room(SHEET)
    taken = opened(room)
    object_to(
        actor=SYSTEM,
        new=NewObjection(
            person=room.people[0],
            scope=ObjectionScope.PURPOSE,
            channel=Channel.PHONE,
            purpose=Purpose.ALERT_CALL,
        ),
        at=commons.now(),
    )

    assert asked(room, *BOTH) is None
    with pytest.raises(Refused, match="NOT_HELD"):
        open_contact(
            actor=room.caller, call_id=taken.call_id, token=taken.token,
            kind=ContactKind.RELATIVE, at=commons.now(),
        )  # fmt: skip


def test_paper_and_pages_never_hold_a_relative():
    desk = people.desk(
        SHEET, reach="PAPER", groups=[*commons.CALL_GROUPS, *(group.value for group in BOTH)]
    )
    Assignment.objects.filter(pk=desk.assignment_id).update(opens=[group.value for group in BOTH])

    tickets = ask(
        actor=desk.caller, grant_ids=[desk.grant.pk], person=desk.person,
        groups=(FieldGroup.NAME, *BOTH), at=commons.now(),
    )  # fmt: skip
    card = open_card(tickets=tickets, at=commons.now())

    assert (card.name is not None, card.relative, card.guardian) == (True, None, None)


def test_a_step_opens_for_its_holder_alone():
    first, second = people.desk(SHEET), people.desk(SHEET)
    origin = Origin("CALL", Assignment.objects.get(pk=first.assignment_id).origin_id)

    assert (
        open_groups(origin=origin, user_id=second.caller.user_id, groups=BOTH, at=commons.now())
        == 0
    )


AROUND = (FieldGroup.AROUND, FieldGroup.THIRD_PARTY, *BOTH)
TO_ANY_ROLE = ("f.name = 'CLOSED_TO.' || h.role", "f.name = 'NOBODY'")


def read_by(role: Role) -> Card | None:
    """Her need was passed on, under a grant that holds more than the law gives; what whoever has this role reads."""
    register_id = commons.register(RegisterKind.VOLUNTARY, agreed_purposes=[Purpose.REFERRAL])
    person = people.person_in(register_id, SHEET)
    reader = accounts.actor(role, organization=people.body())
    grant = commons.grant(
        purpose=Purpose.REFERRAL,
        registers=[register_id],
        role=role,
        groups=[FieldGroup.NAME, *AROUND],
    )
    commons.assignment(reader, person, Purpose.REFERRAL)
    tickets = ask(
        actor=reader, grant_ids=[grant.pk], person=person,
        groups=(FieldGroup.NAME, *AROUND), at=commons.now(),
    )  # fmt: skip
    return open_card(tickets=tickets, at=commons.now())


def test_a_service_opens_nobody_around_her():
    card = read_by(Role.SERVICE)

    assert card.name == SHEET.name
    assert (card.around, card.third_parties, card.relative, card.guardian) == (
        Around(),
        (),
        None,
        None,
    )


def test_an_orienteur_is_told_that_somebody_acts_for_her():
    assert read_by(Role.ORIENTEUR).around == Around(has_relative=True, is_represented=True)


def test_twin_that_closes_nothing_to_a_role_gives_a_service_her_contacts():
    with weakened("judging", *TO_ANY_ROLE):
        assert read_by(Role.SERVICE).third_parties == SHEET.third_parties


def test_the_grant_of_a_service_does_not_hold_them():
    register_id = commons.register(RegisterKind.CAMPAIGN)
    give_statutory_grants(registers=Register.objects.filter(pk=register_id), at=commons.now())

    held = {
        grant.role: set(grant.groups)
        for grant in commons.Grant.objects.filter(
            registers=[register_id], purpose=Purpose.REFERRAL
        ).order_by("pk")
    }

    assert held[Role.SERVICE] == held[Role.ORIENTEUR] - set(AROUND)
    assert FieldGroup.AROUND in held[Role.ORIENTEUR]
