"""I32: what is written of a need opens to the two it is between and to who works for her; nothing of it without her trace."""

import uuid
from dataclasses import dataclass

import psycopg
import pytest
from django.db import connection, transaction
from tests.attacks.conftest import runtime, weakened
from tests.make import accounts, commons, people
from tests.make import mutual_aid as make

from entremise.accounts.vocabulary import RESIDENT, Actor, Role
from entremise.commons.operations.objections import object_to
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import (
    Channel,
    NewObjection,
    ObjectionScope,
    Reach,
    RegistrationMode,
)
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.jobs.database.migrating import as_migrator
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.people.vault import (
    close_notes,
    erase,
    give_own_code,
    keep_note,
    open_notes,
    open_own,
    rotate_key,
    show_note,
    store_sheet,
    store_text,
)
from entremise.people.vault.notes import NewNote, Reader
from entremise.people.vocabulary import Sheet

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

CODE = "KTR-MWA"
CANARY = "Sonnez deux fois, le petit dort."
MEETING = Origin("INTRODUCTION", 41)
NEED = Origin("NEED", 7)


@dataclass(frozen=True, slots=True)
class Scene:
    """A need whose owner is assigned to the person; the helper has said yes, the person not yet."""

    desk: make.Desk
    person: uuid.UUID

    def reader(self, actor: Actor, purpose: Purpose = Purpose.MATCH_NEED) -> Reader:
        found = live_grants_of(
            actor=actor, purpose=purpose, register_id=self.desk.register_id, at=commons.now()
        )
        return Reader(actor, tuple(grant.grant_id for grant in found))

    def herself(self) -> Reader:
        return Reader(pass_id=open_own(code=CODE, second="07", at=commons.now()))

    def keep(self, by: Reader, *, text: str = CANARY, **given: object) -> uuid.UUID:
        defaults: dict[str, object] = {
            "id": uuid.uuid4(),
            "register_id": self.desk.register_id,
            "person": self.person,
            "origin": MEETING,
            "group": FieldGroup.FREE_TEXT,
            "role": Role.GO_BETWEEN,
            "helper_id": self.desk.helper.user_id,
            "is_by_person": True,
            "is_shown": True,
        }
        new = NewNote(**(defaults | given))
        keep_note(by=by, new=new, text=text, at=commons.now())
        return new.id

    def reads(self, by: Reader, note: uuid.UUID) -> bool:
        return open_notes(by=by, ids=[note], at=commons.now()).get(note) == CANARY

    def trace(self) -> list[tuple[str, str]]:
        with as_migrator(), connection.cursor() as cursor:
            cursor.execute(
                "select kind, role from sealed.event where person = %s order by id", [self.person]
            )
            return cursor.fetchall()


@pytest.fixture
def scene() -> Scene:
    return set_scene()


def set_scene() -> Scene:
    desk = make.desk()
    sheet = people.sheet(phones=("+33199003107",), birth=None, birth_year=1940)
    with transaction.atomic():
        person = make.asked_by(desk.register_id, sheet).person
        give_own_code(
            actor=RESIDENT,
            grant_id=None,
            register_id=desk.register_id,
            person=person,
            code=CODE,
            sheet=sheet,
            at=commons.now(),
        )
    commons.assignment(desk.owner, person, Purpose.MATCH_NEED, origin=NEED)
    return Scene(desk, person)


def test_the_two_and_the_owner_read_it_and_nobody_else(scene):
    note = scene.keep(scene.herself())
    desk = scene.desk
    stranger = accounts.actor(Role.CONTRIBUTOR)

    who = (desk.owner, desk.helper, desk.colleague, desk.partner, stranger)
    assert scene.reads(scene.herself(), note)
    assert [scene.reads(scene.reader(one), note) for one in who] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_an_association_that_helps_her_reads_no_word_between_her_and_a_neighbour(scene):
    note = scene.keep(scene.herself())
    commons.assignment(scene.desk.partner, scene.person, Purpose.MATCH_NEED)

    assert scene.reads(scene.reader(scene.desk.partner), note) is False


