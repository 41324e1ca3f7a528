"""A sheet of paper becomes what the screen would have made of it: in its caller's name, by another hand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.ask import ask
from entremise.commons.operations.assignments import release_person
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.queries.objections import has_objected
from entremise.commons.vocabulary.access import Channel, GrantCard, NewObjection, ObjectionScope
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.journeys.object_everywhere import object_everywhere
from entremise.journeys.raise_alarm import let_see
from entremise.journeys.report_difficulty import COPIED, Difficulty
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.operations.alarms import raise_alarm
from entremise.outreach.operations.sheets import begin_typing, close_sheet, note_typed_once
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.operations.tasks import ask_steward_about
from entremise.outreach.queries.alarms import alarm
from entremise.outreach.queries.paper import sheet_to_type
from entremise.outreach.vocabulary.calls import AlarmKind, Closing, Outcome, StopReason, TaskKind
from entremise.outreach.vocabulary.paper import (
    TYPED_TWICE_UP_TO,
    Refusal,
    SheetState,
    SheetToType,
)
from entremise.people.vault import copy_into, store_text
from entremise.people.vault.cards import open_card
from entremise.people.vocabulary import Card
from entremise.referral.operations.reports import open_report, report_again
from entremise.referral.queries.reports import reports_from
from entremise.referral.vocabulary.facts import Facts
from entremise.referral.vocabulary.reports import Consent, NewItem, NewReport, OpenedReport

DANGER = 1  # severity


@dataclass(frozen=True, slots=True)
class Entry:
    """One sheet as its typist reads it; `written` holds the fields as they were typed, to compare two hands."""

    called_at: datetime
    closing: Closing | None  # none: she did not call
    has_notice: bool
    scope: ObjectionScope | None
    items: tuple[Difficulty, ...]
    written: Mapping[str, str]


class Step(StrEnum):
    DONE = "DONE"
    LATE = "LATE"  # somebody else had called meanwhile: a note
    ONCE = "ONCE"  # a second account types it too
    DIFFERENT = "DIFFERENT"  # the two hands do not agree


@dataclass(frozen=True, slots=True)
class Typed:
    step: Step
    report_number: str = ""
    differences: Mapping[str, tuple[str, str]] | None = None  # field → first hand, second hand


def type_sheet(*, actor: Actor, code: str, entry: Entry, is_confirmed: bool, at: datetime) -> Typed:
    """Close the call of a sheet, with its report, refusal or death; severities 1 and 2 are typed twice; refuse with
    `NO_SHEET`, `OWN_SHEET`, and as closing a call does."""
    sheet = sheet_to_type(actor=actor, code=code)
    begin_typing(actor=actor, sheet=sheet, at=at)  # committed: the seal looks for it when asked
    if not is_grave(entry) and sheet.state is not SheetState.ONCE:
        return finish(actor, sheet, entry, at, differences=0)
    if sheet.state is not SheetState.ONCE:
        return keep_first(actor, sheet, entry, at)
    found = different(first_hand(actor, sheet, at), entry.written)
    if found and not is_confirmed:
        return Typed(Step.DIFFERENT, differences=found)
    return finish(actor, sheet, entry, at, differences=len(found))


def is_grave(entry: Entry) -> bool:
    return any(item.severity <= TYPED_TWICE_UP_TO for item in entry.items)


def different(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Fields on which two hands do not agree; spaces and capitals do not count."""
    pairs = {
        key: (first.get(key, ""), second.get(key, "")) for key in dict.fromkeys([*first, *second])
    }
    return {key: (a, b) for key, (a, b) in pairs.items() if plain(a) != plain(b)}


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


def keep_first(actor: Actor, sheet: SheetToType, entry: Entry, at: datetime) -> Typed:
    """Sealed until the second hand; a danger to life rings at once, before any comparison."""
    with transaction.atomic():
        text = json.dumps({"sheet": sheet.sheet_id, "written": dict(entry.written)})
        write(actor, sheet, FieldGroup.ANSWERS, text, at)
        if any(item.severity == DANGER for item in entry.items):
            ring(actor, sheet, at)
        note_typed_once(actor=actor, sheet_id=sheet.sheet_id, at=at)
    return Typed(Step.ONCE)


def ring(actor: Actor, sheet: SheetToType, at: datetime) -> None:
    alarm_id = raise_alarm(
        actor=actor,
        campaign_id=sheet.campaign_id,
        kind=AlarmKind.DANGER,
        call_id=sheet.call_id,
        at=at,
    )
    let_see(sheet.person, alarm(alarm_id=alarm_id).recipients, alarm_id, at)


def first_hand(actor: Actor, sheet: SheetToType, at: datetime) -> dict[str, str]:
    found = json.loads(card_of(actor, sheet, (FieldGroup.ANSWERS,), at).answers or "{}")
    return dict(found["written"]) if found.get("sheet") == sheet.sheet_id else {}


def card_of(actor: Actor, sheet: SheetToType, groups: tuple[FieldGroup, ...], at: datetime) -> Card:
    grant_ids = [grant.grant_id for grant in grants_of(actor, sheet, at)]
    tickets = ask(actor=actor, grant_ids=grant_ids, person=sheet.person, groups=groups, at=at)
    return open_card(tickets=tickets, at=at)


