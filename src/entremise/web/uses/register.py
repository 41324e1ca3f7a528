"""What everybody may read: each use, its debate, its votes, its numbers, its minutes."""

from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.queries import organizations_by_id
from entremise.commons.queries.deletions import holds_alive
from entremise.commons.queries.exports import exports_built
from entremise.commons.queries.uses import (
    use,
    use_published,
    uses_published,
    uses_published_count,
)
from entremise.commons.queries.votes import opinions_of
from entremise.commons.vocabulary.uses import PublicUse, UseCard
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.paper import public_sheet
from entremise.web.shell.visit import visit_of
from entremise.web.uses.lines import (
    COUNTED,
    Fact,
    colleges_of,
    counted_of,
    debate_of,
    fields_of,
    names_of,
)
from entremise.web.uses.numbers import numbers_of, shown
from entremise.web.uses.words import (
    CHOICES,
    COLLEGES,
    HOLD_REASONS,
    OPINIONS,
    PURPOSES,
    STATUSES,
    USE_STATES,
    VERDICTS,
)


@audience(PUBLIC)
@require_safe
def show_register(request: HttpRequest) -> HttpResponse:
    at = visit_of(request).at
    pages = Pages(page_number(request), uses_published_count())
    uses = uses_published(at=at, skip=pages.offset, limit=pages.size)
    lines = [line_of(one) for one in uses]
    files, people = exports_built(since=at - timedelta(days=365))
    return page(
        request,
        "uses/register.html",
        lines=lines,
        pages=pages,
        query=kept_filters(request),
        files=files,
        people=shown(people) or _("fewer than 11"),
        held=[(one, HOLD_REASONS[one.reason]) for one in holds_alive(at=at)],
    )


def line_of(one: PublicUse) -> dict[str, object]:
    word, kind = STATUSES[one.status]
    return {"use": one, "word": word, "kind": kind, "purpose": PURPOSES[one.purpose]}


def published(request_id: int, at: datetime) -> tuple[PublicUse, UseCard]:
    """A use that everybody may read; not found otherwise."""
    found = use_published(request_id, at=at)
    if found is None:
        raise Http404
    return found, use(request_id)


@audience(PUBLIC)
@require_safe
def show_use(request: HttpRequest, request_id: int) -> HttpResponse:
    at = visit_of(request).at
    public, card = published(request_id, at)
    word, kind = STATUSES[public.status]
    return page(
        request,
        "uses/use.html",
        use=public,
        card=card,
        word=word,
        kind=kind,
        facts=facts_of_use(public, card),
        opinion=card.opinion and (OPINIONS[card.opinion.verdict], card.opinion.text),
        gate=card.gate and (VERDICTS[card.gate.verdict], card.gate.reasons),
        colleges=colleges_of(public.tallies),
        numbers=numbers_of(public, at),
        debate=debate_of(request_id),
        said=said_of(request_id),
    )


def said_of(request_id: int) -> list[tuple[object, object, str]]:
    return [
        (COLLEGES[one.college], CHOICES[one.choice], one.opinion)
        for one in opinions_of(request_id=request_id)
    ]


def facts_of_use(public: PublicUse, card: UseCard) -> tuple[Fact, ...]:
    body = organizations_by_id([public.organization_id]).get(public.organization_id)
    decision, emergency, asked = public.decision, public.emergency, card.asked
    ended = (decision.end_reason if decision else "") or (emergency.end_reason if emergency else "")
    lines: tuple[Fact, ...] = (
        (_("Answerable"), body.name if body else ""),
        (_("Purpose"), PURPOSES[public.purpose]),
        (_("Lists used"), names_of(public.registers)),
        (_("Fields read"), fields_of(public.groups)),
        (_("Who may read"), asked.recipients),
        (_("Legal reference"), asked.legal_reference),
        (_("Choice of the people"), asked.criterion),
        (_("People expected"), public.expected_people),
        (_("Counted by the machine"), counted_of(card)),
        (_("Decision"), decision.number if decision else ""),
        (_("People at most"), decision.people_cap if decision else ""),
        (_("Conditions"), decision.conditions if decision else ""),
        (_("Reason of the emergency"), emergency.reason if emergency else ""),
        (_("Why it ended early"), ended),
        (_("Renews"), card.former_number),
        (_("What came of the former use"), asked.evaluation),
    )
    return tuple((label, value) for label, value in lines if value)


@audience(PUBLIC)
@require_safe
def show_minutes(request: HttpRequest, request_id: int) -> HttpResponse:
    """The minutes of a vote that is counted, on paper."""
    public, card = published(request_id, visit_of(request).at)
    if card.state not in COUNTED or card.vote_opens_at is None:
        raise Http404
    return public_sheet(
        request,
        "uses/minutes.html",
        file="proces-verbal",
        use=public,
        card=card,
        outcome=str(USE_STATES[card.state]).capitalize(),
        counted_at=next(step.at for step in card.steps if step.after is card.state),
        facts=facts_of_use(public, card),
        colleges=colleges_of(public.tallies),
        debate=debate_of(request_id),
        said=said_of(request_id),
    )
