"""Forms of the deciders."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entremise.commons.operations.charters import CAPS
from entremise.commons.queries.charters import list_rule, rule_words, shipped_rules
from entremise.commons.queries.registers import registers_open
from entremise.commons.vocabulary.activations import NewActivation, PlanKind
from entremise.commons.vocabulary.charters import RuleCard
from entremise.commons.vocabulary.emergencies import NewEmergency
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.commons.vocabulary.votes import CollegeKind
from entremise.kits.queries import kits
from entremise.web.shell.fields import (
    ComingDayField,
    DayField,
    YesNoField,
    choose_from,
    day_ends,
)
from entremise.web.uses.forms import PEOPLE_AT_MOST
from entremise.web.uses.words import BY_VOTE, GROUPS, PLANS, PURPOSES


class ActForm(forms.Form):
    act_reference = forms.CharField(
        label=_("Reference of the act"),
        help_text=_("For example: arrêté préfectoral 2026-118."),
        max_length=200,
    )
    act_on = DayField(label=_("Date of the act"))


class ActivateForm(ActForm):
    field_order = ("plan", "kit_code", "title", "act_reference", "act_on", "ends_on")
    plan = forms.ChoiceField(
        label=_("Plan"),
        widget=forms.RadioSelect,
        choices=[(plan.value, words) for plan, words in PLANS.items()],
    )
    kit_code = forms.ChoiceField(label=_("Crisis"))
    title = forms.CharField(label=_("Title"), max_length=120)
    ends_on = ComingDayField(
        label=_("Until"), help_text=_("Sixty days at most. It can be lifted before.")
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(self, "kit_code", [(kit.code, kit.title) for kit in kits() if kit.is_crisis])

    def new_activation(self, territory_code: str) -> NewActivation:
        given = self.cleaned_data
        return NewActivation(
            plan=PlanKind(given["plan"]),
            title=given["title"],
            kit_code=given["kit_code"],
            territory_code=territory_code,
            act_reference=given["act_reference"],
            act_on=given["act_on"],
            expires_at=day_ends(given["ends_on"]),
        )


class EmergencyForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=[(purpose.value, PURPOSES[purpose]) for purpose in BY_VOTE]
    )
    registers = forms.MultipleChoiceField(label=_("Registers"), widget=forms.CheckboxSelectMultiple)
    groups = forms.MultipleChoiceField(label=_("Fields read"), widget=forms.CheckboxSelectMultiple)
    expected_people = forms.IntegerField(
        label=_("People expected"),
        min_value=1,
        max_value=PEOPLE_AT_MOST,
        widget=forms.NumberInput(attrs={"class": "w4"}),
    )
    facts = forms.CharField(
        label=_("What happened, where, when"),
        help_text=_("The same facts open the emergency lane once."),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=20,
        max_length=2000,
    )
    reason = forms.CharField(
        label=_("Why a vote cannot be waited for"),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=20,
        max_length=2000,
    )
    ends_on = ComingDayField(label=_("Until, if the colleges ratify"))

    def __init__(self, data: object = None, *, at: datetime) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        choose_from(
            self,
            "registers",
            [
                (str(card.register_id), card.title)
                for card in registers_open()
                if card.kind is not RegisterKind.CAMPAIGN
            ],
        )
        words = set(list_rule("emergency_fields", at=at))
        allowed = [group for group in FieldGroup if group.value in words]
        if words & {"language", "preferred_channel"}:
            allowed.append(FieldGroup.CONTACT)
        choose_from(self, "groups", [(g.value, GROUPS[g]) for g in allowed])

    def new_emergency(self) -> NewEmergency:
        given = self.cleaned_data
        return NewEmergency(
            title=given["title"],
            purpose=Purpose(given["purpose"]),
            registers=tuple(int(pk) for pk in given["registers"]),
            groups=frozenset(FieldGroup(group) for group in given["groups"]),
            expected_people=given["expected_people"],
            reason=given["reason"],
            facts=given["facts"],
            ends_at=day_ends(given["ends_on"]),
        )


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does it end early?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


DAYS_AT_MOST = 366  # what is longer than any decision keeps everybody from deciding
NUMBERS = tuple(
    rule
    for rule in shipped_rules()
    if rule.stricter in ("lower_is_stricter", "higher_is_stricter")
    and isinstance(rule.value, int)
    and not isinstance(rule.value, bool)
)


def least_of(rule: RuleCard) -> int:
    """Zero is not « no limit »: it would stop the calls of an alert."""
    return 1 if rule.key in CAPS else 0


def starter_of(rule: RuleCard) -> str:
    """What the starter charter says in words, units included."""
    return gettext("Starter charter: %(words)s.") % {"words": rule_words()[rule.code].default}


class CharterForm(forms.Form):
    """The act, and the numbers where this community is stricter than the starter charter."""

    adopting_act = forms.CharField(
        label=_("Adopting act"),
        help_text=_("For example: délibération 2026-07 du 28 mars."),
        max_length=200,
    )
    needs_contributors = YesNoField(
        label=_("Is no vote valid without the contributors?"),
        help_text=_("No: they vote as soon as one of them has a seat."),
        initial="no",
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django takes any mapping
        for rule in NUMBERS:
            is_lower = rule.stricter == "lower_is_stricter"
            self.fields[rule.key] = forms.IntegerField(
                label=f"{rule.label[0].upper()}{rule.label[1:]} ({rule.code})",
                help_text=starter_of(rule),
                initial=rule.value,
                min_value=least_of(rule) if is_lower else int(str(rule.value)),
                max_value=int(str(rule.value)) if is_lower else DAYS_AT_MOST,
                widget=forms.NumberInput(attrs={"class": "w4"}),
            )

    @property
    def stricter(self) -> dict[str, object]:
        """What this community sets; three colleges when no vote goes without the contributors."""
        numbers = {rule.key: self.cleaned_data[rule.key] for rule in NUMBERS}
        is_all = self.cleaned_data["needs_contributors"]
        return numbers | ({"colleges": [kind.value for kind in CollegeKind]} if is_all else {})


class DryRunForm(forms.Form):
    """A limit to try on the grants of the past, before it is voted."""

    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=[(purpose.value, words) for purpose, words in PURPOSES.items()]
    )
    groups = forms.MultipleChoiceField(
        label=_("Fields that it may read at most"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(group.value, words) for group, words in GROUPS.items()],
        required=False,
    )
