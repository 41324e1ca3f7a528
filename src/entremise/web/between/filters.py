"""Finding at the desk: one box, and the filters of its lists."""

import re
from collections.abc import Sequence
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.mutual_aid.queries.idle import IdleFilters
from entremise.web.aid.lines import Labels
from entremise.web.shell.fields import number_of

Choices = tuple[StrOrPromise, list[tuple[str, str]]]  # a group of choices
LIKE_A_PHONE: Final = re.compile(
    r"\s*[+\d]"
)  # a number of a need begins with a letter, a code is letters


class FindForm(forms.Form):
    """One box: the number of a need or an offer, the code that a resident reads out, or a phone number."""

    asked = forms.CharField(
        label=_("Number, code or phone"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"type": "search", "accesskey": "/", "class": "w10", "autocomplete": "off"}
        ),
    )

    @property
    def is_phone(self) -> bool:
        return LIKE_A_PHONE.match(self.data.get("asked", "")) is not None

    def clean_asked(self) -> str:
        typed: str = self.cleaned_data["asked"]
        return number_of(typed) if self.is_phone else typed


class ListFilters(forms.Form):
    category = forms.ChoiceField(label=_("What"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)

    def __init__(self, data: object, *, words: Labels) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        anything: Sequence[tuple[str, StrOrPromise]] = [("", _("All"))]
        self.fields["category"] = choice(_("What"), [*anything, *words.categories.items()])
        self.fields["district"] = choice(_("District"), [*anything, *words.districts.items()])


IDLE_DAYS: Final = (7, 14, 30, 60)


class IdleForm(ListFilters):
    """And for how long they were asked nothing."""

    days = forms.TypedChoiceField(
        label=_("Asked nothing for"),
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in IDLE_DAYS],
        coerce=int,
        required=False,
        initial=IDLE_DAYS[0],
    )

    def filters(self) -> IdleFilters:
        asked = self.cleaned_data if self.is_valid() else {}
        return IdleFilters(
            asked.get("days") or IDLE_DAYS[0], asked.get("category", ""), asked.get("district", "")
        )


class NeedListForm(ListFilters):
    """And who has it: a go-between, a department, an association."""

    who = forms.ChoiceField(label=_("Who has it"), required=False)

    def __init__(self, data: object, *, words: Labels, who: Sequence[Choices]) -> None:
        super().__init__(data, words=words)
        self.fields["who"] = forms.ChoiceField(
            label=_("Who has it"), choices=[("", _("Everybody")), *who], required=False
        )


def choice(label: StrOrPromise, choices: Sequence[tuple[str, StrOrPromise]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)
