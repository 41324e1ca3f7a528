"""What deciders find in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

ENTRIES = (
    Entry(frozenset({Role.DECIDER}), _("Plans and decisions"), "decision:home", order=10),
    Entry(frozenset({Role.CAMPAIGN_LEAD}), _("Plans"), "decision:home", order=55),
    Entry(
        frozenset({Role.DECIDER, Role.MEMBER, Role.LEGAL_OFFICER}),
        _("Try a rule"),
        "decision:dry_run",
        order=75,
    ),
)
