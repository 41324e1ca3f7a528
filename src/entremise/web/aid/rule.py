"""The rule in force, in one sentence that each form of mutual aid says: what is shown, and to whom."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.commons.vocabulary.law import FieldGroup
from entremise.journeys.aid_rule import aid_rule
from entremise.kernel.errors import Refused
from entremise.web.shell.visit import visit_of

TYPED: Final[dict[FieldGroup, StrOrPromise]] = {
    FieldGroup.NAME: gettext_lazy("first name"),
    FieldGroup.PHONE: gettext_lazy("phone"),
    FieldGroup.ADDRESS: gettext_lazy("address"),
    FieldGroup.CONTACT: gettext_lazy("language"),
    FieldGroup.THIRD_PARTY: gettext_lazy("who asks for you"),
    FieldGroup.FREE_TEXT: gettext_lazy("what you wrote"),
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    sentence: str
    source: str


def rule_line(request: HttpRequest) -> RuleLine | None:
    """The rule by which residents ask and offer here, or none while no decision opens it."""
    try:
        rule = aid_rule(visit_of(request).at)
    except Refused:
        return None
    sentence = _(
        "The desk of mutual aid reads: %(desk)s. A neighbour reads nothing before your yes and theirs, then: %(helper)s."
    )
    source = _("Rule in force: decision %(number)s, « %(title)s ».")
    return RuleLine(
        sentence % {"desk": typed(rule.desk), "helper": typed(rule.helper)},
        source % {"number": rule.number, "title": rule.title},
    )


def typed(groups: frozenset[FieldGroup]) -> str:
    """Of the fields of the rule, those that these forms ask for."""
    return ", ".join(str(words) for group, words in TYPED.items() if group in groups) or _(
        "nothing"
    )
