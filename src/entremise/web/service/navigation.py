"""What services find in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

ENTRIES = (Entry(frozenset({Role.SERVICE}), _("Requests"), "service:list", order=10),)
