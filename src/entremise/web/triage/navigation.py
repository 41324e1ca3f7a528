"""What orienteurs find in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

WHO = frozenset({Role.ORIENTEUR})
ENTRIES = (
    Entry(WHO, _("Queue"), "triage:queue", order=10),
    Entry(WHO, _("Services"), "triage:services", order=20),
    Entry(frozenset({Role.ORIENTEUR, Role.CAMPAIGN_LEAD}), _("Trace"), "triage:trace", order=60),
)
