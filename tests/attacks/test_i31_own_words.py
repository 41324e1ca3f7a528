"""I31: a code of six letters opens somebody's own words, and nothing else: no name, no home, no trace, nobody else's."""

import uuid

import psycopg
import pytest
from django.db import connection, transaction
from tests.attacks.conftest import runtime, weakened
from tests.make import commons, people
from tests.make import mutual_aid as make

from entremise.accounts.vocabulary import RESIDENT
from entremise.commons.vocabulary.access import Reach, RegistrationMode
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.jobs.database.migrating import as_migrator
from entremise.kernel.errors import Refused
from entremise.people.vault import (
    erase,
    give_own_code,
    open_own,
    own_card,
    own_words,
    store_sheet,
    tracked,
    write_own_words,
)
from entremise.people.vocabulary import Sheet

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

CODE = "KTR-MWA"
MINE = people.sheet(phones=("+33199003107",), birth=None, birth_year=1940, free_text="Mes courses.")


def voluntary() -> int:
    return commons.register(RegisterKind.VOLUNTARY, agreed_purposes=(Purpose.MATCH_NEED,))


def entered(register_id: int, sheet: Sheet = MINE) -> uuid.UUID:
    return store_sheet(
        actor=RESIDENT,
        grant_id=None,
        register_id=register_id,
        sheet=sheet,
        mode=RegistrationMode.SELF,
        at=commons.now(),
    )


def coded(register_id, person, *, actor=RESIDENT, grant_id=None, code=CODE, sheet=MINE) -> bool:
    try:
        give_own_code(
            actor=actor,
            grant_id=grant_id,
            register_id=register_id,
            person=person,
            code=code,
            sheet=sheet,
            at=commons.now(),
        )
    except Refused:
        return False
    return True


def asked(register_id: int, sheet: Sheet = MINE) -> uuid.UUID:
    """As a resident does: her sheet and her code together."""
    with transaction.atomic():
        person = entered(register_id, sheet)
        assert coded(register_id, person)
    return person


def passed(second="07") -> uuid.UUID:
    return open_own(code=CODE, second=second, at=commons.now())


def opens(second) -> bool:
    try:
        passed(second)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("second", ["07", "1940"])
def test_she_reads_and_corrects_her_own_words(second):
    asked(voluntary())

    own = own_words(pass_id=passed(second), at=commons.now())
    write_own_words(
        pass_id=passed(), own=own, sheet=Sheet(free_text="Plus de courses."), at=commons.now()
    )

    assert own.card.free_text == "Mes courses."
    assert own_words(pass_id=passed(), at=commons.now()).card.free_text == "Plus de courses."


def test_a_new_number_opens_her_code_too():
    asked(voluntary())
    own, given = own_words(pass_id=passed(), at=commons.now()), passed()

    write_own_words(
        pass_id=given, own=own, sheet=Sheet(phones=("+33639982011",)), at=commons.now(), code=CODE
    )

    assert (opens("11"), opens("12")) == (True, False)


def code_of_somebody_else() -> bool:
    """She stands in the register since yesterday; a stranger asks for a code of hers with his own second element."""
    register_id = voluntary()
    return coded(register_id, entered(register_id))


def test_nobody_gets_a_code_of_an_entry_that_was_there():
    assert code_of_somebody_else() is False


def test_twin_that_forgets_the_transaction_gives_it():
    with weakened("own_words", "and e.xid = pg_current_xact_id()", ""):
        assert code_of_somebody_else() is True


def code_of_an_alert_register() -> bool:
    register_id = commons.register(RegisterKind.CASF_ALERT)
    with transaction.atomic():
        return coded(register_id, entered(register_id))


def test_only_the_register_of_mutual_aid_has_such_codes():
    assert code_of_an_alert_register() is False


def test_twin_that_forgets_the_kind_of_register_gives_one():
    with weakened(
        "own_words", "and law.purpose = 'MATCH_NEED'", "and law.purpose = 'SUBJECT_RIGHTS'"
    ):
        assert code_of_an_alert_register() is True


def code_kept_by_a_helper() -> bool:
    """Both have said yes, she is assigned for an afternoon; she makes herself a way in for later."""
    desk = make.desk()
    person = entered(desk.register_id)
    commons.assignment(desk.helper, person, Purpose.MATCH_NEED)
    grant_id = people.grant_of(desk.helper, Purpose.MATCH_NEED, Reach.ASSIGNED, desk.register_id)
    return coded(desk.register_id, person, actor=desk.helper, grant_id=grant_id)


def test_a_helper_gives_no_code():
    assert code_kept_by_a_helper() is False


def test_twin_that_forgets_the_role_lets_her():
    with weakened("own_words", "and n.role in ('GO_BETWEEN', 'CLERK')", ""):
        assert code_kept_by_a_helper() is True


def code_by_the_desk(*, is_assigned) -> tuple[bool, list[str]]:
    """Whether a go-between could give a code, and what the person's trace says of it."""
    desk = make.desk()
    person = entered(desk.register_id)
    if is_assigned:
        commons.assignment(desk.owner, person, Purpose.MATCH_NEED)
    grant_id = people.grant_of(desk.owner, Purpose.MATCH_NEED, Reach.ASSIGNED, desk.register_id)
    is_given = coded(desk.register_id, person, actor=desk.owner, grant_id=grant_id)
    return is_given, kinds_of(person)


def kinds_of(person) -> list[str]:
    with as_migrator(), connection.cursor() as cursor:
        cursor.execute("select kind from sealed.event where person = %s order by id", [person])
        return [kind for (kind,) in cursor.fetchall()]


