"""Forms of the administrator; choices come from queries."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from django import forms
from django.core.validators import RegexValidator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entremise.accounts.operations import NewOrganization
from entremise.accounts.vocabulary import OrganizationCard, OrganizationKind, Role
from entremise.journeys.message_words import SUBJECTS
from entremise.notices.vocabulary import (
    Channel,
    GivenUp,
    MessageFilter,
    MessageState,
    MessageTemplate,
)
from entremise.web.shell.fields import DayField, PhoneField, YesNoField
from entremise.web.shell.roles import ROLE_NAMES

CHOOSE = ("", _("Choose"))  # nobody becomes administrator because a list began with it
KIND_NAMES = {
    OrganizationKind.COMMUNE: _("Commune"),
    OrganizationKind.CCAS: _("CCAS"),
    OrganizationKind.DEPARTEMENT: _("Département"),
    OrganizationKind.EPCI: _("Group of communes"),
    OrganizationKind.ASSOCIATION: _("Association"),
    OrganizationKind.SERVICE: _("Service"),
    OrganizationKind.COMMITTEE: _("Committee of the commons"),
}


class Search(forms.Form):
    text = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "accesskey": "/"}),
    )


CHANNEL_NAMES = {Channel.EMAIL: _("Mail"), Channel.SMS: _("Text message")}


GIVEN_UP_NAMES = {
    GivenUp.TOLD_OTHERWISE: _("Told in another way: by phone, by letter, at the desk."),
    GivenUp.WRONG_ADDRESS: _("The address was wrong, and is put right."),
    GivenUp.OF_NO_USE: _("It is of no use any more."),
}


class GiveUp(forms.Form):
    reason = forms.ChoiceField(
        label=_("How is it settled?"),
        choices=[(one.value, words) for one, words in GIVEN_UP_NAMES.items()],
        widget=forms.RadioSelect,
    )


class Messages(forms.Form):
    """Which messages to show; what the address says wrongly is not asked."""

    state = forms.ChoiceField(required=False, choices=[(one.value, one) for one in MessageState])
    channel = forms.ChoiceField(
        label=_("By"),
        required=False,
        choices=[("", _("All")), *((one.value, name) for one, name in CHANNEL_NAMES.items())],
    )

    template = forms.ChoiceField(
        label=_("Subject"),
        required=False,
        choices=[("", _("All")), *((one.value, words) for one, words in SUBJECTS.items())],
    )

    def asked(self) -> MessageFilter:
        """What is asked rightly; the rest is not asked."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name) or None for name in self.fields}
        state, channel, template = given["state"], given["channel"], given["template"]
        return MessageFilter(
            state=MessageState(state) if state else None,
            channel=Channel(channel) if channel else None,
            template=MessageTemplate(template) if template else None,
        )


class ContactForm(forms.Form):
    mail = forms.EmailField(
        label=_("Mail at work"),
        required=False,
        help_text=_("For the invitation, and for links to a new password."),
    )
    phone = PhoneField(label=_("Phone at work"), required=False)


class NewAccountForm(ContactForm):
    field_order = ("first_name", "last_name", "login", "mail", "phone", "is_elected")

    first_name = forms.CharField(label=_("First name"), max_length=60)
    last_name = forms.CharField(label=_("Last name"), max_length=60)
    login = forms.CharField(
        label=_("Login"),
        help_text=_("Small letters, digits, points. For example awa.diarra."),
        max_length=150,
        validators=[
            RegexValidator(
                r"^[a-z0-9._-]{3,}$", _("Use at least three small letters, digits or points.")
            )
        ],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    is_elected = YesNoField(label=_("Is this an elected member?"), initial="no")


class NewRole(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[CHOOSE, *((role.value, name) for role, name in ROLE_NAMES.items())],
    )
    organization_id = forms.TypedChoiceField(label=_("For which body?"), coerce=int)
    ends_on = DayField(
        label=_("Until"), required=False, help_text=_("Leave empty if no end is known.")
    )

    def __init__(self, data: object, organizations: Iterable[OrganizationCard]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        field = self.fields["organization_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [CHOOSE, *((card.organization_id, card.name) for card in organizations)]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean_ends_on(self) -> date | None:
        ends_on: date | None = self.cleaned_data["ends_on"]
        if ends_on is not None and ends_on <= localdate():
            raise forms.ValidationError(_("This day is past. Choose from tomorrow on."))
        return ends_on


class NewOrganizationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    name_with_article = forms.CharField(
        label=_("Name with its article"),
        help_text=_("For example: la mairie d'Aubrelle."),
        max_length=130,
    )
    name_after_de = forms.CharField(
        label=_("Name after « de »"),
        help_text=_("For example: de la mairie d'Aubrelle."),
        max_length=134,
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind.value, name) for kind, name in KIND_NAMES.items()]
    )
    phone = PhoneField(label=_("Phone"), required=False)
    mail = forms.EmailField(label=_("Mail"), required=False)
    address = forms.CharField(
        label=_("Address"),
        help_text=_("As on an envelope. Letters and forms bear it."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    opening_hours = forms.CharField(
        label=_("Opening hours"),
        help_text=_("For example: Monday to Friday, 9 to 12 and 14 to 17."),
        required=False,
        max_length=200,
    )

    def new_organization(self) -> NewOrganization:
        given = self.cleaned_data
        return NewOrganization(**given | {"kind": OrganizationKind(given["kind"])})


class ChangeOrganization(NewOrganizationForm):
    """Of a body that works here already; the one whose instance this is gives a phone: residents ring it."""

    def __init__(self, data: object, card: OrganizationCard, *, is_host: bool) -> None:
        super().__init__(data, initial=asdict(card))  # type: ignore[arg-type]  # Django takes any mapping
        self.fields["kind"].disabled = True
        self.fields["phone"].required = is_host


class NewTeam(forms.Form):
    name = forms.CharField(label=_("Name of the team"), max_length=120)
