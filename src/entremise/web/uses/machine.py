"""The public register for machines; its format is in docs/public-register.md."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from entremise.accounts.queries import organizations_by_id
from entremise.commons.queries.deletions import holds_alive
from entremise.commons.queries.registers import registers_by_id
from entremise.commons.queries.uses import uses_published
from entremise.commons.queries.votes import opinions_of
from entremise.commons.vocabulary.decisions import DecisionCard
from entremise.commons.vocabulary.deletions import HoldCard
from entremise.commons.vocabulary.emergencies import EmergencyCard
from entremise.commons.vocabulary.uses import PublicUse, UseCard
from entremise.commons.vocabulary.votes import Tally
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.visit import visit_of
from entremise.web.uses.numbers import counts_of
from entremise.web.uses.register import published
from entremise.web.uses.words import PURPOSES

FORMAT = "entremise-uses-1"
ALL = 100_000
Json = dict[str, object]


@audience(PUBLIC)
@require_safe
def list_uses(request: HttpRequest) -> HttpResponse:
    """Every published use, with the address of its own file."""
    at = visit_of(request).at
    uses = uses_published(at=at, limit=ALL)
    bodies = organizations_by_id({one.organization_id for one in uses})
    registers = registers_by_id({pk for one in uses for pk in one.registers})
    rows = [
        use_json(
            one,
            answerable=bodies[one.organization_id].name,
            lists=[registers[pk].plain_name for pk in one.registers if pk in registers],
        )
        | {"href": reverse("uses:use_json", args=[one.request_id])}
        for one in uses
    ]
    held = [held_json(one) for one in holds_alive(at=at)]
    return answer({"format": FORMAT, "at": moment(at), "uses": rows, "deletions_suspended": held})


def held_json(one: HoldCard) -> Json:
    """What is suspended, why, until when; never the sentence of whoever suspended it."""
    return {
        "list": one.register_title,
        "reason": one.reason,
        "by": one.role,
        "since": moment(one.placed_at),
        "until": moment(one.until),
    }


@audience(PUBLIC)
@require_safe
def one_use(request: HttpRequest, request_id: int) -> HttpResponse:
    """One use, whole: its examination, votes, words and numbers."""
    at = visit_of(request).at
    public, card = published(request_id, at)
    registers = registers_by_id(public.registers)
    body = organizations_by_id([public.organization_id])[public.organization_id]
    row = use_json(
        public,
        answerable=body.name,
        lists=[registers[pk].plain_name for pk in public.registers if pk in registers],
    )
    return answer(
        {"format": FORMAT, "at": moment(at)}
        | row
        | examined_json(card)
        | {
            "votes": [tally_json(tally) for tally in public.tallies],
            "opinions_of_ballots": [
                {"college": one.college, "choice": one.choice, "text": one.opinion}
                for one in opinions_of(request_id=request_id)
            ],
            "numbers": counts_of(public, at),
        }
    )


def answer(content: Json) -> HttpResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def use_json(one: PublicUse, *, answerable: str, lists: list[str]) -> Json:
    return {
        "number": one.number,
        "title": one.title,
        "sentence": one.sentence,
        "purpose": one.purpose,
        "purpose_in_words": str(PURPOSES[one.purpose]),
        "status": one.status,
        "answerable": answerable,
        "lists": lists,
        "fields": sorted(one.groups),
        "people_expected": one.expected_people,
        "published_at": moment(one.published_at),
        "vote_closes_at": moment(one.vote_closes_at),
        "decision": one.decision and decision_json(one.decision),
        "emergency": one.emergency and emergency_json(one.emergency),
    }


def decision_json(card: DecisionCard) -> Json:
    return {
        "number": card.number,
        "kind": card.kind,
        "people_at_most": card.people_cap,
        "decided_at": moment(card.decided_at),
        "starts_at": moment(card.starts_at),
        "expires_at": moment(card.expires_at),
        "waits_for_an_act": card.is_armed_by_activation,
        "conditions": card.conditions,
        "ended_at": moment(card.revoked_at),
        "end_reason": card.end_reason,
    }


def emergency_json(card: EmergencyCard) -> Json:
    return {
        "number": card.number,
        "reason": card.reason,
        "signatures": len(card.signatures),
        "starts_at": moment(card.starts_at),
        "expires_at": moment(card.expires_at),
        "end_reason": card.end_reason,
    }


def examined_json(card: UseCard) -> Json:
    return {
        "criterion": card.asked.criterion,
        "recipients": card.asked.recipients,
        "legal_reference": card.asked.legal_reference,
        "impact_assessment": card.asked.impact_assessment,
        "people_counted": card.counted_people,
        "people_counted_at": moment(card.counted_at),
        "renews": card.former_number,
        "evaluation": card.asked.evaluation,
        "opinion": card.opinion and {"verdict": card.opinion.verdict, "text": card.opinion.text},
        "gate": card.gate and {"verdict": card.gate.verdict, "reasons": card.gate.reasons},
        "summary": card.summary,
        "minutes": card.minutes,
    }


def tally_json(tally: Tally) -> Json:
    return {
        "college": tally.college,
        "members": tally.seats,
        "quorum": tally.quorum,
        "for": tally.yes,
        "against": tally.no,
        "abstained": tally.abstain,
        "stopped_by": tally.blocking,
    }


def moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
