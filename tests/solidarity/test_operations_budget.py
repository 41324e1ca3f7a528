from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from tests import make
from tests.make import budget as money
from tests.make.outreach import NOON

from entremise.accounts.vocabulary import Role
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.solidarity.models import BudgetStep, Commitment, Envelope, Expense, Receipt
from entremise.solidarity.operations.budget import (
    change_amount,
    close_envelope,
    free_money,
    note_report,
)
from entremise.solidarity.operations.expenses import (
    approve_expense,
    read_receipt,
    refuse_expense,
)
from entremise.solidarity.operations.receipts import opened
from entremise.solidarity.queries import budget
from entremise.solidarity.vocabulary.budget import (
    RECEIPT_BYTES,
    CommitmentKind,
    CommitmentState,
    ExpenseState,
    ReceiptKind,
    Refusal,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return money.hall()


@pytest.fixture
def held(hall):
    """A commitment of 400 € in an envelope of 1,000 €."""
    return money.commitment(hall.lead, money.envelope(hall.first))


def figures():
    card = budget.envelope(envelope_id=Envelope.objects.get().pk)
    return card.committed_cents, card.waiting_cents, card.paid_cents, card.left_cents


def refused(reason):
    return pytest.raises(Refused, match=f"^{reason}$")


def test_money_goes_from_the_envelope_to_a_payment_by_two_people(hall, held):
    expense_id = money.expense(hall.lead, held)
    assert figures() == (40_000, 10_000, 0, 60_000)

    answers = [
        approve_expense(actor=actor, expense_id=expense_id, at=NOON)
        for actor in (hall.first, hall.second)
    ]

    assert answers == [False, True]
    assert figures() == (40_000, 0, 10_000, 60_000)
    assert [one.step for one in budget.trace_of(envelope_id=Envelope.objects.get().pk)] == [
        "PAID",
        "APPROVED",
        "JUSTIFIED",
        "COMMITTED",
        "OPENED",
    ]


def test_an_envelope_and_a_commitment_give_what_they_hold_to_the_last_cent(hall):
    envelope_id = money.envelope(hall.first, 50_000)
    held = money.commitment(hall.lead, envelope_id, 50_000)
    money.expense(hall.lead, held, 50_000)

    with refused(Refusal.ENVELOPE_TOO_SMALL):
        money.commitment(hall.lead, envelope_id, 1)
    with refused(Refusal.COMMITMENT_TOO_SMALL):
        money.expense(hall.lead, held, 1)


def test_one_human_with_two_accounts_approves_once(hall, held):
    expense_id = money.expense(hall.lead, held)
    human = make.accounts.Human.objects.get(pk=hall.first.human_id)
    twin = make.actor(Role.DECIDER, organization=hall.body, user=make.user(human=human))
    approve_expense(actor=hall.first, expense_id=expense_id, at=NOON)

    with refused(Refusal.SAME_HUMAN):
        approve_expense(actor=twin, expense_id=expense_id, at=NOON)

    assert Expense.objects.get().state == ExpenseState.JUSTIFIED


def test_nobody_approves_what_she_entered_whatever_account_she_uses(hall, held):
    expense_id = money.expense(hall.lead, held)
    human = make.accounts.Human.objects.get(pk=hall.lead.human_id)
    twin = make.actor(Role.DECIDER, organization=hall.body, user=make.user(human=human))

    with refused(Refusal.OWN_EXPENSE):
        approve_expense(actor=twin, expense_id=expense_id, at=NOON)


def test_only_deciders_open_and_pay_and_they_do_not_spend(hall, held):
    expense_id = money.expense(hall.lead, held)
    stranger = make.actor(Role.DECIDER)
    partner = make.actor(Role.PARTNER, organization=hall.body)

    for actor in (hall.lead, stranger, partner):
        with refused(Refusal.NOT_YOUR_MONEY):
            approve_expense(actor=actor, expense_id=expense_id, at=NOON)
    for actor in (hall.first, stranger, partner):
        with refused(Refusal.NOT_YOUR_MONEY):
            money.commitment(actor, Envelope.objects.get().pk)
    with refused(Refusal.NOT_YOUR_MONEY):
        money.envelope(hall.lead)


def test_a_refused_expense_frees_its_money_and_is_corrected_once(hall, held):
    wrong = money.expense(hall.lead, held, 40_000)
    with refused(Refusal.REASON_MISSING):
        refuse_expense(actor=hall.first, expense_id=wrong, reason="  ", at=NOON)
    refuse_expense(actor=hall.first, expense_id=wrong, reason="Le montant ne va pas.", at=NOON)
    assert figures() == (40_000, 0, 0, 60_000)

    right = money.expense(hall.lead, held, 39_000, corrects=wrong)

    assert budget.expense(expense_id=wrong).corrected_by == right
    with refused(Refusal.ALREADY_CORRECTED):
        money.expense(hall.lead, held, 100, corrects=wrong)
    with refused(Refusal.EXPENSE_OVER):
        approve_expense(actor=hall.second, expense_id=wrong, at=NOON)


def test_a_cancelled_commitment_gives_all_back_a_settled_one_gives_its_rest(hall, held):
    assert free_money(actor=hall.lead, commitment_id=held, reason="Annulé", at=NOON) == 40_000
    assert budget.commitment(commitment_id=held).state is CommitmentState.CANCELLED
    other = money.commitment(hall.lead, Envelope.objects.get().pk, 100_000)
    expense_id = money.expense(hall.lead, other, 30_000)
    with refused(Refusal.EXPENSE_WAITING):
        free_money(actor=hall.lead, commitment_id=other, reason="Moins cher", at=NOON)
    for actor in (hall.first, hall.second):
        approve_expense(actor=actor, expense_id=expense_id, at=NOON)

    given_back = free_money(actor=hall.lead, commitment_id=other, reason="Moins cher", at=NOON)

    assert given_back == 70_000
    assert budget.commitment(commitment_id=other).state is CommitmentState.SETTLED
    assert figures() == (30_000, 0, 30_000, 70_000)
    with refused(Refusal.COMMITMENT_OVER):
        money.expense(hall.lead, other, 1)


def test_a_micro_grant_has_its_agreement_and_a_report(hall):
    envelope_id = money.envelope(hall.first)
    with refused(Refusal.AGREEMENT_MISSING):
        money.commitment(hall.lead, envelope_id, kind=CommitmentKind.MICRO_GRANT)
    granted = money.commitment(
        hall.lead,
        envelope_id,
        kind=CommitmentKind.MICRO_GRANT,
        agreed_on=date(2026, 5, 1),
        report_due_on=date(2026, 12, 1),
    )

    note_report(actor=hall.lead, commitment_id=granted, reported_on=date(2026, 11, 3), at=NOON)

    assert budget.commitment(commitment_id=granted).reported_on == date(2026, 11, 3)


def test_an_amount_changes_with_a_reason_and_never_below_what_is_committed(hall, held):
    given = {"actor": hall.first, "envelope_id": Envelope.objects.get().pk, "at": NOON}
    with refused(Refusal.BELOW_COMMITTED):
        change_amount(**given, amount_cents=39_999, reason="Moins")
    change_amount(**given, amount_cents=40_000, reason="Décision modificative 2")
    close_envelope(**given, reason="Fin de l'année")

    with refused(Refusal.ENVELOPE_CLOSED):
        money.commitment(hall.lead, given["envelope_id"], 1)
    money.expense(hall.lead, held)
    assert figures() == (40_000, 10_000, 0, 0)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(money.PDF, "PDF"), (money.PNG, "PNG"), (money.JPEG, "JPEG")],
)
def test_a_receipt_is_known_by_its_content_and_comes_back_whole(hall, held, data, kind):
    expense_id = money.expense(hall.lead, held, receipt=data)

    file = read_receipt(actor=hall.first, expense_id=expense_id, at=NOON)

    assert (file.kind, file.data) == (ReceiptKind(kind), data)
    assert BudgetStep.objects.latest("pk").step == "RECEIPT_READ"


