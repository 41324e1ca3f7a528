"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from entremise.accounts.queries import host_organization
from entremise.solidarity.queries import budget
from entremise.solidarity.vocabulary.budget import EnvelopeCard, ExpenseState

Sample = Mapping[str, str | int]


def host_id() -> int:
    host = host_organization()
    return 0 if host is None else host.organization_id


def envelope_cards() -> list[EnvelopeCard]:
    body = host_id()
    years = budget.years_of(organization_id=body)
    return [card for year in years for card in budget.envelopes(organization_id=body, year=year)]


def an_envelope() -> Sample:
    return {"envelope_id": next(c.envelope_id for c in envelope_cards() if c.closed_at is None)}


def a_commitment() -> Sample:
    found = (
        one
        for card in envelope_cards()
        for one in budget.commitments_of(envelope_id=card.envelope_id)
        if one.left_cents
    )
    return {"commitment_id": next(found).commitment_id}


def an_expense() -> Sample:
    found = budget.expenses_to_approve(organization_id=host_id(), offset=0, size=1)
    return {"expense_id": found[0].expense_id}


def a_refused_one() -> Sample:
    body = host_id()
    return next(
        {"expense_id": one.expense_id}
        for year in budget.years_of(organization_id=body)
        for one in budget.expenses_of_year(organization_id=body, year=year)
        if one.state is ExpenseState.REFUSED and one.corrected_by is None
    )


def a_year() -> Sample:
    return {"year": budget.years_of(organization_id=host_id())[0]}


SAMPLES: dict[str, Callable[[], Sample]] = {
    **dict.fromkeys(
        ("budget:envelope", "budget:print", "budget:change", "budget:close", "budget:commit"),
        an_envelope,
    ),
    **dict.fromkeys(
        ("budget:commitment", "budget:free", "budget:report", "budget:spend"), a_commitment
    ),
    **dict.fromkeys(
        ("budget:expense", "budget:approve", "budget:refuse", "budget:receipt"), an_expense
    ),
    "budget:correct": a_refused_one,
    **dict.fromkeys(("budget:csv", "budget:xlsx"), a_year),
}
