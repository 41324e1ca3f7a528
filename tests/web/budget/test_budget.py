import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from python_calamine import load_workbook
from tests import make
from tests.make import budget as money
from tests.make import triage
from tests.make.outreach import NOON
from tests.make.reading import text

from entremise.accounts.vocabulary import Role
from entremise.solidarity.models import Commitment, Envelope, Expense
from entremise.solidarity.operations.budget import free_money
from entremise.solidarity.operations.expenses import approve_expense, refuse_expense
from entremise.solidarity.vocabulary.budget import CommitmentKind
from entremise.web.budget.forms import EurosField
from entremise.web.budget.words import euros, hours

pytestmark = pytest.mark.django_db
NEW = {
    "title": "Repas de quartier",
    "amount": "1 000",
    "year": "2026",
    "act_reference": "Délibération 2026-31",
}


@pytest.fixture
def hall():
    return money.hall()


def day(name, value):
    return {f"{name}_{part}": getattr(value, part) for part in ("day", "month", "year")}


def expense_data(receipt=money.PDF, name="facture.pdf", **given):
    file = SimpleUploadedFile(name, receipt, content_type="text/html")
    return {"label": "Dix tables", "amount": "100", "receipt": file} | (
        day("spent_on", date(2026, 7, 1)) | given
    )


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1250", 125_000),
        ("1 250,5", 125_050),
        ("1\u202f250,50\u00a0€", 125_050),
        ("0.01", 1),
        ("1.250", None),
        ("1,250.00", None),
        ("-5", None),
        ("0", None),
        ("douze", None),
        ("1e3", None),
        ("99999999999", None),
    ],
)
def test_an_amount_is_read_as_people_type_it_or_asked_again(typed, cents):
    field = EurosField()

    if cents is None:
        with pytest.raises(ValidationError, match="euros"):
            field.clean(typed)
    else:
        assert field.clean(typed) == cents


def test_money_is_said_in_french():
    said = [euros(125_050), euros(1_000_000_00), euros(-5), hours(90), hours(600)]

    assert said == ["1\u202f250,50\u00a0€", "1\u202f000\u202f000\u00a0€", "−0,05\u00a0€", "1\u00a0h\u00a030", "10\u00a0h"]  # fmt: skip


def test_an_envelope_opens_and_wrong_answers_are_kept(hall):
    browser = triage.browser(hall.first)
    wrong = browser.post(reverse("budget:open"), NEW | {"amount": "1.250"})
    assert wrong.status_code == 422
    assert 'value="1.250"' in wrong.content.decode()

    answer = browser.post(reverse("budget:open"), NEW, follow=True)

    assert "L'enveloppe est ouverte" in text(answer)
    assert Envelope.objects.get().amount_cents == 100_000


def test_a_micro_grant_asks_for_its_two_days(hall):
    url = reverse("budget:commit", args=[money.envelope(hall.first)])
    given = {"kind": "MICRO_GRANT", "label": "Jardin", "payee": "Collectif", "amount": "200"}
    browser = triage.browser(hall.lead)

    answer = browser.post(url, given)

    assert answer.status_code == 422
    assert "Écrivez le jour de la signature." in text(answer)
    late = given | day("agreed_on", date(2026, 7, 1)) | day("report_due_on", date(2026, 6, 1))
    assert "Le bilan vient après la convention." in text(browser.post(url, late))
    right = late | day("report_due_on", date(2026, 12, 1))
    assert browser.post(url, right).status_code == 302
    assert Commitment.objects.get().kind == CommitmentKind.MICRO_GRANT


@pytest.mark.parametrize("data", [b"<svg onload=alert(1)>", b"PK\x03\x04", money.PDF[:20]])
def test_a_file_that_is_no_receipt_is_said_beside_the_file(hall, data):
    held = money.commitment(hall.lead, money.envelope(hall.first))

    answer = triage.browser(hall.lead).post(
        reverse("budget:spend", args=[held]), expense_data(receipt=data)
    )

    assert answer.status_code == 422
    assert "ni un PDF, ni un PNG, ni un JPEG" in text(answer)
    assert not Expense.objects.exists()