def grants_of(actor: Actor, sheet: SheetToType, at: datetime) -> tuple[GrantCard, ...]:
    origin = Origin("CAMPAIGN", sheet.campaign_id)
    return live_grants_of(actor=actor, purpose=sheet.purpose, origin=origin, at=at)


def finish(
    actor: Actor, sheet: SheetToType, entry: Entry, at: datetime, *, differences: int
) -> Typed:
    author = Actor(user_id=sheet.caller_id, roles=frozenset({Role.CALLER}))
    passed = passed_items(sheet, entry)
    card = card_of(actor, sheet, (*COPIED, FieldGroup.FACTS), at) if passed else None
    with transaction.atomic():
        opened = report(actor, author, sheet, entry.items, card, at) if card else None
        done = close_sheet(
            actor=actor,
            sheet_id=sheet.sheet_id,
            closing=entry.closing,
            called_at=entry.called_at,
            has_notice=entry.has_notice,
            differences_count=differences,
            at=at,
        )
        is_late = done is not None and done.is_late
        act_on_outcome(actor, sheet, entry, at, is_late=is_late)
    step = Step.LATE if is_late else Step.DONE
    return Typed(step, report_number=opened.number if opened else "")


def passed_items(sheet: SheetToType, entry: Entry) -> tuple[Difficulty, ...]:
    """What may be kept of her words; nothing when she refused meanwhile."""
    origin = Origin("CAMPAIGN", sheet.campaign_id)
    if has_objected(person=sheet.person, purpose=sheet.purpose, origin=origin):
        return ()
    return entry.items


def act_on_outcome(
    actor: Actor, sheet: SheetToType, entry: Entry, at: datetime, *, is_late: bool
) -> None:
    """A refusal and a death act on everything, as on the screen, late or not."""
    outcome = entry.closing.outcome if entry.closing else None
    if outcome is Outcome.OBJECTION and entry.scope is not None:
        object_everywhere(actor=actor, new=objection_of(sheet, entry.scope), at=at)
    if outcome is Outcome.DECEASED:
        if is_late:  # else the end of the call has asked the steward
            ask_steward_about(
                campaign_id=sheet.campaign_id,
                person=sheet.person,
                kind=TaskKind.DEATH,
                call_id=sheet.call_id,
                actor=actor,
                at=at,
            )
        stop_calls_of(person=sheet.person, reason=StopReason.DEATH, at=at)
        release_person(person=sheet.person, at=at)


def objection_of(sheet: SheetToType, scope: ObjectionScope) -> NewObjection:
    is_campaign = scope is ObjectionScope.CAMPAIGN
    return NewObjection(
        person=sheet.person,
        scope=scope,
        channel=Channel.PAPER,
        purpose=Purpose(sheet.purpose) if scope is ObjectionScope.PURPOSE else None,
        origin=Origin("CAMPAIGN", sheet.campaign_id) if is_campaign else None,
    )


def report(
    actor: Actor,
    author: Actor,
    sheet: SheetToType,
    items: tuple[Difficulty, ...],
    card: Card,
    at: datetime,
) -> OpenedReport:
    """Her difficulties, in her caller's name; what a later call has reported already is only added to."""
    origin = Origin("CALL", sheet.call_id)
    new = tuple(NewItem(item.theme, item.severity, item.consent) for item in items)
    known = reports_from([origin])
    if known:
        opened = report_again(actor=author, report_id=known[0].report_id, items=new, at=at)
    else:
        opened = open_report(actor=author, new=new_report(sheet, card, origin, new), at=at)
    passed = {
        key: item
        for key, item in zip(opened.item_ids, items, strict=True)
        if item.consent is not Consent.NO
    }
    if passed:
        seal(actor, sheet, card, passed, at)
    return opened


def new_report(
    sheet: SheetToType, card: Card, origin: Origin, items: tuple[NewItem, ...]
) -> NewReport:
    return NewReport(
        person=sheet.person,
        register_id=sheet.register_id or 0,
        organization_id=sheet.organization_id,
        origin=origin,
        items=items,
        kit_version_id=sheet.kit_version_id,
        district=card.district,
        is_on_paper=True,
    )


def seal(
    actor: Actor, sheet: SheetToType, card: Card, passed: dict[int, Difficulty], at: datetime
) -> None:
    copy_into(
        actor=actor,
        grant_id=writing_grant(actor, sheet, at),
        card=card,
        register_id=sheet.register_id or 0,
        groups=COPIED,
        at=at,
    )
    facts = Facts.opened(card.facts)
    for item_id, item in passed.items():
        facts = facts.with_item(item_id, item.facts)
    write(actor, sheet, FieldGroup.FACTS, facts.text(), at)


def write(actor: Actor, sheet: SheetToType, group: FieldGroup, text: str, at: datetime) -> None:
    store_text(
        actor=actor,
        grant_id=writing_grant(actor, sheet, at),
        register_id=sheet.register_id or 0,
        person=sheet.person,
        group=group,
        text=text,
        at=at,
    )


def writing_grant(actor: Actor, sheet: SheetToType, at: datetime) -> int:
    grants = grants_of(actor, sheet, at)
    found = next((one for one in grants if sheet.register_id in one.registers), None)
    if found is None:
        raise Refused(Refusal.NO_SHEET)
    return found.grant_id
