"""What visitors find in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

ENTRIES = (
    Entry(frozenset({Role.VISITOR}), _("My visits"), "visits:home", order=10),
    Entry(frozenset({Role.CALLER, Role.ORIENTEUR}), _("My visits"), "visits:home", order=40),
)
