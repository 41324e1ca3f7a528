"""Two people spend the same money at the same moment, on two connections: it is spent once."""

from collections import Counter

import pytest
from tests.make import budget as money
from tests.make.outreach import NOON
from tests.races.test_next_call import together

from entremise.kernel.errors import Refused
from entremise.solidarity.models import Envelope, Expense
from entremise.solidarity.operations.expenses import approve_expense, refuse_expense
from entremise.solidarity.queries import budget
from entremise.solidarity.vocabulary.budget import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def answer_of(work) -> str:
    try:
        work()
    except Refused as refused:
        return refused.reason.value
    return "done"


def test_an_envelope_is_committed_once_however_many_ask():
    hall = money.hall()
    envelope_id = money.envelope(hall.first, 100_000)

    answers = together(
        8, lambda _: answer_of(lambda: money.commitment(hall.lead, envelope_id, 60_000))
    )

    assert Counter(answers) == {"done": 1, Refusal.ENVELOPE_TOO_SMALL: 7}
    assert Envelope.objects.get().committed_cents == 60_000


def test_a_commitment_is_spent_once_however_many_ask():
    hall = money.hall()
    held = money.commitment(hall.lead, money.envelope(hall.first), 40_000)

    answers = together(6, lambda _: answer_of(lambda: money.expense(hall.lead, held, 30_000)))

    assert Counter(answers) == {"done": 1, Refusal.COMMITMENT_TOO_SMALL: 5}
    assert budget.commitment(commitment_id=held).waiting_cents == 30_000


def test_one_human_who_approves_twice_at_once_has_approved_once():
    hall = money.hall()
    held = money.commitment(hall.lead, money.envelope(hall.first))
    expense_id = money.expense(hall.lead, held)

    answers = together(
        2,
        lambda _: answer_of(
            lambda: approve_expense(actor=hall.first, expense_id=expense_id, at=NOON)
        ),
    )

    assert sorted(answers) == [Refusal.SAME_HUMAN, "done"]
    assert Expense.objects.get().state == "JUSTIFIED"


def test_a_second_approval_and_a_refusal_at_once_one_of_them_stands():
    hall = money.hall()
    held = money.commitment(hall.lead, money.envelope(hall.first))
    expense_id = money.expense(hall.lead, held)
    approve_expense(actor=hall.first, expense_id=expense_id, at=NOON)
    given = {"actor": hall.second, "expense_id": expense_id, "at": NOON}
    works = (
        lambda: approve_expense(**given),
        lambda: refuse_expense(**given, reason="Facture d'une autre action."),
    )

    answers = together(2, lambda number: answer_of(works[number]))

    assert sorted(answers) == [Refusal.EXPENSE_OVER, "done"]
    assert (Expense.objects.get().state == "PAID") == (answers[0] == "done")
