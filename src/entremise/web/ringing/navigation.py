"""The clerk finds the desk in the header; callers of level 3 and more, on their own page."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

ENTRIES = (Entry(frozenset({Role.CLERK}), _("Somebody rings back"), "ringing:desk", order=15),)