def read_by_another_helper_of_hers() -> bool:
    """She is helped by two: the second one is assigned to her, and asks for the words of the first."""
    scene = set_scene()
    note = scene.keep(scene.herself())
    second = accounts.actor(Role.CONTRIBUTOR)
    commons.assignment(second, scene.person, Purpose.MATCH_NEED)
    return scene.reads(scene.reader(second), note)


def test_a_helper_reads_no_word_of_another_helper():
    assert read_by_another_helper_of_hers() is False


def test_twin_that_forgets_the_role_lets_her():
    with weakened("notes", "(h.role = n.role and", "(true and"):
        assert read_by_another_helper_of_hers() is True


def read_without_assignment() -> bool:
    scene = set_scene()
    return scene.reads(scene.reader(scene.desk.colleague), scene.keep(scene.herself()))


def test_a_colleague_who_does_not_own_the_need_reads_nothing():
    assert read_without_assignment() is False


def test_twin_that_forgets_the_assignment_shows_it():
    with weakened("notes", "and sealed.is_assigned(p_user, n.person, h.purpose)\n", "\n"):
        assert read_without_assignment() is True


def read_while_held() -> bool:
    scene = set_scene()
    return scene.reads(scene.reader(scene.desk.helper), scene.keep(scene.herself(), is_shown=False))


def test_what_waits_for_the_desk_is_not_read_by_the_other_side():
    assert read_while_held() is False


def test_twin_that_forgets_what_waits_shows_it():
    with weakened("notes", "and (n.is_shown or not n.by_person))\n    union", ")\n    union"):
        assert read_while_held() is True


def test_the_owner_lets_it_through_and_the_helper_does_not(scene):
    note = scene.keep(scene.herself(), is_shown=False)

    with pytest.raises(Refused):
        show_note(by=scene.reader(scene.desk.helper), note=note, at=commons.now())
    show_note(by=scene.reader(scene.desk.owner), note=note, at=commons.now())

    assert scene.reads(scene.reader(scene.desk.helper), note)


def test_a_word_of_the_helper_that_waits_is_closed_to_her(scene):
    note = scene.keep(scene.reader(scene.desk.helper), is_by_person=False, is_shown=False)

    assert (
        scene.reads(scene.reader(scene.desk.helper), note),
        scene.reads(scene.herself(), note),
    ) == (True, False)


def readers_after_the_end() -> list[bool]:
    """The owner, the helper, she herself."""
    scene = set_scene()
    note = scene.keep(scene.herself())
    close_notes(origin=MEETING, at=commons.now())
    owner, helper = scene.reader(scene.desk.owner), scene.reader(scene.desk.helper)
    return [scene.reads(one, note) for one in (owner, helper, scene.herself())]


def test_after_the_end_only_the_owner_reads_it():
    assert readers_after_the_end() == [True, False, False]


def test_twin_that_forgets_the_end_shows_it():
    with weakened("notes", "and n.closed_at is null", ""):
        assert readers_after_the_end() == [True, True, True]


def say_no(person: uuid.UUID) -> None:
    object_to(
        actor=RESIDENT,
        new=NewObjection(
            person=person,
            scope=ObjectionScope.PURPOSE,
            purpose=Purpose.MATCH_NEED,
            channel=Channel.WEB,
        ),
        at=commons.now(),
    )


def read_after_an_objection() -> list[bool]:
    scene = set_scene()
    note = scene.keep(scene.herself())
    say_no(scene.person)
    who = (scene.desk.owner, scene.desk.helper)
    return [scene.reads(scene.reader(one), note) for one in who]


def test_an_objection_closes_it_to_both():
    assert read_after_an_objection() == [False, False]


