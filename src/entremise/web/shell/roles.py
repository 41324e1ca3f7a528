"""The roles as people read them."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role

ROLE_NAMES: Final[dict[Role, StrOrPromise]] = {
    Role.ADMINISTRATOR: _("Administrator"),
    Role.CALLER: _("Caller"),
    Role.CAMPAIGN_LEAD: _("Campaign lead"),
    Role.CLERK: _("Desk clerk"),
    Role.CONTRIBUTOR: _("Contributor"),
    Role.DECIDER: _("Decider"),
    Role.DPO: _("Data protection officer"),
    Role.GO_BETWEEN: _("Go-between"),
    Role.LEGAL_OFFICER: _("Legal officer"),
    Role.MEMBER: _("Member of a college"),
    Role.ORIENTEUR: _("Orienteur"),
    Role.PARTNER: _("Partner"),
    Role.SERVICE: _("Service"),
    Role.STEWARD: _("Register steward"),
    Role.VISITOR: _("Visitor"),
}
