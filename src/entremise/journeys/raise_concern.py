"""Somebody is worried during a meeting, or a need asks for a service: a report opens, and the need stays with its owner, dated."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.engines.danger import sounds_like_danger
from entremise.journeys.aid_categories import KIT
from entremise.journeys.ask_for_help import one_at_a_time
from entremise.journeys.ask_helper import asked_pairs, thank
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.journeys.report_card import note_of_item
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.kits.queries import current_version_id
from entremise.mutual_aid.operations.introductions import ORIGIN as MEETING
from entremise.mutual_aid.operations.introductions import end_meeting
from entremise.mutual_aid.operations.reports import note_concern, orient_need
from entremise.mutual_aid.queries.matching import introduction
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.matching import Outcome
from entremise.mutual_aid.vocabulary.needs import NeedCard
from entremise.people.vault.notes import NewNote, Reader, keep_note
from entremise.referral.operations.reports import open_report, report_again
from entremise.referral.queries.reports import report, reports_from
from entremise.referral.vocabulary.facts import Facts, ItemFacts
from entremise.referral.vocabulary.reports import Consent, NewItem, NewReport, ReportCard

DANGER: Final = 1


@dataclass(frozen=True, slots=True)
class Concern:
    """What worries, by themes of the kit; without consent its words are not kept."""

    themes: tuple[str, ...]
    severity: int
    consent: Consent
    facts: ItemFacts
    ends_meeting: bool = False

    @property
    def gravity(self) -> int:
        return DANGER if sounds_like_danger(self.facts.said) else self.severity


@transaction.atomic
def raise_concern(
    *,
    actor: Actor,
    introduction_id: int,
    concern: Concern,
    at: datetime,
    pass_id: UUID | None = None,
) -> ReportCard:
    """Open a report of the person of the need, and tell the desk; refuse with `NOT_OPEN`, `NOT_YOURS`, `WRONG_STATE`, `NOT_AVAILABLE`.

    Without account it is the person herself, with the pass of her own words."""
    wanted = need(introduction(introduction_id).need_id)
    opened = reported(actor, pass_id, wanted, Origin(MEETING, introduction_id), concern, at)
    note_concern(
        actor=actor,
        introduction_id=introduction_id,
        number=opened.number,
        next_on=localdate(opened.due_at),
        is_danger=concern.gravity == DANGER,
        at=at,
    )
    if concern.ends_meeting:
        end_meeting(actor=actor, introduction_id=introduction_id, outcome=Outcome.CONCERN, at=at)
    return opened


@transaction.atomic
def orient_to_service(*, actor: Actor, need_id: int, concern: Concern, at: datetime) -> ReportCard:
    """The owner of a need asks the orienteurs for a service; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`, `NOT_AVAILABLE`."""
    opened = reported(actor, None, need(need_id), Origin(Thing.NEED, need_id), concern, at)
    next_on, asked = localdate(opened.due_at), asked_pairs(need_id)
    orient_need(actor=actor, need_id=need_id, next_on=next_on, at=at)
    thank(asked, at)
    return opened


def reported(
    actor: Actor,
    pass_id: UUID | None,
    wanted: NeedCard,
    origin: Origin,
    concern: Concern,
    at: datetime,
) -> ReportCard:
    """The report, or what comes on top of the one that this origin has given, with its words sealed for who takes it."""
    one_at_a_time(wanted.key)  # the helper and the person may be worried in the same minute
    register_id = aid_ground(at).register_id
    items = tuple(
        NewItem(theme, concern.gravity, concern.consent) for theme in dict.fromkeys(concern.themes)
    )
    known = reports_from([origin])
    if known:
        opened = report_again(actor=actor, report_id=known[0].report_id, items=items, at=at)
    else:
        new = new_report(wanted, register_id, origin, items)
        opened = open_report(actor=actor, new=new, at=at)
    if concern.consent is not Consent.NO:
        item_id = opened.item_ids[0]
        keep_note(
            by=writer(actor, pass_id, register_id, at),
            new=NewNote(
                id=note_of_item(item_id),
                register_id=register_id,
                person=wanted.person,
                origin=Origin("REPORT", opened.report_id),
                group=FieldGroup.FACTS,
                role=Role.ORIENTEUR,
                is_by_person=actor.user_id is None,
                helper_id=actor.user_id,
            ),
            text=Facts({item_id: concern.facts}).text(),
            at=at,
        )
    return report(report_id=opened.report_id)


def new_report(
    wanted: NeedCard, register_id: int, origin: Origin, items: tuple[NewItem, ...]
) -> NewReport:
    host = host_organization()
    if host is None:
        raise Refused(Denial.NOT_AVAILABLE)
    return NewReport(
        person=wanted.person,
        register_id=register_id,
        organization_id=host.organization_id,
        origin=origin,
        items=items,
        kit_version_id=current_version_id(code=KIT),
        district=wanted.district,
    )


def writer(actor: Actor, pass_id: UUID | None, register_id: int, at: datetime) -> Reader:
    """Whoever writes a note of mutual aid, with her grants or her pass."""
    found = live_grants_of(actor=actor, purpose=Purpose.MATCH_NEED, register_id=register_id, at=at)
    return Reader(actor, tuple(grant.grant_id for grant in found), pass_id)