def test_twin_that_forgets_the_objection_opens_it_to_the_helper():
    with weakened(
        "notes",
        "and not sealed.is_stopped(n.person, h.purpose, h.origin_kind, h.origin_id)",
        "",
    ):
        assert read_after_an_objection()[1] is True


def written_after_an_objection(**given: object) -> bool:
    scene = set_scene()
    say_no(scene.person)
    try:
        scene.keep(scene.reader(scene.desk.helper), is_by_person=False, **given)
    except Refused:
        return False
    return True


def test_nobody_writes_to_somebody_who_said_no():
    assert written_after_an_objection() is False


def test_a_worry_about_somebody_who_said_no_is_heard():
    assert written_after_an_objection(group=FieldGroup.FACTS, role=Role.ORIENTEUR) is True


def test_twin_that_forgets_the_objection_lets_a_helper_write():
    with weakened("notes", "p_grp <> 'free_text'  -- a worry", "true  -- a worry"):
        assert written_after_an_objection() is True


def test_what_is_for_the_orienteurs_is_not_for_the_desk_of_mutual_aid(scene):
    note = scene.keep(
        scene.reader(scene.desk.owner),
        group=FieldGroup.FACTS,
        role=Role.ORIENTEUR,
        helper_id=None,
        is_by_person=False,
        is_shown=False,
    )
    orienteur = accounts.actor(Role.ORIENTEUR)
    before = scene.reads(scene.reader(orienteur, Purpose.REFERRAL), note)
    commons.assignment(orienteur, scene.person, Purpose.REFERRAL)

    after = scene.reads(scene.reader(orienteur, Purpose.REFERRAL), note)
    assert (before, after) == (False, True)
    assert scene.reads(scene.reader(scene.desk.owner), note) is False


def test_each_reading_by_another_is_told_in_her_trace(scene):
    note = scene.keep(scene.herself())
    before = len(scene.trace())

    for one in (scene.desk.owner, scene.desk.helper):
        scene.reads(scene.reader(one), note)

    assert scene.trace()[before:] == [("OPENED", "GO_BETWEEN"), ("OPENED", "CONTRIBUTOR")]


def text_in_the_transaction_of_its_ticket() -> int:
    """A thief asks and redeems in one transaction, then takes the trace back."""
    scene = set_scene()
    note = scene.keep(scene.herself())
    reader = scene.reader(scene.desk.helper)
    with runtime(autocommit=False) as thief:
        (ticket,) = thief.execute(
            "select sealed.ask_notes(%s, %s, %s::bigint[], null, %s::uuid[])",
            [reader.actor.user_id, reader.actor.organization_id, list(reader.grant_ids), [note]],
        ).fetchone()
        return len(
            thief.execute("select * from sealed.redeem_notes(null, %s)", [ticket]).fetchall()
        )


def test_no_text_leaves_before_its_trace_is_kept():
    assert text_in_the_transaction_of_its_ticket() == 0


def test_twin_that_forgets_the_transaction_hands_it_out():
    with weakened("notes", "and t.xid is distinct from mine", ""):
        assert text_in_the_transaction_of_its_ticket() == 1


def test_a_ticket_of_a_note_opens_no_card(scene):
    note = scene.keep(scene.herself())
    reader = scene.reader(scene.desk.owner)
    with runtime() as thief:
        (ticket,) = thief.execute(
            "select sealed.ask_notes(%s, %s, %s::bigint[], null, %s::uuid[])",
            [reader.actor.user_id, reader.actor.organization_id, list(reader.grant_ids), [note]],
        ).fetchone()
        rows = thief.execute("select * from sealed.redeem(%s::uuid[])", [[ticket]]).fetchall()

    assert rows == []


def written_by_a_stranger() -> bool:
    """A go-between who does not own the need writes in her name."""
    scene = set_scene()
    try:
        scene.keep(scene.reader(scene.desk.colleague))
    except Refused:
        return False
    return True


def test_nobody_writes_in_her_name_but_herself_and_the_owner():
    assert written_by_a_stranger() is False


