"""Forms of tips: one to write, one to filter, one to say what is wrong."""

import uuid
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.mutual_aid.vocabulary.tips import TipCategory, TipFault, TipFilters, TipText
from entremise.territory.queries import districts
from entremise.web.tips.words import CATEGORIES, FAULTS

Choices = Sequence[tuple[str, StrOrPromise]]


def district_choices(empty: StrOrPromise) -> Choices:
    return [("", empty), *((one.code, one.name) for one in districts())]


def category_choices() -> Choices:
    return [(one.value, words) for one, words in CATEGORIES.items()]


class TipForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("The tip in a few words"), max_length=100)
    words = forms.CharField(
        label=_("What should people know?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Hours, price, what to bring. No name or number of a private person."),
    )
    category = forms.ChoiceField(label=_("What is it about?"))
    place = forms.CharField(label=_("Where?"), max_length=160, required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    source = forms.CharField(
        label=_("Who says so?"),
        max_length=160,
        help_text=_("For example the library, or « I went there on Monday »."),
    )
    contact = forms.CharField(
        label=_("Public phone or site, to check"), max_length=200, required=False
    )

    def __init__(self, data: object = None, **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]  # Django takes any mapping
        self.initial.setdefault("key", uuid.uuid4())
        self.fields["category"] = forms.ChoiceField(
            label=_("What is it about?"), choices=[("", "…"), *category_choices()]
        )
        self.fields["district"] = forms.ChoiceField(
            label=_("District"), choices=district_choices(_("Everywhere")), required=False
        )

    @property
    def key_given(self) -> uuid.UUID:
        return self.cleaned_data.get("key") or uuid.uuid4()

    def text(self) -> TipText:
        given = self.cleaned_data
        return TipText(
            title=given["title"],
            words=given["words"],
            place=given["place"],
            district=given["district"],
            category=TipCategory(given["category"]),
            source=given["source"],
            contact=given["contact"],
        )


class FilterForm(forms.Form):
    text = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        self.fields["district"] = forms.ChoiceField(
            label=_("District"), choices=district_choices(_("All")), required=False
        )
        self.fields["category"] = forms.ChoiceField(
            label=_("Subject"), choices=[("", _("All")), *category_choices()], required=False
        )

    def filters(self) -> TipFilters:
        given = self.cleaned_data if self.is_valid() else {}
        return TipFilters(**{name: given.get(name, "") for name in self.fields})


class WrongForm(forms.Form):
    fault = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[(one.value, words) for one, words in FAULTS.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What is right?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the desk reads this. Do not give your name."),
    )

    def fault_said(self) -> TipFault:
        return TipFault(self.cleaned_data["fault"])
