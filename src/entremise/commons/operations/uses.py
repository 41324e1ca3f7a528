"""A use is asked for, judged against the law, and published before anybody votes."""

from datetime import datetime, timedelta

from django.db import transaction

from entremise.accounts.queries import humans_of
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Opinion, Register, UseRequest, UseStep
from entremise.commons.operations.numbering import next_number
from entremise.commons.queries.charters import number_rule
from entremise.commons.queries.registers import people_to_reach
from entremise.commons.rules import basis_of, has_opinion, needs_assessment, use_refusal
from entremise.commons.vocabulary.decisions import Refusal
from entremise.commons.vocabulary.law import Basis, FieldGroup, Purpose
from entremise.commons.vocabulary.uses import (
    EDITABLE,
    GateVerdict,
    NewOpinion,
    NewUse,
    OpinionVerdict,
    UseState,
    Verdict,
)
from entremise.kernel.errors import Refused

MAY_ASK = frozenset({Role.CAMPAIGN_LEAD, Role.STEWARD, Role.DECIDER})
AFTER_GATE = {
    GateVerdict.ADMISSIBLE: UseState.ADMISSIBLE,
    GateVerdict.RETURNED: UseState.RETURNED,
    GateVerdict.REFUSED: UseState.REFUSED,
}


@transaction.atomic
def draft_use(*, actor: Actor, new: NewUse, at: datetime) -> int:
    """Begin a request; return its id; refuse with `NOT_YOUR_TURN`."""
    if actor.user_id is None or actor.organization_id is None or not actor.roles & MAY_ASK:
        raise Refused(Refusal.NOT_YOUR_TURN)
    row = UseRequest(
        number=next_number(UseRequest, "U", at),
        requester_id=actor.user_id,
        organization_id=actor.organization_id,
        state=UseState.DRAFT,
        created_at=at,
    )
    fill(row, new)
    row.save()
    note(row, actor, "", at)
    return row.pk


@transaction.atomic
def change_use(*, actor: Actor, request_id: int, new: NewUse, at: datetime) -> None:
    """Change a draft or a returned request; refuse with `NOT_YOUR_TURN`."""
    row = request_of(actor, request_id)
    fill(row, new)
    row.save()


@transaction.atomic
def submit_use(*, actor: Actor, request_id: int, at: datetime) -> None:
    """Hand a request to the gate; refuse with `NOT_YOUR_TURN`, `NO_LEGAL_GROUND`, `NO_VOTE_NEEDED`, `FIELDS_TOO_WIDE`, `DATES_TOO_LONG`, `EVALUATION_MISSING`."""
    row = request_of(actor, request_id)
    refuse_unlawful(row)
    refuse_dates(row.starts_at, row.ends_at, at)
    row.counted_people = people_to_reach(register_ids=row.registers, purpose=Purpose(row.purpose))
    row.counted_at = row.submitted_at = at
    if row.former_id is not None and not row.evaluation.strip():
        raise Refused(Refusal.EVALUATION_MISSING)
    Opinion.objects.filter(request=row).delete()  # of a version that was returned
    row.gate_verdict, row.gate_by, row.gate_at, row.gate_reasons = "", None, None, ""
    move(row, UseState.SUBMITTED, actor, at)


def request_of(actor: Actor, request_id: int) -> UseRequest:
    row = UseRequest.objects.select_for_update().get(pk=request_id)
    if row.requester_id != actor.user_id or UseState(row.state) not in EDITABLE:
        raise Refused(Refusal.NOT_YOUR_TURN)
    return row


def refuse_unlawful(row: UseRequest) -> None:
    """What the law says of the request as it stands; asked again when votes are counted."""
    registers = Register.objects.filter(pk__in=row.registers).order_by("pk")
    groups = frozenset(FieldGroup(group) for group in row.groups)
    purpose = Purpose(row.purpose)
    if not row.registers or len(registers) != len(set(row.registers)):
        raise Refused(Refusal.NO_LEGAL_GROUND)
    for register in registers:
        refusal = use_refusal(register, purpose, groups)
        if refusal is not None:
            raise Refused(refusal)


