"""Builders of needs, offers, pairs and meetings; a need waits for the desk unless the test says otherwise."""

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count

from tests.make import accounts, commons
from tests.make.people import LUCIENNE

from entremise.accounts.models import Organization
from entremise.accounts.vocabulary import RESIDENT, SYSTEM, Actor, Role
from entremise.commons.vocabulary.access import RegistrationMode
from entremise.commons.vocabulary.law import FIELDS_AT_MOST, Purpose, RegisterKind
from entremise.journeys.open_mutual_aid import open_mutual_aid
from entremise.mutual_aid.models import Introduction, Membership, Need, Offer
from entremise.mutual_aid.operations.introductions import agree_as_person
from entremise.mutual_aid.operations.needs import (
    Understood,
    receive_need,
    take_need,
    understand_need,
)
from entremise.mutual_aid.operations.offers import accept_offer, receive_offer
from entremise.mutual_aid.operations.proposals import accept_proposal, propose_pair
from entremise.mutual_aid.vocabulary.common import Channel, Spot
from entremise.mutual_aid.vocabulary.matching import Author, NewProposal
from entremise.mutual_aid.vocabulary.needs import NewNeed, Urgency, When
from entremise.mutual_aid.vocabulary.offers import NewOffer, OfferKind
from entremise.mutual_aid.vocabulary.words import Words
from entremise.people.vault import store_sheet
from entremise.people.vocabulary import Sheet

NOON = datetime(2026, 7, 16, 9, tzinfo=UTC)
TODAY = date(2026, 7, 16)
BUTTE = Spot(46.5071, 3.2093, "Q3")
numbers = count(1)


def go_between() -> Actor:
    return accounts.actor(Role.GO_BETWEEN)


def new_need(**given: object) -> NewNeed:
    defaults: dict[str, object] = {
        "key": uuid.uuid4(),
        "person": uuid.uuid4(),
        "category": "courses",
        "channel": Channel.FORM,
        "spot": BUTTE,
        "is_shown": True,
    }
    return NewNeed(**(defaults | given))


def need(**given: object) -> Need:
    """As a resident sends it."""
    return Need.objects.get(pk=receive_need(actor=RESIDENT, new=new_need(**given), at=NOON))


def owned_need(owner: Actor, **given: object) -> Need:
    """Taken and understood by an agent: an offer may be proposed."""
    row = need(**given)
    take_need(actor=owner, need_id=row.pk, at=NOON)
    what = Understood(
        row.category, Urgency.SOON, When(), is_shown=True, sentence="Faire des courses."
    )
    understand_need(actor=owner, need_id=row.pk, what=what, at=NOON)
    row.refresh_from_db()
    return row


def new_offer(**given: object) -> NewOffer:
    defaults: dict[str, object] = {
        "key": uuid.uuid4(),
        "person": uuid.uuid4(),
        "kind": OfferKind.STANDING,
        "channel": Channel.FORM,
        "categories": ("courses",),
        "spot": BUTTE,
        "radius_m": 2000,
    }
    return NewOffer(**(defaults | given))


def waiting_offer(**given: object) -> Offer:
    return Offer.objects.get(pk=receive_offer(actor=RESIDENT, new=new_offer(**given), at=NOON))


def offer(**given: object) -> Offer:
    """Accepted by the desk."""
    row = waiting_offer(**given)
    accept_offer(actor=go_between(), offer_id=row.pk, at=NOON)
    row.refresh_from_db()
    return row


def helper() -> Actor:
    return accounts.actor(Role.CONTRIBUTOR)


def sent_pair(owner: Actor, need_row: Need, offer_row: Offer) -> int:
    """A proposal that the helper is asked about."""
    new = NewProposal(need_row.pk, offer_row.pk, Author.AGENT, 300)
    return propose_pair(actor=owner, new=new, at=NOON)


def meeting(owner: Actor, need_row: Need, offer_row: Offer) -> Introduction:
    """The helper said yes; the person has not been asked yet."""
    proposal_id = sent_pair(owner, need_row, offer_row)
    return Introduction.objects.get(
        pk=accept_proposal(actor=owner, proposal_id=proposal_id, at=NOON)
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """An open desk of mutual aid: its register, two go-betweens, a helper with an account."""

    register_id: int
    owner: Actor
    colleague: Actor
    helper: Actor
    partner: Actor


def desk(*also: Purpose) -> Desk:
    """Opened by a decision in force; rows by the real clock, as the seal reads it."""
    host = commons.host_id()
    register_id = commons.register(
        RegisterKind.VOLUNTARY, agreed_purposes=(Purpose.MATCH_NEED, Purpose.REFERRAL, *also)
    )
    commons.decision(
        purpose=Purpose.MATCH_NEED,
        registers=[register_id],
        groups=sorted(FIELDS_AT_MOST[Purpose.MATCH_NEED]),
    )
    open_mutual_aid(actor=SYSTEM, at=commons.now())
    body = Organization.objects.get(pk=host)
    partner = accounts.actor(Role.PARTNER)
    works_with(partner.organization_id or 0)
    owner, colleague = (accounts.actor(Role.GO_BETWEEN, organization=body) for _ in range(2))
    return Desk(
        register_id=register_id,
        owner=owner,
        colleague=colleague,
        helper=accounts.actor(Role.CONTRIBUTOR, organization=body),
        partner=partner,
    )


def works_with(organization_id: int) -> Membership:
    """An association that the desk has met and works with."""
    return Membership.objects.create(
        organization_id=organization_id,
        state="ACTIVE",
        asked_at=NOON,
        met_on=TODAY,
        active_at=NOON,
    )


def asked_by(register_id: int, sheet: Sheet = LUCIENNE, **given: object) -> Need:
    """A need of somebody whose sheet is sealed, as a resident sends both."""
    at, key = commons.now(), uuid.uuid4()
    words = Words().with_text(key, "Je ne peux plus porter mes courses.")
    person = store_sheet(
        actor=RESIDENT,
        grant_id=None,
        register_id=register_id,
        sheet=replace(sheet, free_text=words.text(), quality=""),
        mode=RegistrationMode.SELF,
        at=at,
    )
    new = new_need(key=key, person=person, **given)
    return Need.objects.get(pk=receive_need(actor=RESIDENT, new=new, at=at))


def introduced(desk: Desk, need_row: Need, *, is_agreed: bool = True) -> int:
    """The helper of the desk said yes, and the person too if the test says so; by the real clock."""
    at = commons.now()
    take_need(actor=desk.owner, need_id=need_row.pk, at=at)
    what = Understood("courses", Urgency.SOON, When(), is_shown=True, sentence="Des courses.")
    understand_need(actor=desk.owner, need_id=need_row.pk, what=what, at=at)
    offer_row = waiting_offer(user_id=desk.helper.user_id)
    accept_offer(actor=desk.owner, offer_id=offer_row.pk, at=at)
    asked = sent_pair(desk.owner, need_row, offer_row)
    met = accept_proposal(actor=desk.helper, proposal_id=asked, at=at)
    if is_agreed:
        agree_as_person(actor=RESIDENT, introduction_id=met, at=at)
    return met


def offered_by(register_id: int, sheet: Sheet = LUCIENNE, **given: object) -> Offer:
    """An accepted offer of somebody whose sheet is sealed, as a resident sends both."""
    person = store_sheet(
        actor=RESIDENT,
        grant_id=None,
        register_id=register_id,
        sheet=replace(sheet, free_text="", quality=""),
        mode=RegistrationMode.SELF,
        at=commons.now(),
    )
    return offer(person=person, **given)
