"""What the administrator finds in the header."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

WHO = frozenset({Role.ADMINISTRATOR})
ENTRIES = (
    Entry(WHO, _("Accounts"), "administrator:accounts", order=10),
    Entry(WHO, pgettext_lazy("menu", "Bodies"), "administrator:organizations", order=20),
    Entry(WHO, _("Messages"), "administrator:messages", order=25),
    Entry(WHO, pgettext_lazy("menu", "State"), "administrator:instance", order=30),
    Entry(WHO, _("Components"), "administrator:components", order=40),
)
