"""Where the contents stand in the header of campaign leads."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

ENTRIES = (Entry(frozenset({Role.CAMPAIGN_LEAD}), _("Contents"), "kits:list", order=50),)