def test_a_receipt_is_kept_encrypted_and_bound_to_its_expense(hall, held):
    one, two = money.expense(hall.lead, held, 100), money.expense(hall.lead, held, 200)
    kept = {row.expense_id: bytes(row.ciphertext) for row in Receipt.objects.all()}
    assert not any(b"Canari" in data or b"PDF" in data for data in kept.values())

    assert opened(kept[one], one) == money.PDF
    with refused(Refusal.RECEIPT_DAMAGED):
        opened(kept[one], two)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html><script>alert(1)</script>", Refusal.RECEIPT_UNKNOWN_KIND),
        (b"", Refusal.RECEIPT_UNKNOWN_KIND),
        (b"%PDF-1.7 cut short", Refusal.RECEIPT_UNKNOWN_KIND),
        (b"MZ\x90\0%PDF-1.7 %%EOF", Refusal.RECEIPT_UNKNOWN_KIND),
        (money.PDF + b" " * RECEIPT_BYTES + b"%%EOF", Refusal.RECEIPT_TOO_LARGE),
    ],
)
def test_anything_else_is_no_receipt(hall, held, data, reason):
    with refused(reason):
        money.expense(hall.lead, held, receipt=data)

    assert (Expense.objects.count(), figures()[1]) == (0, 0)


def test_receipts_of_another_body_stay_closed(hall, held):
    expense_id = money.expense(hall.lead, held)

    with refused(Refusal.NOT_YOUR_MONEY):
        read_receipt(actor=make.actor(Role.DECIDER), expense_id=expense_id, at=NOON)