def test_the_desk_gives_another_code_to_whom_it_works_for_and_she_sees_it():
    is_given, kinds = code_by_the_desk(is_assigned=True)

    assert (is_given, kinds) == (True, ["SEALED", "CODED"])


def test_the_desk_gives_none_to_somebody_it_has_not_before_it():
    assert code_by_the_desk(is_assigned=False)[0] is False


def test_twin_that_forgets_the_assignment_does():
    with weakened("own_words", "sealed.is_assigned(p_user, p_person, n.purpose)", "true"):
        assert code_by_the_desk(is_assigned=False)[0] is True


def guessed() -> bool:
    asked(voluntary())
    return any(opens(f"{number:02}") for number in range(8))


def test_two_digits_are_not_guessed():
    assert guessed() is False


def test_twin_without_the_count_of_mistakes_they_are():
    with weakened("own_words", "or held.failures >= 5", ""):
        assert guessed() is True


def groups_opened() -> set[str]:
    """Groups of values that the pass hands out, as somebody reads them who runs code in the process."""
    asked(voluntary())
    pass_id = passed()
    with runtime() as anybody:
        (ticket,) = anybody.execute("select sealed.ask_own_words(%s)", [pass_id]).fetchone()
        rows = anybody.execute(
            "select grp from sealed.redeem_own_words(%s, %s)", [pass_id, ticket]
        ).fetchall()
    return {group for (group,) in rows}


def test_a_pass_opens_neither_name_nor_number():
    assert groups_opened() == {"free_text"}


def test_twin_that_forgets_the_list_opens_the_whole_record():
    with weakened(
        "own_words",
        "and v.grp in (select f.item from sealed.law_flag f where f.name = 'OWN_WORDS_READ')",
        "",
    ):
        assert {"name", "phone"} <= groups_opened()


def test_a_pass_opens_no_trace_and_no_whole_card():
    asked(voluntary())
    pass_id = passed()

    for door in (tracked, own_card):
        with pytest.raises(Refused):
            door(pass_id=pass_id, at=commons.now())


def words_of_another() -> int:
    """Her pass, and the ticket of somebody else's words."""
    register_id = voluntary()
    asked(register_id)
    hers = passed()
    with transaction.atomic():
        other = entered(register_id, people.sheet(free_text="Les siens."))
        coded(register_id, other, code="VAB-CDF", sheet=people.sheet(phones=("+33199003144",)))
    his = open_own(code="VAB-CDF", second="44", at=commons.now())
    with runtime() as thief:
        (ticket,) = thief.execute("select sealed.ask_own_words(%s)", [his]).fetchone()
        return len(
            thief.execute(
                "select * from sealed.redeem_own_words(%s, %s)", [hers, ticket]
            ).fetchall()
        )


def test_a_pass_opens_nobody_elses_words():
    assert words_of_another() == 0


def test_twin_that_forgets_whose_ticket_it_is_opens_them():
    with weakened("own_words", "and t.record = own.record", ""):
        assert words_of_another() == 1


def name_written_over() -> str:
    asked(voluntary())
    pass_id = passed()
    with runtime() as thief:
        (key_id,) = thief.execute(
            "select key_id from commons_register order by id desc limit 1"
        ).fetchone()
        return thief.execute(
            "select sealed.store_own_words(%s, %s, array['name'], array[28], %s, '{}', '', null)",
            [pass_id, key_id, b"\0" * 28],
        ).fetchone()[0]


def test_a_pass_writes_no_name():
    assert name_written_over() == "NOT_AVAILABLE"


def test_twin_that_forgets_what_she_may_write_does():
    with weakened("own_words", "reason := 'FORBIDDEN_GROUP'", "reason := ''"):
        assert name_written_over() == ""


def test_her_trace_shows_what_was_done_with_her_code():
    person = asked(voluntary())
    pass_id = passed()
    own = own_words(pass_id=pass_id, at=commons.now())
    write_own_words(pass_id=pass_id, own=own, sheet=Sheet(free_text="Non."), at=commons.now())

    assert kinds_of(person) == ["SEALED", "OPENED", "SEALED"]


def pass_outlives_her_record() -> bool:
    """Her record is erased while the page of her code is open."""
    register_id = voluntary()
    person = asked(register_id)
    pass_id = passed()
    commons.assignment(keeper := people.dpo(), person, Purpose.SUBJECT_RIGHTS)
    erase(actor=keeper, person=person, at=commons.now())
    with runtime() as anybody:
        return (
            anybody.execute("select sealed.ask_own_words(%s)", [pass_id]).fetchone()[0] is not None
        )


def test_a_pass_ends_with_the_record():
    assert pass_outlives_her_record() is False


def test_twin_that_keeps_codes_and_ended_records_lets_it_live():
    kept = ("writing", "delete from sealed.own_code c where c.person = p_person;", "")
    with (
        weakened(*kept),
        weakened("own_words", "and rec.ended_at is null\n     where p.id", "\n     where p.id"),
    ):
        assert pass_outlives_her_record() is True


def test_a_second_element_is_needed():
    register_id = voluntary()
    with transaction.atomic():
        person = entered(register_id)
        assert coded(register_id, person, sheet=Sheet()) is False


def test_the_runtime_reads_no_code():
    with runtime() as thief, pytest.raises(psycopg.errors.InsufficientPrivilege):
        thief.execute("select * from sealed.own_code")