def test_twin_that_forgets_who_writes_lets_him():
    with weakened("notes", "(sealed.is_assigned(p_user, p_person, n.purpose)", "(true"):
        assert written_by_a_stranger() is True


def test_a_pass_writes_of_nobody_else(scene):
    other = make.asked_by(scene.desk.register_id, people.sheet(free_text="")).person

    with pytest.raises(Refused):
        scene.keep(scene.herself(), person=other)

    with as_migrator(), connection.cursor() as cursor:
        cursor.execute("select person, refusal from sealed.event where kind = 'DENIED'")
        assert cursor.fetchall() == [(other, "NOT_ASSIGNED")]


def test_erasing_her_takes_her_notes_too(scene):
    scene.keep(scene.herself())
    commons.assignment(keeper := people.dpo(), scene.person, Purpose.SUBJECT_RIGHTS)

    erase(actor=keeper, person=scene.person, at=commons.now())

    with as_migrator(), connection.cursor() as cursor:
        cursor.execute("select count(*) from sealed.note where person = %s", [scene.person])
        assert cursor.fetchone()[0] == 0


def test_notes_go_thirty_days_after_their_end(scene):
    ended, living = scene.keep(scene.herself()), scene.keep(scene.herself(), origin=Origin("N", 1))
    close_notes(origin=MEETING, at=commons.now())

    with as_migrator(), connection.cursor() as cursor:
        cursor.execute("update sealed.note set closed_at = closed_at - interval '31 days'")
        cursor.execute("select sealed.purge()")
        cursor.execute("select id from sealed.note where id = any (%s)", [[ended, living]])
        assert cursor.fetchall() == [(living,)]


def test_a_new_key_of_the_register_seals_its_notes_anew(scene):
    note = scene.keep(scene.herself())

    with as_migrator():
        rotate_key(register_id=scene.desk.register_id, at=commons.now())

    assert scene.reads(scene.reader(scene.desk.owner), note)


def test_the_runtime_reads_no_note():
    with runtime() as thief, pytest.raises(psycopg.errors.InsufficientPrivilege):
        thief.execute("select * from sealed.note")


def written_by_an_orienteur(*, group: FieldGroup | None = None, sheet: Sheet | None = None) -> bool:
    """An orienteur to whom she is assigned writes a text, or a sheet, into the register where she entered herself."""
    scene = set_scene()
    orienteur = accounts.actor(Role.ORIENTEUR)
    commons.assignment(orienteur, scene.person, Purpose.REFERRAL)
    place = {
        "actor": orienteur,
        "register_id": scene.desk.register_id,
        "grant_id": people.grant_of(
            orienteur, Purpose.REFERRAL, Reach.ASSIGNED, scene.desk.register_id
        ),
        "person": scene.person,
        "at": commons.now(),
    }
    try:
        if sheet is None:
            store_text(**place, group=group, text="{}")
        else:
            store_sheet(**place, sheet=sheet, mode=RegistrationMode.SELF)
    except Refused:
        return False
    return True


ANOTHER_NUMBER = Sheet(phones=("+33199009999",))


@pytest.mark.parametrize(
    ("what", "is_written"),
    [
        ({"group": FieldGroup.FACTS}, True),
        ({"group": FieldGroup.FREE_TEXT}, False),
        ({"sheet": ANOTHER_NUMBER}, False),
    ],
)
def test_an_orienteur_writes_facts_beside_her_entry_and_leaves_the_entry_alone(what, is_written):
    assert written_by_an_orienteur(**what) is is_written


def test_twin_that_forgets_what_may_be_written_changes_her_number():
    with weakened(
        "writing",
        "and n.purpose = 'REFERRAL' and n.kind <> 'CAMPAIGN')\n    then",
        "and false)\n    then",
    ):
        assert written_by_an_orienteur(sheet=ANOTHER_NUMBER) is True