BEHIND_THE_OPERATIONS = {
    "commitments_never_exceed_the_envelope": "UPDATE solidarity_envelope SET amount_cents = 1",
    "expenses_never_exceed_the_commitment": "UPDATE solidarity_commitment SET claimed_cents = 50000",
    "nobody_approves_her_own_expense": "UPDATE solidarity_expense SET first_human_id = entered_human_id",
    "paid_is_approved_by_two": "UPDATE solidarity_expense SET state = 'PAID'",
    "rows of solidarity_commitment stay": "UPDATE solidarity_commitment SET amount_cents = 1",
    "rows of solidarity_expense stay": "DELETE FROM solidarity_expense",
    "rows of solidarity_budgetstep stay": "UPDATE solidarity_budgetstep SET user_id = user_id",
    "rows of solidarity_budgetstep  stay": "DELETE FROM solidarity_budgetstep",
    "rows of solidarity_receipt stay": "UPDATE solidarity_receipt SET ciphertext = ''",
}


@pytest.mark.parametrize(("rule", "statement"), BEHIND_THE_OPERATIONS.items())
def test_the_database_holds_the_rules_by_itself(hall, held, rule, statement):
    money.expense(hall.lead, held)

    with (
        pytest.raises(IntegrityError, match=" ".join(rule.split())),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_sums_follow_the_rows_even_without_the_operations(hall, held):
    envelope = Envelope.objects.get()
    given = {"kind": "PURCHASE", "label": "x", "payee": "y", "committed_by_id": hall.lead.user_id}

    Commitment.objects.create(envelope=envelope, amount_cents=60_000, committed_at=NOON, **given)

    assert figures()[0] == 100_000
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.create(envelope=envelope, amount_cents=1, committed_at=NOON, **given)


def test_time_given_is_valued_beside_the_money_and_never_added(hall):
    action, other = (make.solidarity.action(organization=hall.body) for _ in range(2))
    for task in ("accueil", "cuisine"):
        make.solidarity.present(make.solidarity.helper(), action, task=task)
    make.solidarity.present(make.solidarity.helper(), other)
    make.solidarity.slot(action)

    envelope_id = money.envelope(hall.first, hour_cents=1_202, origin=Origin("ACTION", action.pk))

    card = budget.envelope(envelope_id=envelope_id)
    assert (card.minutes_given, card.time_cents) == (360, 7_212)
    assert (card.amount_cents, card.left_cents) == (100_000, 100_000)


def test_an_envelope_without_action_or_value_values_nothing(hall):
    action = make.solidarity.action(organization=hall.body)
    make.solidarity.present(make.solidarity.helper(), action)

    bare = money.envelope(hall.first, hour_cents=1_202)
    unvalued = money.envelope(hall.first, origin=Origin("ACTION", action.pk))

    cards = [budget.envelope(envelope_id=one) for one in (bare, unvalued)]
    assert [(one.minutes_given, one.time_cents) for one in cards] == [(0, 0), (180, 0)]
