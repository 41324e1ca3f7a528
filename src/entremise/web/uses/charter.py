"""The charter as everybody reads it: its parts, its rules, what the law asks at least."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.queries import organizations_by_id
from entremise.commons.queries.charters import (
    charter_parts,
    charters_in_force,
    rule_words,
    shipped_rules,
)
from entremise.commons.vocabulary.charters import RuleCard
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.commons.vocabulary.votes import CollegeKind
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.uses.words import COLLEGES, GROUPS, PURPOSES


@audience(PUBLIC)
@require_safe
def show_charter(request: HttpRequest) -> HttpResponse:
    charters = charters_in_force(at=visit_of(request).at)
    bodies = organizations_by_id([card.organization_id for card in charters])
    shown = [
        {
            "card": card,
            "body": bodies[card.organization_id].name,
            "parts": parts_of(card.rules, bodies[card.organization_id].name_after_de),
        }
        for card in charters
    ]
    return page(
        request,
        "uses/charter.html",
        charters=shown,
        shipped=parts_of(shipped_rules(), _("of our community")),
    )


Line = tuple[str, str, str, str]


def parts_of(rules: tuple[RuleCard, ...], of_body: str) -> list[tuple[str, str, list[Line]]]:
    """Title, words for everybody, and rules (label, code, value, law) of each part."""
    return [
        (
            part.title,
            part.text.replace("de {collectivite}", of_body),
            [line_of_rule(rule) for rule in rules if rule.code in part.codes],
        )
        for part in charter_parts()
    ]


def line_of_rule(rule: RuleCard) -> Line:
    words = rule_words()[rule.code]
    shipped = next((one.value for one in shipped_rules() if one.key == rule.key), None)
    if rule.value == shipped:
        return rule.label, rule.code, words.default, words.law
    label = rule.label
    purpose = rule.key.removeprefix("groups.")
    if purpose in Purpose.__members__:
        label = f"{label} : {PURPOSES[Purpose(purpose)]}"
    return label, rule.code, value_in_words(rule.value), words.law


def value_in_words(value: object) -> str:
    """A value that a community has set, as it can be read aloud."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return " ; ".join(str(part) for part in value.values())
    if isinstance(value, list | tuple):
        return ", ".join(item_in_words(str(item)) for item in value)
    return str(value)


def item_in_words(item: str) -> str:
    if item in set(FieldGroup):
        return str(GROUPS[FieldGroup(item)])
    return str(COLLEGES[CollegeKind(item)]) if item in set(CollegeKind) else item
