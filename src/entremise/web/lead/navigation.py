"""What a campaign lead finds in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

WHO = frozenset({Role.CAMPAIGN_LEAD})
ENTRIES = (
    Entry(WHO, _("Campaigns"), "lead:campaigns", order=10),
    Entry(frozenset({Role.DECIDER, Role.STEWARD}), _("Calls under way"), "lead:together", order=25),
    Entry(WHO, _("Callers"), "lead:staff", order=12),
)
