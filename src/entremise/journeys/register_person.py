"""One person enters a register by phone or from paper, by the web, or leaves it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import RESIDENT, Actor
from entremise.commons.operations.assignments import release_person
from entremise.commons.operations.registers import (
    confirm_records,
    end_records,
    expect_acknowledgement,
)
from entremise.commons.queries.decisions import activations_in_force
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.queries.registers import record_in, records_of
from entremise.commons.vocabulary.access import (
    Channel,
    GrantCard,
    Reach,
    RecordState,
    RegistrationMode,
)
from entremise.commons.vocabulary.law import OPEN_TO_RESIDENTS, Purpose, RegisterKind
from entremise.journeys.say_no import say_no
from entremise.kernel.errors import Refused
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.vocabulary.calls import StopReason
from entremise.people.vault.deliveries import compare
from entremise.people.vault.finding import find_by_name, find_by_phone
from entremise.people.vault.writing import store_sheet
from entremise.people.vocabulary import Card, Change, SealedRow, Sheet
from entremise.registers.operations import note_entry_request, settle_entry_request
from entremise.registers.queries import entry_request
from entremise.registers.vocabulary import Refusal, RequestCard, RequestState

ACKNOWLEDGED_WITHIN = timedelta(days=8)  # CASF R121-5


@transaction.atomic
def register_person(
    *,
    actor: Actor,
    register_id: int,
    sheet: Sheet,
    mode: RegistrationMode,
    at: datetime,
    is_namesake: bool = False,
) -> UUID:
    """Write somebody new into a register and start the mayor's clock; refuse with `NO_RIGHT`, `ALREADY_REGISTERED`.

    A namesake is somebody else with the same name and year: whoever registers has asked."""
    grant = upkeep_grant(actor, register_id, at)
    if not is_namesake and is_known(actor, grant, register_id, sheet, mode, at):
        raise Refused(Refusal.ALREADY_REGISTERED)
    person = store_sheet(
        actor=actor,
        grant_id=grant.grant_id,
        register_id=register_id,
        sheet=sheet,
        mode=mode,
        at=at,
    )
    start_clock(actor, register_id, person, at)
    return person


def upkeep_grant(actor: Actor, register_id: int, at: datetime) -> GrantCard:
    grants = live_grants_of(
        actor=actor,
        purpose=Purpose.REGISTER_UPKEEP,
        reaches=(Reach.PAGE, Reach.SEARCH),
        register_id=register_id,
        at=at,
    )
    if not grants:
        raise Refused(Refusal.NO_RIGHT)
    return grants[0]


def is_registered(
    *, actor: Actor, register_id: int, sheet: Sheet, mode: RegistrationMode, at: datetime
) -> bool:
    """Whether the register has somebody of this name already; refuse with `NO_RIGHT`, `CAPPED`."""
    grant = upkeep_grant(actor, register_id, at)
    return is_known(actor, grant, register_id, sheet, mode, at)


def is_known(
    actor: Actor,
    grant: GrantCard,
    register_id: int,
    sheet: Sheet,
    mode: RegistrationMode,
    at: datetime,
) -> bool:
    """Whether the register has her: compared by a steward, searched by a clerk; a shared number alone does not say so."""
    if grant.reach is Reach.PAGE:
        row = SealedRow(line=1, sheet=sheet, mode=mode)
        found = compare(
            actor=actor, grant_id=grant.grant_id, register_id=register_id, rows=[row], at=at
        )
        return any(one.person is not None and one.change is not Change.NEW for one in found)
    year = sheet.birth.year if sheet.birth else sheet.birth_year
    if sheet.name is not None and year is not None:
        return bool(
            find_by_name(
                actor=actor,
                grant_id=grant.grant_id,
                last=sheet.name.last,
                first=sheet.name.first,
                birth_year=year,
                at=at,
            )
        )
    return any(
        find_by_phone(actor=actor, grant_id=grant.grant_id, number=number, at=at)
        for number in sheet.phones
    )


def namesakes(*, actor: Actor, asked: RequestCard, card: Card, at: datetime) -> int:
    """How many other entries of the register have the name and the year of an entry of the web; refuse with `NO_RIGHT`, `CAPPED`."""
    if card.name is None or card.birth is None:
        return 0
    found = find_by_name(
        actor=actor,
        grant_id=upkeep_grant(actor, asked.register_id, at).grant_id,
        last=card.name.last,
        first=card.name.first,
        birth_year=card.birth.year,
        at=at,
    )
    return len(set(found) - {asked.person})


def start_clock(actor: Actor, register_id: int, person: UUID, at: datetime) -> None:
    record = record_in(register_id=register_id, person=person)
    if record is not None and record.state is not RecordState.ASKED:
        expect_acknowledgement(
            actor=actor, record_ids=[record.record_id], due_at=at + ACKNOWLEDGED_WITHIN, at=at
        )


@transaction.atomic
def ask_entry(*, register_id: int, sheet: Sheet, mode: RegistrationMode, at: datetime) -> int:
    """An entry asked for on the web, which the desk confirms; return the request.

    It counts at once; in the name of somebody who refused, once it is confirmed."""
    person = store_sheet(
        actor=RESIDENT, grant_id=None, register_id=register_id, sheet=sheet, mode=mode, at=at
    )
    start_clock(RESIDENT, register_id, person, at)
    return note_entry_request(
        register_id=register_id,
        person=person,
        is_for_other=mode is not RegistrationMode.SELF,
        at=at,
    )


@transaction.atomic
def settle_entry(*, actor: Actor, request_id: int, is_confirmed: bool, at: datetime) -> None:
    """The desk confirms an entry of the web, or takes it out; refuse with `NO_RIGHT`, `WRONG_STATE`."""
    upkeep_grant(actor, entry_request(request_id=request_id).register_id, at)
    state = RequestState.CONFIRMED if is_confirmed else RequestState.REFUSED
    person = settle_entry_request(actor=actor, request_id=request_id, state=state, at=at)
    if not is_confirmed:
        remove_person(actor=actor, person=person, at=at)
        return
    held = records_of(person)
    confirm_records(actor=actor, record_ids=[one.record_id for one in held], at=at)
    for one in held:
        if one.state is RecordState.ASKED:
            start_clock(actor, one.register_id, person, at)


@transaction.atomic
def leave_registers(*, actor: Actor, person: UUID, channel: Channel, at: datetime) -> int:
    """She wants out of all: every optional use stops, a letter says so, her own entries end; return how many.

    During an alert refuse with `WRONG_STATE`: a refusal is checked with her first, an entry does not come back."""
    if activations_in_force(at=at):
        raise Refused(Refusal.WRONG_STATE)
    say_no(actor=actor, person=person, purpose=None, channel=channel, at=at)
    return remove_person(actor=actor, person=person, at=at)


@transaction.atomic
def remove_person(*, actor: Actor, person: UUID, at: datetime) -> int:
    """Take somebody out of the registers she, or somebody for her, had entered; return how many.

    What the law sends stays; when nothing is left, calls and readings of her end."""
    held = records_of(person)
    own = [record.record_id for record in held if record.kind in OPEN_TO_RESIDENTS]
    end_records(actor=actor, record_ids=own, state=RecordState.REMOVED, at=at)
    stays = OPEN_TO_RESIDENTS | {RegisterKind.CAMPAIGN}
    if all(record.kind in stays for record in held):
        stop_calls_of(person=person, reason=StopReason.PURPOSE_ENDED, at=at)
        release_person(person=person, at=at)
    return len(own)
