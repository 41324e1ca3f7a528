"""What the two say from the door: closed lists, no free words about a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.visits import Rescue, Sign
from entremise.web.visits.words import RESCUES, SIGNS


class SignsForm(forms.Form):
    signs = forms.MultipleChoiceField(
        label=_("What did you notice?"),
        choices=[(one.value, words) for one, words in SIGNS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what you noticed, or « nothing special ».")},
    )

    def seen(self) -> tuple[Sign, ...]:
        return tuple(Sign(one) for one in self.cleaned_data["signs"])


class RescueForm(SignsForm):
    rescue = forms.ChoiceField(
        label=_("Whom did you call?"),
        choices=[(one.value, words) for one, words in RESCUES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whom you called.")},
    )
    number = forms.RegexField(
        label=_("Number of the intervention"),
        help_text=_("If they gave one: letters, digits and hyphens."),
        regex=r"^[A-Za-z0-9/.-]{0,20}$",
        required=False,
        widget=forms.TextInput(attrs={"class": "w10"}),
        error_messages={"invalid": _("Only letters, digits and hyphens, twenty at most.")},
    )
    field_order = ("rescue", "signs", "number")

    def called(self) -> Rescue:
        return Rescue(self.cleaned_data["rescue"])
