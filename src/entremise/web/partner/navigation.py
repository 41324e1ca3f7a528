"""What associations find in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

ENTRIES = (Entry(frozenset({Role.PARTNER}), _("Shared needs"), "partner:home", order=10),)