def test_a_receipt_is_a_file_to_save_under_a_name_of_ours(hall):
    held = money.commitment(hall.lead, money.envelope(hall.first))
    browser = triage.browser(hall.lead)
    browser.post(reverse("budget:spend", args=[held]), expense_data(name="Mme Canari.html"))
    number = Expense.objects.get().pk

    answer = browser.get(reverse("budget:receipt", args=[number]))

    heads = answer.headers
    assert answer.content == money.PDF
    assert heads["Content-Disposition"] == f'attachment; filename="justificatif-D-{number:04d}.pdf"'
    assert (heads["Content-Type"], heads["X-Content-Type-Options"]) == (
        "application/pdf",
        "nosniff",
    )
    assert "sandbox" in heads["Content-Security-Policy"]
    assert "no-store" in heads["Cache-Control"]
    shown = browser.get(reverse("budget:expense", args=[number]))
    assert "Canari" not in text(shown)


def test_nobody_of_another_body_or_role_sees_a_line(hall):
    held = money.commitment(hall.lead, money.envelope(hall.first))
    number = money.expense(hall.lead, held)
    addresses = [
        reverse("budget:envelope", args=[Envelope.objects.get().pk]),
        reverse("budget:commitment", args=[held]),
        reverse("budget:expense", args=[number]),
        reverse("budget:receipt", args=[number]),
        reverse("budget:csv", args=[2026]),
        reverse("budget:xlsx", args=[2026]),
    ]
    foreign = triage.browser(make.actor(Role.DECIDER))
    partner = triage.browser(make.actor(Role.PARTNER, organization=hall.body))

    assert [foreign.get(one).status_code for one in addresses] == [404] * 6
    assert [partner.get(one).status_code for one in addresses] == [403] * 6
    assert {Client().get(one).status_code for one in addresses} == {302}


def test_the_same_human_is_refused_at_the_second_approval(hall):
    held = money.commitment(hall.lead, money.envelope(hall.first))
    url = reverse("budget:approve", args=[money.expense(hall.lead, held)])
    browser = triage.browser(hall.first)
    browser.post(url)

    answer = browser.post(url)

    assert answer.status_code == 403
    assert "Vous avez déjà approuvé cette dépense" in text(answer)
    done = triage.browser(hall.second).post(url, follow=True)
    assert "Approuvée par deux personnes" in text(done)


def test_a_refused_expense_is_corrected_from_what_was_typed(hall):
    held = money.commitment(hall.lead, money.envelope(hall.first))
    wrong = money.expense(hall.lead, held, 12_305)
    refuse_expense(actor=hall.first, expense_id=wrong, reason="Le reçu est coupé", at=NOON)
    browser, url = triage.browser(hall.lead), reverse("budget:correct", args=[wrong])

    asked = browser.get(url)
    form = asked.context["form"]
    typed = {name: form[name].value() for name in ("label", "amount", "spent_on")}
    given = typed | day("spent_on", typed["spent_on"])
    answer = browser.post(url, expense_data(**given), follow=True)

    assert "Le reçu est coupé" in text(asked)
    assert "La dépense attend l'accord de deux personnes" in text(answer)
    right = Expense.objects.get(corrects=wrong)
    assert (right.label, right.amount_cents) == ("Dix tables", 12_305)
    assert right.spent_on == Expense.objects.get(pk=wrong).spent_on


