"""Forms about offers: how they end, what was checked, an account, an invitation."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.mutual_aid.vocabulary.offers import ReleaseReason
from entremise.mutual_aid.vocabulary.wording import RELEASES, WHY_DECLINED
from entremise.web.between.filters import Choices
from entremise.web.shell.fields import ComingDayField


class DeclineForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Why is it declined?"),
        choices=[(one.value, words) for one, words in WHY_DECLINED.items()],
        widget=forms.RadioSelect,
    )


class ReleaseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=[
            (one.value, RELEASES[one])
            for one in (ReleaseReason.ASKED, ReleaseReason.OVER, ReleaseReason.CONCERN)
        ],
        widget=forms.RadioSelect,
    )


class CheckForm(forms.Form):
    """What a human of the desk has seen, until when it holds."""

    kind = forms.ChoiceField(label=_("What was checked?"))
    until = ComingDayField(label=_("It holds until"))

    def __init__(self, data: object = None, *, kinds: Sequence[tuple[str, StrOrPromise]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        self.fields["kind"] = forms.ChoiceField(label=_("What was checked?"), choices=kinds)


class WelcomeForm(forms.Form):
    """The account by which a helper answers: what she signs in with, never more."""

    login = forms.CharField(label=_("Login"), max_length=60)
    first_name = forms.CharField(
        label=_("First name, as people at the door will hear it"), max_length=60
    )
    last_name = forms.CharField(label=_("Name"), max_length=60)


class InviteForm(forms.Form):
    """Whom, of the page, and to what."""

    offers = forms.TypedMultipleChoiceField(
        label=_("Whom"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one helper.")},
    )
    to = forms.ChoiceField(
        label=_("To what"),
        error_messages={"required": _("Choose an action or a shift.")},
    )

    def __init__(self, data: object, *, offers: Sequence[int], openings: Sequence[Choices]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        whom, to = self.fields["offers"], self.fields["to"]
        assert isinstance(whom, forms.ChoiceField)
        assert isinstance(to, forms.ChoiceField)
        whom.choices = [(one, str(one)) for one in offers]
        to.choices = [("", "–"), *openings]
