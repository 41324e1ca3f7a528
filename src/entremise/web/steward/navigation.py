"""What stewards find in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

WHO = frozenset({Role.STEWARD})
ENTRIES = (
    Entry(WHO, _("Registers"), "steward:registers", order=10),
    Entry(WHO, _("Upkeep"), "steward:upkeep", order=20),
    Entry(WHO, _("Exports"), "steward:exports", order=30),
)