def a_full_year(hall):
    """Two envelopes with something in every state; amounts that do not fall on whole euros."""
    one, two = (
        money.envelope(hall.first, 100_001, title=title) for title in ("Repas", "=2+3 atelier")
    )
    held = [money.commitment(hall.lead, one, 40_033) for _ in range(2)]
    other = money.commitment(hall.lead, two, 70_007)
    paid, waiting = money.expense(hall.lead, held[0], 12_345), money.expense(hall.lead, other, 678)
    wrong = money.expense(hall.lead, other, 901)
    refuse_expense(actor=hall.first, expense_id=wrong, reason="Non", at=NOON)
    for actor in (hall.first, hall.second):
        approve_expense(actor=actor, expense_id=paid, at=NOON)
    free_money(actor=hall.lead, commitment_id=held[0], reason="Moins cher", at=NOON)
    free_money(actor=hall.lead, commitment_id=held[1], reason="Annulé", at=NOON)
    approve_expense(actor=hall.first, expense_id=waiting, at=NOON)


def test_the_files_of_the_accountant_add_up_to_the_page(hall):
    a_full_year(hall)
    browser = triage.browser(hall.first)

    shown = browser.get(reverse("budget:home") + "?year=2026").context["total"]
    rows = list(
        csv.reader(
            StringIO(browser.get(reverse("budget:csv", args=[2026])).content.decode("utf-8-sig")),
            delimiter=";",
        )
    )
    book = load_workbook(BytesIO(browser.get(reverse("budget:xlsx", args=[2026])).content))
    sheet = book.get_sheet_by_index(0).to_python()

    by_page = [shown.opened, shown.committed, shown.waiting, shown.paid]
    cents = [
        sum(int(row[column].replace(",", "")) for row in rows[1:] if row[column])
        for column in range(10, 14)
    ]
    assert cents == [200_002, 82_352, 678, 12_345]
    assert [euros(one) for one in cents] == by_page
    assert [round(one * 100) for one in sheet[-1][10:]] == cents
    assert len(sheet) == len(rows) + 1 == 10
    assert "'=2+3 atelier" in {row[1] for row in rows}
    assert "=2+3 atelier" in {row[1] for row in sheet}


def test_pages_ask_as_many_statements_for_many_rows_as_for_one(hall):
    browser = triage.browser(hall.first)

    def counts():
        first = Envelope.objects.order_by("pk").first()
        held = Commitment.objects.order_by("pk").first()
        addresses = (
            reverse("budget:home") + "?year=2026",
            reverse("budget:envelope", args=[first.pk]),
            reverse("budget:commitment", args=[held.pk]),
            reverse("budget:to_approve"),
            reverse("budget:csv", args=[2026]),
            reverse("budget:public"),
        )
        found = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert browser.get(address).status_code == 200
            found.append(len(asked))
        return found

    held = money.commitment(hall.lead, money.envelope(hall.first), 50_000)
    money.expense(hall.lead, held)
    browser.get(reverse("budget:home"))
    one = counts()
    for _ in range(3):
        money.expense(hall.lead, held)
        money.commitment(hall.lead, Envelope.objects.order_by("pk").first().pk, 1_000)
        more = money.commitment(hall.lead, money.envelope(hall.second))
        money.expense(hall.lead, more)

    assert counts() == one


def test_everybody_reads_amounts_and_no_name(hall):
    envelope_id = money.envelope(hall.first, year=localdate().year)
    money.commitment(
        hall.lead,
        envelope_id,
        25_000,
        kind=CommitmentKind.MICRO_GRANT,
        payee="Collectif de Mme Canari",
        agreed_on=date(2026, 5, 1),
        report_due_on=date(2026, 12, 1),
    )
    held = money.commitment(hall.lead, envelope_id, 10_000, payee="Fournisseur Canari")
    money.expense(hall.lead, held)

    answer = Client().get(reverse("budget:public"))

    assert answer.status_code == 200
    said = text(answer)
    assert [one in said for one in ("Repas de quartier", "1 000 €", "350 €", "250 €")] == [True] * 4
    assert "Canari" not in said
    assert "Awa Diarra" not in said


def test_an_empty_year_says_what_to_do(hall):
    said = [
        text(triage.browser(one).get(reverse("budget:home"))) for one in (hall.first, hall.lead)
    ]

    assert "Ouvrez-en une avec la référence du vote" in said[0]
    assert "Un décideur ouvre les enveloppes" in said[1]
