"""The entry of somebody found, put right as she says it: her name, her address, what matters in an alert."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entremise.accounts.vocabulary import Role
from entremise.journeys.correct_entry import correct_entry, found_entry, may_be_rung_back
from entremise.people.vocabulary import Address, Card, Contact, Name, Sheet, Situation, Title
from entremise.web.resident.forms import PersonForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of

WHERE: Final = ("line", "complement", "postcode", "town")
CHECKS: Final = (
    ("RUNG", gettext_lazy("I rang her back at the number of her entry, and she said it again")),
    ("SEEN", gettext_lazy("She is here, I saw a paper with her name")),
    ("SIGNED", gettext_lazy("A signed letter or slip came")),
)
ANSWERS: Final = {True: "yes", False: "no", None: ""}


class CorrectionForm(PersonForm):
    """What the entry says, to change; what it has never said may stay empty."""

    usage = forms.CharField(
        label=gettext_lazy("Name in use, if it is another"), required=False, max_length=80
    )
    checked = forms.ChoiceField(
        label=gettext_lazy("For another address: how did you make sure that it is she?"),
        help_text=gettext_lazy("Letters follow the address. The number above is the one to ring."),
        choices=CHECKS,
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = (
        *("title", "last", "usage", "first", "birth", "line", "complement", "postcode", "town"),
        *("district", "checked", "lives_alone", "hot_home", "hearing_note"),
    )

    def __init__(self, card: Card, data: object = None, *, may_be_rung_back: bool) -> None:
        self.card = card
        held = as_typed(card)
        super().__init__(data, initial=held)
        for name in ("birth", *WHERE):
            self.fields[name].required = bool(held[name])
        self.fields["complement"].required = False
        self.unsure = _(
            "Whoever wishes her ill could have her letters sent elsewhere. Ring her back first."
        )
        if not may_be_rung_back:
            self.unsure = _(
                "Her number changed a few days ago. See her, or wait for a signed paper."
            )
            self.fields["checked"] = forms.ChoiceField(
                label=self.fields["checked"].label,
                help_text=_("Her number changed a few days ago: ringing it proves nothing."),
                choices=CHECKS[1:],
                required=False,
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.is_same_door() and not given.get("checked"):
            self.add_error("checked", self.unsure)
        return given

    def changes(self) -> Sheet:
        """What differs from the entry, and nothing else."""
        given, held = self.cleaned_data, self.card
        said = Sheet(
            name=Name(given["last"], given["first"], Title(given["title"]), given["usage"]),
            birth=given["birth"] or held.birth,
            address=self.typed_address(),
            district=self.typed_district(),
            situation=replace(
                held.situation or Situation(),
                lives_alone=given["lives_alone"],
                hot_home=given["hot_home"],
            ),
            contact=replace(held.contact or Contact(), hearing_note=given["hearing_note"]),
        )
        return Sheet(
            name=None if said.name == held.name else said.name,
            birth=None if said.birth == held.birth else said.birth,
            address=None if said.address == held.address else said.address,
            district="" if said.district == held.district else said.district,
            situation=None if said.situation == (held.situation or Situation()) else said.situation,
            contact=None if said.contact == (held.contact or Contact()) else said.contact,
        )

    def typed_address(self) -> Address | None:
        """How to get in stays with its door."""
        held, typed = self.card.address, {name: self.cleaned_data[name] for name in WHERE}
        if held is not None and self.is_same_door():
            return replace(held, **typed)
        return Address(**typed) if any(typed.values()) else held

    def is_same_door(self) -> bool:
        return not {"line", "postcode", "town"} & set(self.changed_data)

    def typed_district(self) -> str:
        """That of the new street, unless another one was chosen."""
        typed: str = self.cleaned_data["district"]
        if "district" in self.changed_data or self.is_same_door():
            return typed
        return self.district_of_street() or typed


def as_typed(card: Card) -> dict[str, object]:
    name, where = card.name or Name("", ""), card.address or Address()
    situation, contact = card.situation or Situation(), card.contact or Contact()
    return {
        **{part: getattr(name, part) for part in ("title", "last", "first", "usage")},
        **{part: getattr(where, part) for part in WHERE},
        "birth": card.birth,
        "district": card.district,
        "lives_alone": ANSWERS[situation.lives_alone],
        "hot_home": ANSWERS[situation.hot_home],
        "hearing_note": contact.hearing_note,
    }


@audience(Role.CLERK)
def edit(request: HttpRequest, person: UUID) -> HttpResponse:
    """Who asks is the person herself, or who acts for her; each entry of hers that a clerk may change says the same."""
    visit = visit_of(request)
    card = found_entry(actor=visit.actor, person=person, at=visit.at)
    is_sure = may_be_rung_back(person=person, at=visit.at)
    form = CorrectionForm(card, request.POST or None, may_be_rung_back=is_sure)
    if form.is_valid():
        count = correct_entry(actor=visit.actor, person=person, changes=form.changes(), at=visit.at)
        done = ngettext(
            "Corrected in %(count)d register. A letter waits to be printed.",
            "Corrected in %(count)d registers. A letter waits to be printed.",
            count,
        )
        if count:
            messages.success(request, done % {"count": count})
        else:
            messages.info(request, _("Nothing was different: the entry stays as it is."))
        return redirect("desk:person", person=person)
    return page(request, "desk/correction.html", form=form, person=person, phones=card.phones)
