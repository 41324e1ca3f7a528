"""The people around somebody found: read, corrected, taken out; and a relative who does not want to be rung."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entremise.accounts.vocabulary import Role
from entremise.journeys.keep_contacts import (
    CONTACTS_AT_MOST,
    found_contacts,
    hear_relative,
    keep_contacts,
)
from entremise.people.vocabulary import ThirdParty
from entremise.web.shell.audience import audience
from entremise.web.shell.fields import PhoneField
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.templatetags.shell import phone as national

IN_WORDS: Final = ("name", "link", "phone", "is_named", "is_guardian")


class ContactForm(forms.Form):
    """One of them; an empty name takes out a line that was there, and is missing on a new one."""

    name = forms.CharField(label=gettext_lazy("First name and name"), required=False, max_length=80)
    link = forms.CharField(
        label=gettext_lazy("Link"),
        help_text=gettext_lazy("Daughter, neighbour, guardian."),
        required=False,
        max_length=40,
    )
    phone = PhoneField(label=gettext_lazy("Phone"), required=False)
    is_named = forms.BooleanField(
        label=gettext_lazy("The person herself wants this one to be rung when she does not answer"),
        required=False,
    )
    is_guardian = forms.BooleanField(
        label=gettext_lazy("A judge has named this one guardian"), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_named") and not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", gettext_lazy("Without a number nobody can be rung."))
        if self.empty_permitted and not given.get("name"):  # a new line, and something is typed
            self.add_error("name", gettext_lazy("Say who this person is."))
        return given

    def contact(self) -> ThirdParty:
        return ThirdParty(**{name: self.cleaned_data[name] for name in IN_WORDS})


ContactForms = forms.formset_factory(ContactForm, extra=1, max_num=CONTACTS_AT_MOST)


class RelativeForm(forms.Form):
    phone = PhoneField(label=gettext_lazy("Number of the relative"))
    choice = forms.ChoiceField(
        label=gettext_lazy("What does the relative say?"),
        choices=(
            ("no", gettext_lazy("Ring me no more for anybody")),
            ("yes", gettext_lazy("You may ring me again")),
        ),
        widget=forms.RadioSelect,
    )


@audience(Role.CLERK)
def edit(request: HttpRequest, person: UUID) -> HttpResponse:
    """Who asks is the person herself, or who acts for her; one list for all her entries."""
    visit = visit_of(request)
    if request.method == "POST":
        rows = ContactForms(request.POST)
        if rows.is_valid():
            contacts = tuple(row.contact() for row in rows if row.cleaned_data.get("name"))
            count = keep_contacts(actor=visit.actor, person=person, contacts=contacts, at=visit.at)
            done = ngettext(
                "Kept in %(count)d register. A letter waits to be printed.",
                "Kept in %(count)d registers. A letter waits to be printed.",
                count,
            )
            messages.success(request, done % {"count": count})
            return redirect("desk:person", person=person)
        return page(request, "desk/contacts.html", rows=rows, person=person, status=422)
    known = found_contacts(actor=visit.actor, person=person, at=visit.at)
    rows = ContactForms(initial=[as_typed(one) for one in known])
    return page(request, "desk/contacts.html", rows=rows, person=person)


def as_typed(one: ThirdParty) -> dict[str, object]:
    given = {name: getattr(one, name) for name in IN_WORDS}
    return given | {"phone": national(one.phone) if one.phone else ""}


@audience(Role.CLERK)
def hear(request: HttpRequest) -> HttpResponse:
    """A relative rings, writes or comes: by the number alone, and nothing says whom it stood beside."""
    form, visit = RelativeForm(request.POST or None), visit_of(request)
    if form.is_valid():
        given = form.cleaned_data
        is_refused = given["choice"] == "no"
        hear_relative(actor=visit.actor, number=given["phone"], is_refused=is_refused, at=visit.at)
        messages.success(
            request,
            _("This number is rung as a relative's no more.")
            if is_refused
            else _("This number may be rung as a relative's again."),
        )
        return redirect("desk:home")
    return page(request, "desk/relative.html", form=form)
