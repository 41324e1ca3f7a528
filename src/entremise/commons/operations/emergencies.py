"""The lane for what nobody foresaw: two signatures, 72 hours, then a vote or nothing."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from entremise.accounts.queries import is_elected
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Decision, Register, Signature, UseRequest
from entremise.commons.operations.numbering import next_number
from entremise.commons.operations.uses import move, note, refuse_dates
from entremise.commons.operations.votes import begin_vote
from entremise.commons.queries.charters import list_rule
from entremise.commons.queries.registers import people_to_reach
from entremise.commons.queries.votes import has_needed_colleges
from entremise.commons.rules import basis_of, has_opinion, people_at_most, use_refusal
from entremise.commons.vocabulary.decisions import DecisionKind, Refusal
from entremise.commons.vocabulary.emergencies import EMERGENCY_HOURS, SAME_FACTS_FOR, NewEmergency
from entremise.commons.vocabulary.law import Basis, FieldGroup
from entremise.commons.vocabulary.uses import UseState
from entremise.kernel.errors import Refused

REASON_AT_LEAST = 20  # « aaa » is no reason
# The words of the charter and the groups they live in.
GROUP_OF_WORD = {
    "language": FieldGroup.CONTACT,
    "preferred_channel": FieldGroup.CONTACT,
} | {group.value: group for group in FieldGroup}


@transaction.atomic
def open_emergency(*, actor: Actor, new: NewEmergency, at: datetime) -> int:
    """Ask for the lane with a first signature; return the decision's id; refuse with `NOT_YOUR_TURN`, `REASONS_MISSING`, `NO_LEGAL_GROUND`, `NO_VOTE_NEEDED`, `FIELDS_TOO_WIDE`, `LEGAL_OPINION_MISSING`, `DATES_TOO_LONG`, `SAME_FACTS_AGAIN`."""
    if actor.user_id is None or not actor.has(Role.DECIDER):
        raise Refused(Refusal.NOT_YOUR_TURN)
    if len(new.reason.strip()) < REASON_AT_LEAST or len(new.facts.strip()) < REASON_AT_LEAST:
        raise Refused(Refusal.REASONS_MISSING)
    refuse_unlawful_emergency(new, at)
    refuse_dates(at, new.ends_at, at)
    number = next_number(Decision, "D", at)  # two at once wait here for each other
    digest = facts_digest(new)
    former = Decision.objects.filter(
        facts_digest=digest, kind=DecisionKind.EMERGENCY, decided_at__gt=at - SAME_FACTS_FOR
    )
    if former.exists():
        raise Refused(Refusal.SAME_FACTS_AGAIN)
    row = Decision.objects.create(
        number=number,
        kind=DecisionKind.EMERGENCY,
        request=request_to_ratify(actor, new, at),
        title=new.title,
        purpose=new.purpose,
        registers=list(new.registers),
        groups=sorted(new.groups),
        people_cap=people_at_most(new.expected_people),
        reason=new.reason,
        facts_digest=digest,
        decided_at=at,
        expires_at=at + EMERGENCY_HOURS,
    )
    sign(row, actor, at)
    return row.pk


def refuse_unlawful_emergency(new: NewEmergency, at: datetime) -> None:
    words = list_rule("emergency_fields", at=at)
    crisis = {GROUP_OF_WORD[word] for word in words if word in GROUP_OF_WORD}
    if not new.groups <= crisis:
        raise Refused(Refusal.FIELDS_TOO_WIDE)
    registers = Register.objects.filter(pk__in=new.registers).order_by("pk")
    if not new.registers or len(registers) != len(set(new.registers)):
        raise Refused(Refusal.NO_LEGAL_GROUND)
    for register in registers:
        refusal = use_refusal(register, new.purpose, new.groups)
        if refusal is not None:
            raise Refused(refusal)
        basis = basis_of(register, new.purpose)
        if basis is Basis.DECISION_WITH_OPINION and not has_opinion(register):
            raise Refused(Refusal.LEGAL_OPINION_MISSING)


def facts_digest(new: NewEmergency) -> bytes:
    """The same facts, however spaced and cased, for the same purpose and registers."""
    facts = " ".join(new.facts.lower().split())
    return hashlib.sha256(f"{new.purpose}|{sorted(new.registers)}|{facts}".encode()).digest()


def request_to_ratify(actor: Actor, new: NewEmergency, at: datetime) -> UseRequest:
    """The request that the colleges vote on during the 72 hours; without publication delay."""
    row = UseRequest.objects.create(
        number=next_number(UseRequest, "U", at),
        title=new.title,
        requester_id=actor.user_id or 0,
        organization_id=actor.organization_id or 0,
        purpose=new.purpose,
        sentence=new.reason[:300],
        registers=list(new.registers),
        groups=sorted(new.groups),
        expected_people=new.expected_people,
        expected_source=new.facts[:200],
        counted_people=people_to_reach(register_ids=new.registers, purpose=new.purpose),
        counted_at=at,
        recipients="",
        legal_reference="",
        summary=f"{new.reason}\n\n{new.facts}",
        state=UseState.DRAFT,
        starts_at=at,
        ends_at=max(new.ends_at, at + timedelta(hours=1)),
        created_at=at,
    )
    note(row, actor, "", at)
    return row


@transaction.atomic
def sign_emergency(*, actor: Actor, decision_id: int, at: datetime) -> None:
    """The second signature opens the 72 hours and the vote; refuse with `NOT_YOUR_TURN`, `SAME_SIGNATORY`, `NEEDS_AN_ELECTED_SIGNATORY`, `EMERGENCY_OVER`."""
    row = Decision.objects.select_for_update().get(pk=decision_id)
    if actor.user_id is None or not actor.has(Role.DECIDER):
        raise Refused(Refusal.NOT_YOUR_TURN)
    if row.kind != DecisionKind.EMERGENCY or at >= row.decided_at + EMERGENCY_HOURS:
        raise Refused(Refusal.EMERGENCY_OVER)
    if row.starts_at is not None:
        raise Refused(Refusal.NOT_YOUR_TURN)
    first = Signature.objects.get(decision=row)
    if first.human_id == actor.human_id:
        raise Refused(Refusal.SAME_SIGNATORY)
    second = sign(row, actor, at)
    if not (first.is_elected or second.is_elected):
        raise Refused(Refusal.NEEDS_AN_ELECTED_SIGNATORY)
    row.starts_at, row.expires_at = at, at + EMERGENCY_HOURS
    row.save(update_fields=["starts_at", "expires_at"])
    open_ratification(row, actor, at)


def sign(row: Decision, actor: Actor, at: datetime) -> Signature:
    user_id = actor.user_id or 0
    return Signature.objects.create(
        decision=row,
        user_id=user_id,
        human_id=actor.human_id or 0,
        is_elected=is_elected(user_id=user_id),
        at=at,
    )


def open_ratification(row: Decision, actor: Actor, at: datetime) -> None:
    """The vote of the 72 hours; without colleges nobody can ratify, and the decision lapses alone."""
    request = UseRequest.objects.select_for_update().get(decision=row)
    request.published_at = request.submitted_at = at
    if has_needed_colleges(at, request):
        begin_vote(request, actor, row.expires_at, at)
    else:
        move(request, UseState.DELIBERATING, actor, at)
