"""A phone call or a paper form becomes a need: the same questions, in the same order, as on the web."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entremise.accounts.vocabulary import Role
from entremise.journeys.enter_need import Told, enter_need
from entremise.journeys.find_in_aid import Known, known_with_phone
from entremise.mutual_aid.queries.needs import need_with_key
from entremise.mutual_aid.vocabulary.common import Channel, Spot
from entremise.mutual_aid.vocabulary.needs import Deadline, ForWhom, Urgency, When
from entremise.mutual_aid.vocabulary.wording import DEADLINES, FOR_WHOM, URGENCIES
from entremise.people.vocabulary import Address, Contact, Name, Sheet, Title
from entremise.territory.queries import spot_of, spot_of_district
from entremise.web.aid.forms import channel_field
from entremise.web.aid.lines import Labels, labels
from entremise.web.phone.languages import LANGUAGES
from entremise.web.shell.audience import audience
from entremise.web.shell.fields import DayField, PhoneField, YesNoField
from entremise.web.shell.pages import page
from entremise.web.shell.visit import Visit, visit_of

INLINE = {"class": "inline"}
CONSENT_VERSION = "2026-07"
SOMEBODY_NEW = "new"


def who_field(known: tuple[Known, ...], words: Labels) -> forms.ChoiceField:
    """Somebody with this number asked before: the agent says whether it is her; nothing is merged by itself."""
    people = {str(one.person): said_of(one, words) for one in known}
    return forms.ChoiceField(
        label=_("Somebody with this number asked before. Who is it?"),
        choices=[*people.items(), (SOMEBODY_NEW, _("Somebody else"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is the same person.")},
    )


def said_of(one: Known, words: Labels) -> str:
    """« Courses, B-1041; Visite, O-2093 »."""
    asked = [f"{words.category(card.category)}, {card.number}" for card in one.needs]
    offered = [
        f"{', '.join(map(words.category, card.categories))}, {card.number}" for card in one.offers
    ]
    return "; ".join((*asked, *offered))


class EntryForm(forms.Form):
    """Five questions, then the consent that was read aloud."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=gettext_lazy("How did it reach us?"),
        choices=(
            (Channel.PHONE.value, gettext_lazy("By phone")),
            (Channel.PAPER.value, gettext_lazy("On paper")),
        ),
        widget=forms.RadioSelect(attrs=INLINE),
    )
    category = forms.ChoiceField(label=gettext_lazy("1. What is needed?"))
    words = forms.CharField(
        label=gettext_lazy("In the person's words"),
        help_text=gettext_lazy("Two sentences. No illness, no card number."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    for_whom = forms.ChoiceField(
        label=gettext_lazy("2. For whom?"),
        choices=[(one.value, words) for one, words in FOR_WHOM.items()],
        widget=forms.RadioSelect,
    )
    address = forms.CharField(
        label=gettext_lazy("3. Where?"),
        help_text=gettext_lazy("Number and street. Only the desk sees it."),
        required=False,
        max_length=120,
    )
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    urgency = forms.TypedChoiceField(
        label=gettext_lazy("4. How urgent is it?"),
        choices=[(one.value, words) for one, words in URGENCIES.items()],
        coerce=int,
        widget=forms.RadioSelect(attrs=INLINE),
    )
    deadline = forms.ChoiceField(
        label=gettext_lazy("For when?"),
        choices=[(one.value, words) for one, words in DEADLINES.items()],
    )
    due_on = DayField(label=gettext_lazy("Which day?"), required=False)
    first_name = forms.CharField(label=gettext_lazy("5. First name"), max_length=60)
    last_name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=60)
    title = forms.ChoiceField(
        label=gettext_lazy("How to address"),
        required=False,
        choices=(
            (Title.NONE.value, gettext_lazy("None")),
            (Title.MADAME.value, gettext_lazy("Mrs")),
            (Title.MONSIEUR.value, gettext_lazy("Mr")),
        ),
    )
    phone = PhoneField(label=gettext_lazy("Phone"))
    channel_wished = channel_field()
    birth_year = forms.IntegerField(
        label=gettext_lazy("Year of birth"),
        required=False,
        min_value=1900,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language, if not French"),
        required=False,
        choices=[("", "–"), *((code, name) for code, name in LANGUAGES.items() if code != "fr")],
    )
    same = forms.CharField(required=False, widget=forms.HiddenInput)
    is_shown = YesNoField(label=gettext_lazy("May everybody read the need, without the name?"))
    agreed = forms.BooleanField(
        label=gettext_lazy(
            "I read the sentence aloud and the person said yes, or the paper is signed"
        ),
        error_messages={"required": gettext_lazy("Without this yes, nothing is noted.")},
    )

    def __init__(self, data: object, *, words: Labels, known: tuple[Known, ...] = ()) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()})  # type: ignore[arg-type]  # Django takes any mapping
        self.fields["category"] = forms.ChoiceField(
            label=_("1. What is needed?"), choices=list(words.categories.items())
        )
        self.fields["district"] = forms.ChoiceField(
            label=_("District"), choices=[("", "–"), *words.districts.items()], required=False
        )

        if known:
            self.fields["same"] = who_field(known, words)

    def clean(self) -> dict[str, object]:
        given = dict(self.cleaned_data)
        day = given.get("due_on")
        if given.get("deadline") in (Deadline.BEFORE, Deadline.ON) and "due_on" not in self.errors:
            if day is None:
                self.add_error("due_on", _("Say which day."))
            elif day < localdate():
                self.add_error("due_on", _("This date is over. Choose today or later."))
        return given

    def sheet(self) -> Sheet:
        given = self.cleaned_data
        return Sheet(
            name=Name(
                last=given["last_name"],
                first=given["first_name"],
                title=Title(given["title"] or Title.NONE),
            ),
            birth_year=given["birth_year"],
            phones=(given["phone"],),
            address=Address(line=given["address"]) if given["address"] else None,
            district=given["district"],
            contact=Contact(
                language=given["language"] or "fr", preferred_channel=given["channel_wished"]
            ),
        )

    def told(self, spot: Spot | None) -> Told:
        given = self.cleaned_data
        deadline = Deadline(given["deadline"])
        on = given["due_on"] if deadline in (Deadline.BEFORE, Deadline.ON) else None
        same = given.get("same") or SOMEBODY_NEW
        return Told(
            key=given["key"],
            sheet=self.sheet(),
            words=given["words"],
            category=given["category"],
            channel=Channel(given["channel"]),
            spot=spot,
            when=When(deadline, on),
            urgency=Urgency(given["urgency"]),
            for_whom=ForWhom(given["for_whom"]),
            language=given["language"],
            is_shown=bool(given["is_shown"]),
            consent_read=CONSENT_VERSION,
            person=None if same == SOMEBODY_NEW else uuid.UUID(same),
        )


@audience(Role.GO_BETWEEN)
def note_call(request: HttpRequest) -> HttpResponse:
    visit, words = visit_of(request), labels()
    form = EntryForm(request.POST or None, words=words)
    if form.is_valid():
        sent = need_with_key(form.cleaned_data["key"])
        if sent is not None:
            return redirect("between:need", need_id=sent.need_id)
        form = EntryForm(request.POST, words=words, known=known_to(form, visit))
    if form.is_valid():
        need_id = enter_need(actor=visit.actor, told=form.told(spot_told(form)), at=visit.at)
        messages.success(request, _("The need is noted, and it is yours."))
        return redirect("between:need", need_id=need_id)
    return page(request, "between/entry.html", form=form)


def known_to(form: EntryForm, visit: Visit) -> tuple[Known, ...]:
    return known_with_phone(actor=visit.actor, number=form.cleaned_data["phone"], at=visit.at)


def spot_told(form: EntryForm) -> Spot | None:
    """The middle of the street, else of the district: enough for a distance."""
    given = form.cleaned_data
    found = spot_of(given["address"]) or spot_of_district(given["district"])
    if found is None:
        return None
    return Spot(found.lat, found.lon, given["district"] or found.district)
