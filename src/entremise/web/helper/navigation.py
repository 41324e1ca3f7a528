"""What helpers find in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

WHO = frozenset({Role.CONTRIBUTOR})
ENTRIES = (
    Entry(WHO, _("I help"), "helper:home", order=10),
    Entry(WHO, _("Needs near me"), "helper:near", order=20),
)
