"""Shopping: the ceiling and the way of refund that the two agree on before anything is bought."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entremise.accounts.vocabulary import Role
from entremise.journeys.aid_categories import aid_categories
from entremise.mutual_aid.operations.introductions import agree_on_money
from entremise.mutual_aid.queries.matching import introduction
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.vocabulary.matching import (
    CEILING_AT_MOST,
    IntroductionCard,
    Money,
    Refund,
)
from entremise.mutual_aid.vocabulary.needs import NeedCard
from entremise.mutual_aid.vocabulary.wording import REFUNDS, money_words
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


class MoneyForm(forms.Form):
    ceiling = forms.IntegerField(
        label=gettext_lazy("At most, in euros"),
        min_value=1,
        max_value=CEILING_AT_MOST,
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    refund = forms.ChoiceField(
        label=gettext_lazy("How is it paid back?"),
        choices=[(one.value, words) for one, words in REFUNDS.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: object = None, *, met: IntroductionCard) -> None:
        known = met.money
        start = {} if known is None else {"ceiling": known.ceiling_euros, "refund": known.refund}
        super().__init__(data, initial=start)  # type: ignore[arg-type]  # Django takes any mapping

    def chosen(self) -> Money:
        return Money(self.cleaned_data["ceiling"], Refund(self.cleaned_data["refund"]))


def money_line(wanted: NeedCard, met: IntroductionCard | None) -> str:
    """What is agreed on money, for a kind of help that handles some; else empty."""
    found = aid_categories().get(wanted.category)
    return money_words(met.money) if met is not None and found and found.money else ""


@audience(Role.GO_BETWEEN)
def agree(request: HttpRequest, introduction_id: int) -> HttpResponse:
    """Told on the phone by the two."""
    visit, met = visit_of(request), introduction(introduction_id)
    form = MoneyForm(request.POST or None, met=met)
    if form.is_valid():
        agree_on_money(
            actor=visit.actor, introduction_id=introduction_id, money=form.chosen(), at=visit.at
        )
        messages.success(request, _("The helper reads it on the page of this help."))
        return redirect("between:need", need_id=met.need_id)
    return page(
        request, "between/money.html", form=form, meeting=met, number=need(met.need_id).number
    )
