"""What go-betweens find in the header."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Role
from entremise.web.shell.navigation import Entry

WHO = frozenset({Role.GO_BETWEEN})
ENTRIES = (
    Entry(WHO, _("Mutual aid"), "between:desk", order=10),
    Entry(WHO, _("Needs"), "between:needs", order=20),
    Entry(WHO, _("Offers"), "between:offers", order=30),
    Entry(WHO, _("Tips"), "between:tips", order=40),
)
