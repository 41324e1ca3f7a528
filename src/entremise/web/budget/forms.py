"""Forms of the money: amounts in euros as people type them, days, receipts."""

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entremise.kernel.origin import Origin
from entremise.solidarity.queries.budget import ACTION
from entremise.solidarity.vocabulary.budget import (
    AT_MOST_CENTS,
    CommitmentKind,
    ExpenseCard,
    NewCommitment,
    NewEnvelope,
    NewExpense,
)
from entremise.web.budget.words import KINDS, euros
from entremise.web.shell.fields import DayField, choose_from

TYPED: Final = re.compile(r"^(\d{1,12})(?:[.,](\d{1,2}))?$")


class EurosField(forms.CharField):
    """« 1 250,50 », « 1250.5 », « 1 250 € »: cents; three decimals are asked again, never guessed."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "w10"})

    def __init__(self, *, min_cents: int = 1, **options: Any) -> None:
        self.min_cents = min_cents
        super().__init__(**options)

    def clean(self, value: object) -> int | None:
        typed = re.sub(r"[\s\u00a0\u202f€]", "", super().clean(value))
        if not typed:
            return None
        found = TYPED.match(typed)
        if found is None:
            raise ValidationError(_("Write the amount in euros, for example 1250 or 1250,50."))
        cents = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
        if not self.min_cents <= cents <= AT_MOST_CENTS:
            raise ValidationError(_("This amount is not possible. Write it again in euros."))
        return cents


def typed_euros(cents: int) -> str:
    """As `EurosField` reads it."""
    return f"{cents // 100},{cents % 100:02d}"


def short(label: object, size: int, hint: object = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=size, help_text=hint, required=required)  # type: ignore[arg-type]  # lazy words


class EnvelopeForm(forms.Form):
    title = short(_("What the money is for"), 120, _("Everybody reads this title: no name."))
    amount = EurosField(label=_("Amount in euros"))
    year = forms.IntegerField(
        label=_("Budget year"),
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "w4"}),
    )
    act_reference = short(_("Reference of the vote"), 120, _("For example: délibération 2026-31."))
    account_code = short(
        _("Account code"), 20, _("As the accountant writes it, for example 65748."), required=False
    )
    action = forms.ChoiceField(label=_("Action paid by this envelope"), required=False)
    hour_value = EurosField(
        min_cents=0,
        label=_("Value of an hour given, in euros"),
        help_text=_("Time is shown beside the money and never added to it. Empty: not valued."),
        required=False,
    )

    def __init__(
        self, data: object = None, *, year: int, actions: tuple[tuple[int, str], ...]
    ) -> None:
        super().__init__(data, initial={"year": year})  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(
            self,
            "action",
            [
                ("", gettext("No single action")),
                *((str(action_id), title) for action_id, title in actions),
            ],
        )

    def new_envelope(self) -> NewEnvelope:
        given = self.cleaned_data
        return NewEnvelope(
            title=given["title"],
            year=given["year"],
            amount_cents=given["amount"],
            act_reference=given["act_reference"],
            account_code=given["account_code"],
            hour_cents=given["hour_value"] or 0,
            origin=Origin(ACTION, int(given["action"])) if given["action"] else None,
        )


class ReasonForm(forms.Form):
    reason = short(_("Why?"), 200, _("Kept in the trace. No name of a person helped."))


class AmountForm(ReasonForm):
    field_order = ("amount", "reason")
    amount = EurosField(label=_("New amount in euros"))


class CommitmentForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is committed"),
        widget=forms.RadioSelect,
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        initial=CommitmentKind.PURCHASE.value,
    )
    label = short(_("For what"), 160)
    payee = short(_("Supplier or collective"), 120)
    amount = EurosField(label=_("Amount in euros"))
    agreed_on = DayField(
        label=_("Agreement signed on"), help_text=_("For a micro-grant only."), required=False
    )
    report_due_on = DayField(
        label=_("Report due on"), help_text=_("For a micro-grant only."), required=False
    )

    def __init__(self, data: object = None, *, left_cents: int) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        self.left_cents = left_cents
        self.fields["amount"].help_text = gettext("Left: %(left)s.") % {"left": euros(left_cents)}

    def clean(self) -> None:
        given = self.cleaned_data
        if (given.get("amount") or 0) > self.left_cents:
            self.add_error("amount", gettext("The envelope does not hold that much any more."))
        if given.get("kind") == CommitmentKind.MICRO_GRANT:
            self.clean_agreement(given.get("agreed_on"), given.get("report_due_on"))

    def clean_agreement(self, agreed_on: date | None, report_due_on: date | None) -> None:
        if agreed_on is None and "agreed_on" not in self.errors:
            self.add_error("agreed_on", gettext("Write the day the agreement was signed."))
        if report_due_on is None and "report_due_on" not in self.errors:
            self.add_error("report_due_on", gettext("Write the day the report is due."))
        if agreed_on and report_due_on and report_due_on < agreed_on:
            self.add_error("report_due_on", gettext("The report comes after the agreement."))

    def new_commitment(self) -> NewCommitment:
        given = self.cleaned_data
        return NewCommitment(
            kind=CommitmentKind(given["kind"]),
            label=given["label"],
            payee=given["payee"],
            amount_cents=given["amount"],
            agreed_on=given["agreed_on"],
            report_due_on=given["report_due_on"],
        )


class ReportForm(forms.Form):
    reported_on = DayField(label=_("Report received on"))


class ExpenseForm(forms.Form):
    label = short(_("What was paid"), 160)
    amount = EurosField(label=_("Amount in euros"))
    spent_on = DayField(label=_("Date on the receipt"))
    receipt = forms.FileField(
        label=_("Receipt"), help_text=_("PDF, PNG or JPEG, 5 MB at most. It is kept encrypted.")
    )

    def __init__(
        self,
        data: object,
        files: object,
        *,
        left_cents: int,
        today: date,
        refused: ExpenseCard | None,
    ) -> None:
        """A refused expense is corrected from what was typed: all but its receipt."""
        typed = refused and {
            "label": refused.label,
            "amount": typed_euros(refused.amount_cents),
            "spent_on": refused.spent_on,
        }
        super().__init__(data, files, initial=typed)  # type: ignore[arg-type]  # Django takes any mapping
        self.left_cents, self.today, self.refused = left_cents, today, refused
        self.fields["amount"].help_text = gettext("Left: %(left)s.") % {"left": euros(left_cents)}

    def clean_amount(self) -> int:
        cents: int = self.cleaned_data["amount"]
        if cents > self.left_cents:
            raise ValidationError(_("The commitment does not hold that much any more."))
        return cents

    def clean_spent_on(self) -> date:
        day: date = self.cleaned_data["spent_on"]
        if day > self.today:
            raise ValidationError(_("This day has not come yet."))
        return day

    def new_expense(self) -> NewExpense:
        given = self.cleaned_data
        return NewExpense(
            label=given["label"],
            amount_cents=given["amount"],
            spent_on=given["spent_on"],
            corrects=self.refused.expense_id if self.refused else None,
        )
