"""The clerk's pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

CLERK = frozenset({Role.CLERK})
ENTRIES = (
    Entry(CLERK, _("Desk"), "desk:home", order=10),
    Entry(CLERK, pgettext_lazy("menu", "Register"), "desk:register", order=20),
    Entry(CLERK, pgettext_lazy("menu", "To confirm"), "desk:requests", order=30),
    Entry(CLERK, _("Letters"), "desk:letters", order=40),
)
