"""The debrief card at the end of a shift: six questions, five minutes, never a mark."""

from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.journeys.leave_shift import Told, leave_shift
from entremise.outreach.queries.home import talks_today
from entremise.solidarity.vocabulary.shifts import Debrief, Talk
from entremise.web.phone.forms import NoteField
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

TWO_LINES: Final = {"rows": 2}


def note(label: StrOrPromise, hint: StrOrPromise = "") -> NoteField:
    return NoteField(
        label=label,
        help_text=hint,
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs=TWO_LINES),
    )


class DebriefForm(forms.Form):
    stays = note(
        _("Which call stays with you?"),
        _("Without a name. Your referent reads it if you ask to talk; else it is not kept."),
    )
    unanswered = note(_("What could you not answer?"), _("Write nothing about a person."))
    worry = note(
        _("Who worries you and was not reported?"),
        _("Write the hour of the call, no name. Your referent looks at it with you today."),
    )
    script = note(_("What should change in the script?"), _("Write nothing about a person."))
    energy = forms.TypedChoiceField(
        label=_("Your energy now"),
        choices=((1, _("1, empty")), (2, "2"), (3, "3"), (4, "4"), (5, _("5, full"))),
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        error_messages={"required": _("Choose a number from 1 to 5.")},
    )
    talk = forms.ChoiceField(
        label=_("Do you want to talk to somebody?"),
        choices=(
            (Talk.TODAY, _("Yes, today")),
            (Talk.LATER, _("Yes, later")),
            (Talk.NO, _("No")),
        ),
        initial=Talk.NO,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )

    def debrief(self) -> Debrief:
        return Debrief(self.cleaned_data["energy"], Talk(self.cleaned_data["talk"]))

    def told(self) -> Told:
        given = self.cleaned_data
        return Told(given["stays"], given["unanswered"], given["worry"], given["script"])


@audience(Role.CALLER)
def end_seat(request: HttpRequest, booking_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    form = DebriefForm(request.POST or None)
    if form.is_valid():
        leave_shift(
            actor=actor, booking_id=booking_id, debrief=form.debrief(), told=form.told(), at=at
        )
        return redirect("phone:home")
    talks = talks_today(user_id=actor.user_id or 0, at=at)
    return page(request, "phone/debrief.html", form=form, talks=talks)
