"""What associations find in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

WHO = frozenset({Role.PARTNER})
ENTRIES = (
    Entry(WHO, _("Shared needs"), "partner:home", order=10),
    Entry(WHO, _("Our offers"), "partner:offers", order=20),
)
