"""What worries somebody: the form that residents, helpers and the desk share."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entremise.journeys.aid_categories import KIT
from entremise.journeys.raise_concern import Concern
from entremise.kits.queries import current_version
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.reports import Consent, ReportCard

LONGEST: Final = 1000
YES: Final = (Consent.YES.value, _("The person agrees that it is passed on"))
NO: Final = (Consent.NO.value, _("She does not agree: the words stay out, the desk rings her"))
VITAL: Final = (
    Consent.VITAL.value,
    _("Her life or her safety is at stake: pass it on, with the reason"),
)

IS_OVER = "fin"  # in the address: how it went was « a worry »


class WorryForm(forms.Form):
    """What it is about, how grave, in which words."""

    theme = forms.ChoiceField(
        label=_("What is it about?"),
        error_messages={"required": _("Choose what it is about.")},
    )
    other_theme = forms.ChoiceField(label=_("And about something else too?"), required=False)
    severity = forms.TypedChoiceField(
        label=_("How grave is it?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how grave it is.")},
    )
    said = forms.CharField(
        label=_("What happened?"),
        help_text=_("Facts: what you saw or heard, when. No illness, no guess."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write in a sentence what happened.")},
    )

    def __init__(self, data: object = None, **given: Any) -> None:
        super().__init__(data, **given)  # type: ignore[arg-type]  # Django takes any mapping
        kit = current_version(KIT)
        themes = sorted(((one.code, one.label) for one in kit.themes), key=lambda pair: pair[1])
        self.choices_of("theme", [("", _("Choose")), *themes])
        self.choices_of("other_theme", [("", "–"), *themes])
        self.choices_of(
            "severity",
            [(one.level, f"{one.label} : {' '.join(one.examples)}") for one in kit.severity],
        )

    def choices_of(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def concern(self) -> Concern:
        given = self.cleaned_data
        return Concern(
            themes=tuple(filter(None, (given["theme"], given["other_theme"]))),
            severity=given["severity"],
            consent=Consent(given.get("consent", Consent.YES)),
            facts=ItemFacts(said=given["said"], vital_reason=given.get("vital_reason", "")),
            ends_meeting=given.get("is_over", False),
        )


class OwnWorryForm(WorryForm):
    """Of the person herself: she speaks for herself."""

    is_over = forms.BooleanField(
        label=_("I do not want this person to come any more"), required=False
    )
    agreed = forms.BooleanField(
        label=_("I agree that an agent reads this and calls me"),
        error_messages={
            "required": _("Tick the box, or ring us: nothing is passed on without you.")
        },
    )


class OrientForm(WorryForm):
    """By somebody else, with her word, or for her life."""

    consent = forms.ChoiceField(
        label=_("May it be passed on?"),
        choices=(YES, VITAL),
        widget=forms.RadioSelect,
        error_messages={"required": _("Ask her, then choose one answer.")},
    )
    vital_reason = forms.CharField(
        label=_("Why it is passed on without her word"), required=False, max_length=200
    )

    def clean(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        if given.get("consent") == Consent.VITAL and not given.get("vital_reason"):
            self.add_error(
                "vital_reason",
                ValidationError(_("Write why: somebody reads it again later.")),
            )
        return given


class ConcernForm(OrientForm):
    """Of a helper or of the desk, during a meeting; a no keeps its words out, and still counts."""

    is_over = forms.BooleanField(
        label=_("The help stops here"),
        help_text=_("From now on the helper does not see the person any more."),
        required=False,
    )

    def __init__(self, data: object = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.choices_of("consent", [YES, NO, VITAL])


def told(opened: ReportCard) -> str:
    return _("Report %(number)s is with the orienteurs.") % {"number": opened.number}
