"""What a coupon may say, ticked as it stands on the paper."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from entremise.journeys.service_answers import Coupon
from entremise.referral.vocabulary.referrals import AnswerKind, RefusalReason, Said
from entremise.referral.vocabulary.words import REFUSALS
from entremise.web.shell.fields import DayField
from entremise.web.triage.forms import choices, speaker_field
from entremise.web.triage.words import ANSWERS, SAID

NEEDS: Final = {
    Said.ACCEPTED: ("first_contact_on", _("Write the day of the first contact.")),
    Said.REFUSED: ("reason", _("Choose the reason that is ticked.")),
    Said.ANSWERED: ("kind", _("Choose what was done.")),
}


class CouponForm(forms.Form):
    said = forms.ChoiceField(
        label=_("What does the service say?"), choices=choices(SAID), widget=forms.RadioSelect
    )
    first_contact_on = DayField(label=_("Accepted: day of the first contact"), required=False)
    reason = forms.ChoiceField(
        label=_("Refused: why?"), required=False, choices=[("", _("Choose")), *choices(REFUSALS)]
    )
    kind = forms.ChoiceField(
        label=_("Answered: what was done?"),
        required=False,
        choices=[("", _("Choose")), *choices(ANSWERS)],
    )
    heard_from = speaker_field()

    def clean(self) -> dict[str, object]:
        given: dict[str, object] = super().clean() or {}
        said = given.get("said")
        if said in set(NEEDS):
            name, text = NEEDS[Said(str(said))]
            if not given.get(name) and name not in self.errors:
                self.add_error(name, text)
        return given

    def coupon(self) -> Coupon:
        given = self.cleaned_data
        return Coupon(
            said=Said(given["said"]),
            first_contact_on=given["first_contact_on"],
            reason=RefusalReason(given["reason"]) if given["reason"] else None,
            answer=AnswerKind(given["kind"]) if given["kind"] else None,
            heard_from=given["heard_from"],
        )
