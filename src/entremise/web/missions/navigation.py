"""Missions in the header: those asked, and one's own."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

ENTRIES = (
    Entry(frozenset({Role.DECIDER, Role.GO_BETWEEN}), _("Missions"), "missions:list", order=68),
    Entry(frozenset({Role.CONTRIBUTOR, Role.CALLER}), _("My missions"), "missions:mine", order=85),
)
