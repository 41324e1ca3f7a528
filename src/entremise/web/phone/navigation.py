"""What a caller finds in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

WHO = frozenset({Role.CALLER})
ENTRIES = (
    Entry(WHO, _("Calls"), "phone:home", order=10),
    Entry(WHO, _("My shifts"), "phone:shifts", order=20),
    Entry(WHO, _("My reports"), "phone:reports", order=30),
    Entry(WHO, _("My training"), "phone:training", order=40),
)
