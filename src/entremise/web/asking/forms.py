"""Five questions to ask for help, in the words of somebody who is tired; a further one only where an answer calls for it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entremise.journeys.ask_for_help import Asked, Asker
from entremise.mutual_aid.vocabulary.mandates import Tie
from entremise.mutual_aid.vocabulary.needs import (
    Consent,
    ConsentHow,
    Deadline,
    ForWhom,
    Urgency,
    When,
)
from entremise.mutual_aid.vocabulary.wording import CONSENTS, TIES
from entremise.people.vocabulary import ThirdParty
from entremise.web.aid.lines import Labels
from entremise.web.asking.person_form import (
    DANGER,
    INLINE,
    LANGUAGES,
    OTHER,
    PersonForm,
    town_phone,
)
from entremise.web.shell.fields import DayField, OwnPhoneField, YesNoField

TODAY, WEEK, BEFORE, WEEKLY = "TODAY", "WEEK", "BEFORE", "WEEKLY"
NOT_YET: Final = "NOT_YET"  # nobody has asked her: nothing is noted
TOLD: Final = (ConsentHow.FACE, ConsentHow.PHONE, ConsentHow.WRITING)
YES_HOLDS: Final = timedelta(days=30)


class WhenForm(forms.Form):
    """For which day."""

    when = forms.ChoiceField(
        label=_("4. For when?"),
        choices=(
            (TODAY, _("Today")),
            (WEEK, _("This week")),
            (BEFORE, _("Before a day")),
            (WEEKLY, _("Each week")),
        ),
        widget=forms.RadioSelect,
    )
    due_on = DayField(label=_("Which day?"), required=False)

    def clean(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        if given.get("when") == BEFORE and "due_on" not in self.errors:
            if given.get("due_on") is None:
                self.add_error("due_on", _("Say which day."))
            elif given["due_on"] < localdate():
                self.add_error("due_on", _("This date is over. Choose today or later."))
        return given

    def moment(self) -> When:
        given = self.cleaned_data
        if given["when"] == TODAY:
            return When(Deadline.ON, localdate())
        if given["when"] == BEFORE:
            return When(Deadline.BEFORE, given["due_on"])
        return When(Deadline.WEEKLY if given["when"] == WEEKLY else Deadline.NONE)


class AskForm(PersonForm, WhenForm):
    category = forms.ChoiceField(label=_("1. What do you need?"), widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("In your words"),
        help_text=_("Two sentences are enough. No illness, no card number."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    for_whom = forms.ChoiceField(
        label=_("2. For whom?"),
        choices=(
            (ForWhom.SELF.value, _("For me")),
            (ForWhom.OTHER_WHO_AGREES.value, _("For somebody who agrees")),
            (
                ForWhom.OTHER_IN_DANGER.value,
                _("For somebody in danger who cannot answer"),
            ),
            (NOT_YET, _("For somebody who does not know yet")),
        ),
        widget=forms.RadioSelect,
    )
    agreed_how = forms.ChoiceField(
        label=_("How did this person say yes?"),
        required=False,
        choices=[(one.value, CONSENTS[one]) for one in TOLD],
        widget=forms.RadioSelect(attrs=INLINE),
    )
    agreed_on = DayField(label=_("Which day did this person say yes?"), required=False)
    asker_name = forms.CharField(
        label=_("Your name"), required=False, max_length=80, widget=forms.TextInput()
    )
    asker_tie = forms.ChoiceField(
        label=_("Who are you for this person?"),
        required=False,
        choices=[("", "–"), *((tie.value, words) for tie, words in TIES.items())],
    )
    asker_phone = OwnPhoneField(label=_("Your phone"), required=False)
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        required=False,
        min_value=1900,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    language = forms.ChoiceField(label=_("Language you prefer"), choices=LANGUAGES)
    is_shown = YesNoField(
        label=_("May we show your need to everybody?"),
        help_text=_(
            "Everybody reads a sentence of the desk and the district. Never your name, place or number."
        ),
    )

    def __init__(
        self, data: object, *, words: Labels, counted: frozenset[str], start: Mapping[str, object]
    ) -> None:
        super().__init__(data, words=words, counted=counted, start=start)
        self.fields["category"] = forms.ChoiceField(
            label=_("1. What do you need?"),
            choices=list(words.categories.items()),
            widget=forms.RadioSelect,
            error_messages={"required": _("Your need is missing. Choose in the list.")},
        )
        if OTHER in self.wanted() or DANGER in self.wanted():
            self.fields["first_name"].label = _("First name of the person to help")
            self.fields["phone"].label = _("Phone of the person to help, or yours")

    def is_counted(self) -> bool:
        return not self.counted.isdisjoint(self.chosen("category"))

    def wanted(self) -> tuple[str, ...]:
        further = {ForWhom.OTHER_WHO_AGREES: OTHER, ForWhom.OTHER_IN_DANGER: DANGER}
        for_whom = [further[one] for one in further if one in self.chosen("for_whom")]
        return (*super().wanted(), *for_whom)

    def is_other(self) -> bool:
        return OTHER in self.wanted()

    def is_danger(self) -> bool:
        return DANGER in self.wanted()

    def clean_for_whom(self) -> str:
        chosen: str = self.cleaned_data["for_whom"]
        if chosen == NOT_YET:
            raise ValidationError(
                _(
                    "Without a yes, we note nothing. Ask this person, or give our number: %(number)s."
                ),
                params={"number": town_phone()},
            )
        return chosen

    def clean_agreed_on(self) -> date | None:
        day: date | None = self.cleaned_data["agreed_on"]
        if day is not None and OTHER in self.wanted():
            if day > localdate():
                raise ValidationError(_("This day has not come yet."))
            if day < localdate() - YES_HOLDS:
                raise ValidationError(_("This yes is older than a month. Ask again."))
        return day

    def askers(self) -> tuple[ThirdParty, ...]:
        given = self.cleaned_data
        if not (self.is_other() or self.is_danger()):
            return ()
        tie = str(TIES[Tie(given["asker_tie"])])
        return (ThirdParty(name=given["asker_name"], link=tie, phone=given["asker_phone"]),)

    def asker(self) -> Asker | None:
        given = self.cleaned_data
        if not self.askers():
            return None
        return Asker(Tie(given["asker_tie"]), given["asker_phone"])

    def consent(self) -> Consent | None:
        given = self.cleaned_data
        if not self.is_other():
            return None
        return Consent(ConsentHow(given["agreed_how"]), given["agreed_on"])

    def asked(self) -> Asked:
        given = self.cleaned_data
        urgency = {TODAY: Urgency.NOW, WEEK: Urgency.SOON, BEFORE: Urgency.SOON}
        return Asked(
            key=given["key"],
            sheet=self.sheet(given["language"]),
            words=given["said"],
            category=given["category"],
            spot=self.spot(),
            when=self.moment(),
            for_whom=ForWhom(given["for_whom"]),
            urgency=urgency.get(given["when"], Urgency.CALM),
            is_shown=given["is_shown"],
            consent=self.consent(),
            quantity=self.count(),
            asker=self.asker(),
        )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Six letters, for example KTR-MWA."),
        max_length=12,
        widget=forms.TextInput(attrs={"class": "w10", "autocomplete": "off"}),
    )
    second = forms.CharField(
        label=_("The last two digits of your phone, or your year of birth"),
        help_text=_("To see more than the state. Left empty, you see the state."),
        required=False,
        max_length=4,
        widget=forms.TextInput(
            attrs={"class": "w4", "inputmode": "numeric", "autocomplete": "off"}
        ),
    )
