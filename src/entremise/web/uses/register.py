"""What everybody may read: each use, its votes and its numbers; the charter and its rules."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.queries import organizations_by_id
from entremise.commons.queries.access import access_counts
from entremise.commons.queries.charters import (
    charter_parts,
    charters_in_force,
    rule_words,
    shipped_rules,
)
from entremise.commons.queries.objections import objection_counts
from entremise.commons.queries.uses import use_published, uses_published, uses_published_count
from entremise.commons.queries.votes import opinions_of
from entremise.commons.vocabulary.charters import RuleCard
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.commons.vocabulary.uses import PublicUse
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.visit import visit_of
from entremise.web.uses.lines import Fact, colleges_of, fields_of, names_of
from entremise.web.uses.words import CHOICES, COLLEGES, GROUPS, PURPOSES, STATUSES

FEW = 11  # smaller numbers could point to somebody


@audience(PUBLIC)
@require_safe
def show_register(request: HttpRequest) -> HttpResponse:
    at = visit_of(request).at
    pages = Pages(page_number(request), uses_published_count())
    uses = uses_published(at=at, skip=pages.offset, limit=pages.size)
    lines = [line_of(use) for use in uses]
    return page(
        request, "uses/register.html", lines=lines, pages=pages, query=kept_filters(request)
    )


def line_of(use: PublicUse) -> dict[str, object]:
    word, kind = STATUSES[use.status]
    return {"use": use, "word": word, "kind": kind, "purpose": PURPOSES[use.purpose]}


@audience(PUBLIC)
@require_safe
def show_use(request: HttpRequest, request_id: int) -> HttpResponse:
    at = visit_of(request).at
    use = use_published(request_id, at=at)
    if use is None:
        raise Http404
    said = [
        (COLLEGES[one.college], CHOICES[one.choice], one.opinion)
        for one in opinions_of(request_id=request_id)
    ]
    return page(
        request,
        "uses/use.html",
        use=use,
        word=STATUSES[use.status][0],
        kind=STATUSES[use.status][1],
        facts=facts_of_use(use),
        colleges=colleges_of(use.tallies),
        numbers=numbers_of(use, at),
        said=said,
    )


def facts_of_use(use: PublicUse) -> tuple[Fact, ...]:
    body = organizations_by_id([use.organization_id]).get(use.organization_id)
    conditions = use.decision.conditions if use.decision else ""
    lines: tuple[Fact, ...] = (
        (_("Answerable"), body.name if body else ""),
        (_("Purpose"), PURPOSES[use.purpose]),
        (_("Lists used"), names_of(use.registers)),
        (_("Fields read"), fields_of(use.groups)),
        (_("People expected"), use.expected_people),
        (_("Decision"), use.decision.number if use.decision else ""),
        (_("Conditions"), conditions),
        (_("Reason of the emergency"), use.emergency.reason if use.emergency else ""),
    )
    return tuple((label, value) for label, value in lines if value)


def numbers_of(use: PublicUse, at: datetime) -> tuple[tuple[str, str], ...]:
    """Readings and refusals since the use began; a small number is not shown."""
    since = begun_at(use)
    if since is None or since >= at:
        return ()
    counts = access_counts(since=since, until=at, purpose=use.purpose)
    refusals = sum(objection_counts(since, at).values())
    return (
        (_("People whose data was read"), hidden(counts.people)),
        (_("Readings"), hidden(counts.opened)),
        (_("Readings refused by the machine"), hidden(counts.refused)),
        (_("People who said no, all uses together"), hidden(refusals)),
    )


def begun_at(use: PublicUse) -> datetime | None:
    if use.emergency is not None and use.emergency.starts_at is not None:
        return use.emergency.starts_at
    return use.decision.starts_at if use.decision else None


def hidden(count: int) -> str:
    return str(count) if count == 0 or count >= FEW else _("fewer than 11")


@audience(PUBLIC)
@require_safe
def show_charter(request: HttpRequest) -> HttpResponse:
    charters = charters_in_force(at=visit_of(request).at)
    bodies = organizations_by_id([card.organization_id for card in charters])
    shown = [
        {
            "card": card,
            "body": bodies[card.organization_id].name,
            "parts": parts_of(card.rules, bodies[card.organization_id].name_after_de),
        }
        for card in charters
    ]
    return page(
        request,
        "uses/charter.html",
        charters=shown,
        shipped=parts_of(shipped_rules(), _("of our community")),
    )


Line = tuple[str, str, str, str]


def parts_of(rules: tuple[RuleCard, ...], of_body: str) -> list[tuple[str, str, list[Line]]]:
    """Title, words for everybody, and rules (label, code, value, law) of each part."""
    return [
        (
            part.title,
            part.text.replace("de {collectivite}", of_body),
            [line_of_rule(rule) for rule in rules if rule.code in part.codes],
        )
        for part in charter_parts()
    ]


def line_of_rule(rule: RuleCard) -> Line:
    words = rule_words()[rule.code]
    shipped = next((one.value for one in shipped_rules() if one.key == rule.key), None)
    if rule.value == shipped:
        return rule.label, rule.code, words.default, words.law
    label = rule.label
    purpose = rule.key.removeprefix("groups.")
    if purpose in Purpose.__members__:
        label = f"{label} : {PURPOSES[Purpose(purpose)]}"
    return label, rule.code, value_in_words(rule.value), words.law


def value_in_words(value: object) -> str:
    """A value that a community has set, as it can be read aloud."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return " ; ".join(str(part) for part in value.values())
    if isinstance(value, list | tuple):
        return ", ".join(
            str(GROUPS[FieldGroup(item)]) if item in set(FieldGroup) else str(item)
            for item in value
        )
    return str(value)
