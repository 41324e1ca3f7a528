"""Asking for a use: everything the colleges will want to know."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entremise.commons.queries.registers import registers_open
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.commons.vocabulary.uses import NewUse, UseCard
from entremise.web.shell.fields import (
    ComingDayField,
    DayField,
    YesNoField,
    choose_from,
    day_begins,
    day_ends,
)
from entremise.web.uses.words import BY_VOTE, GROUPS, PURPOSES

PEOPLE_AT_MOST = 1_000_000  # more than any of these lists can hold
NEVER_ASKED = frozenset({FieldGroup.QUALITY, FieldGroup.FACTS, FieldGroup.BIRTH})


def text(
    label: object, *, rows: int = 3, is_needed: bool = True, hint: object = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # a lazy string
        help_text=hint,  # type: ignore[arg-type]  # a lazy string
        required=is_needed,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class UseForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=[(purpose.value, PURPOSES[purpose]) for purpose in BY_VOTE]
    )
    sentence = forms.CharField(
        label=_("In one plain sentence"),
        help_text=_("Everybody will read it in the public register."),
        max_length=300,
    )
    registers = forms.MultipleChoiceField(label=_("Registers"), widget=forms.CheckboxSelectMultiple)
    groups = forms.MultipleChoiceField(
        label=_("Fields read"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (group.value, words) for group, words in GROUPS.items() if group not in NEVER_ASKED
        ],
    )
    expected_people = forms.IntegerField(
        label=_("People expected"),
        min_value=1,
        max_value=PEOPLE_AT_MOST,
        widget=forms.NumberInput(attrs={"class": "w4"}),
    )
    expected_source = forms.CharField(
        label=_("Where this number comes from"),
        help_text=_("The machine counts the people of the lists beside it."),
        max_length=200,
    )
    criterion = forms.CharField(
        label=_("How the people are chosen"),
        help_text=_("For example: 75 or older, lives alone, not reached for 30 days."),
        max_length=300,
        required=False,
    )
    recipients = forms.CharField(label=_("Who may read"), max_length=200)
    legal_reference = forms.CharField(label=_("Legal reference"), max_length=200)
    starts_on = DayField(label=_("From"))
    ends_on = ComingDayField(label=_("Until"), help_text=_("Twelve months at most."))
    is_standing = YesNoField(
        label=_("Should it wait for an alert?"),
        help_text=_(
            "A standing decision is voted in quiet times and armed by the act of an alert."
        ),
    )
    impact_assessment = forms.CharField(
        label=_("Impact assessment (AIPD)"), max_length=120, required=False
    )
    compatibility = text(
        _("Is it compatible with what people gave their data for?"), is_needed=False
    )
    alternatives = text(_("Other ways considered"), is_needed=False)
    former = forms.TypedChoiceField(
        label=_("Does it renew a former use?"), coerce=int, required=False, empty_value=None
    )
    evaluation = text(
        _("What came of the former use"),
        is_needed=False,
        hint=_("Whom it reached, what it changed, what went wrong. Everybody will read it."),
    )

    def __init__(
        self,
        data: object = None,
        initial: dict[str, object] | None = None,
        formers: Iterable[tuple[int, str]] = (),
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(self, "former", [("", _("No, it is new")), *formers])
        choose_from(
            self,
            "registers",
            [
                (str(card.register_id), card.title)
                for card in registers_open()
                if card.kind is not RegisterKind.CAMPAIGN
            ],
        )

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if isinstance(starts_on, date) and isinstance(ends_on, date) and ends_on < starts_on:
            self.add_error("ends_on", _("The end comes after the beginning."))
        if given.get("former") and not given.get("evaluation"):
            self.add_error("evaluation", _("A renewal says first what the former use gave."))
        return given

    def new_use(self) -> NewUse:
        given = self.cleaned_data
        return NewUse(
            title=given["title"],
            purpose=Purpose(given["purpose"]),
            sentence=given["sentence"],
            registers=tuple(int(pk) for pk in given["registers"]),
            groups=frozenset(FieldGroup(group) for group in given["groups"]),
            expected_people=given["expected_people"],
            expected_source=given["expected_source"],
            recipients=given["recipients"],
            legal_reference=given["legal_reference"],
            starts_at=day_begins(given["starts_on"]),
            ends_at=day_ends(given["ends_on"]),
            criterion=given["criterion"],
            compatibility=given["compatibility"],
            impact_assessment=given["impact_assessment"],
            alternatives=given["alternatives"],
            is_standing=given["is_standing"],
            former_id=given["former"],
            evaluation=given["evaluation"] if given["former"] else "",
        )


def initial_of(card: UseCard) -> dict[str, object]:
    """The form of a request that is changed."""
    asked = card.asked
    return {
        "title": asked.title,
        "purpose": asked.purpose,
        "sentence": asked.sentence,
        "registers": [str(pk) for pk in asked.registers],
        "groups": sorted(asked.groups),
        "expected_people": asked.expected_people,
        "expected_source": asked.expected_source,
        "criterion": asked.criterion,
        "recipients": asked.recipients,
        "legal_reference": asked.legal_reference,
        "starts_on": localdate(asked.starts_at),
        "ends_on": localdate(asked.ends_at),
        "is_standing": "yes" if asked.is_standing else "no",
        "impact_assessment": asked.impact_assessment,
        "compatibility": asked.compatibility,
        "alternatives": asked.alternatives,
        "former": asked.former_id,
        "evaluation": asked.evaluation,
    }