def refuse_dates(starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    """What no decision could last; asked before the debate alone: a vote is never lost to its dates."""
    most = timedelta(days=number_rule("decision_days", at=at))
    if ends_at - starts_at > most or starts_at > at + most:
        raise Refused(Refusal.DATES_TOO_LONG)


@transaction.atomic
def give_opinion(*, actor: Actor, request_id: int, new: NewOpinion, at: datetime) -> None:
    """The DPO's written advice, which the legal officer must have read; refuse with `NOT_YOUR_TURN`, `SELF_APPROVAL`, `REASONS_MISSING`."""
    row = UseRequest.objects.select_for_update().get(pk=request_id)
    if actor.user_id is None or not actor.has(Role.DPO) or row.state != UseState.SUBMITTED:
        raise Refused(Refusal.NOT_YOUR_TURN)
    refuse_requester(row, actor.human_id)
    if not new.text.strip():
        raise Refused(Refusal.REASONS_MISSING)
    Opinion.objects.update_or_create(
        request=row,
        defaults={"user_id": actor.user_id, "verdict": new.verdict, "text": new.text, "at": at},
    )


@transaction.atomic
def decide_admissibility(*, actor: Actor, request_id: int, verdict: Verdict, at: datetime) -> None:
    """The legal officer's decision on the DPO's opinion; refuse with `NOT_YOUR_TURN`, `SELF_APPROVAL`, `OPINION_MISSING`, `REASONS_MISSING`, `IMPACT_ASSESSMENT_MISSING`, `LEGAL_OPINION_MISSING`, and what the law refuses."""
    row = UseRequest.objects.select_for_update().get(pk=request_id)
    if not actor.has(Role.LEGAL_OFFICER) or row.state != UseState.SUBMITTED:
        raise Refused(Refusal.NOT_YOUR_TURN)
    opinion = Opinion.objects.filter(request=row).first()
    if opinion is None:
        raise Refused(Refusal.OPINION_MISSING)
    humans = humans_of([row.requester_id, opinion.user_id])
    if actor.human_id in humans.values():
        raise Refused(Refusal.SELF_APPROVAL)
    refuse_gate(row, opinion, verdict, at)
    row.gate_verdict, row.gate_reasons = verdict.verdict, verdict.reasons
    row.gate_by_id, row.gate_at = actor.user_id, at
    move(row, AFTER_GATE[verdict.verdict], actor, at, verdict.reasons)


def refuse_requester(row: UseRequest, human_id: int | None) -> None:
    """Nobody examines, publishes, votes on or counts what she asked for, with any of her accounts."""
    if humans_of([row.requester_id])[row.requester_id] == human_id:
        raise Refused(Refusal.SELF_APPROVAL)


def refuse_gate(row: UseRequest, opinion: Opinion, verdict: Verdict, at: datetime) -> None:
    is_admissible = verdict.verdict is GateVerdict.ADMISSIBLE
    is_against = is_admissible and opinion.verdict == OpinionVerdict.UNFAVOURABLE
    if (is_against or not is_admissible) and not verdict.reasons.strip():
        raise Refused(Refusal.REASONS_MISSING)
    if not is_admissible:
        return
    refuse_unlawful(row)
    refuse_dates(row.starts_at, row.ends_at, at)
    if needs_assessment(row.groups) and not row.impact_assessment.strip():
        raise Refused(Refusal.IMPACT_ASSESSMENT_MISSING)
    for register in Register.objects.filter(pk__in=row.registers).order_by("pk"):
        basis = basis_of(register, Purpose(row.purpose))
        if basis is Basis.DECISION_WITH_OPINION and not has_opinion(register):
            raise Refused(Refusal.LEGAL_OPINION_MISSING)


@transaction.atomic
def publish_summary(*, actor: Actor, request_id: int, summary: str, at: datetime) -> None:
    """Open the debate with a summary that everybody may read; refuse with `NOT_YOUR_TURN`, `SELF_APPROVAL`, `REASONS_MISSING`."""
    row = UseRequest.objects.select_for_update().get(pk=request_id)
    if not actor.has(Role.LEGAL_OFFICER) or row.state != UseState.ADMISSIBLE:
        raise Refused(Refusal.NOT_YOUR_TURN)
    refuse_requester(row, actor.human_id)
    if not summary.strip():
        raise Refused(Refusal.REASONS_MISSING)
    row.summary, row.published_at = summary, at
    move(row, UseState.DELIBERATING, actor, at)


def fill(row: UseRequest, new: NewUse) -> None:
    row.title, row.purpose, row.sentence = new.title, new.purpose, new.sentence
    row.registers, row.groups = list(new.registers), sorted(new.groups)
    row.criterion = new.criterion
    row.expected_people, row.expected_source = new.expected_people, new.expected_source
    row.recipients, row.legal_reference = new.recipients, new.legal_reference
    row.compatibility, row.alternatives = new.compatibility, new.alternatives
    row.impact_assessment, row.is_standing = new.impact_assessment, new.is_standing
    row.starts_at, row.ends_at = new.starts_at, new.ends_at
    row.former_id, row.evaluation = new.former_id, new.evaluation


def move(row: UseRequest, after: UseState, actor: Actor, at: datetime, text: str = "") -> None:
    """Change the state, and leave the dated trace of it."""
    before, row.state = row.state, after
    row.save()
    note(row, actor, before, at, text)


def note(row: UseRequest, actor: Actor, before: str, at: datetime, text: str = "") -> None:
    UseStep.objects.create(
        request=row, at=at, user_id=actor.user_id, before=before, after=row.state, note=text
    )
