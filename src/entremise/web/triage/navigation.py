"""What orienteurs find in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

WHO = frozenset({Role.ORIENTEUR})
READ = frozenset({Role.ORIENTEUR, Role.CAMPAIGN_LEAD})
ENTRIES = (
    Entry(WHO, _("Queue"), "triage:queue", order=10),
    Entry(READ, _("To follow"), "triage:follow", order=15),
    Entry(WHO, _("Services"), "triage:services", order=20),
    Entry(frozenset({Role.DPO}), _("Passed on without consent"), "triage:vital_counts", order=77),
    Entry(frozenset({Role.CLERK}), _("What a service says"), "triage:find_coupon", order=65),
    Entry(READ, _("Trace"), "triage:trace", order=60),
)
