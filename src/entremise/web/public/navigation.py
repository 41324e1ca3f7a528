"""What residents find first: who called, their data, and what the law asks every site to say."""

from django.utils.translation import gettext_lazy as _

from entremise.web.shell.audience import PUBLIC
from entremise.web.shell.navigation import Entry, Place

ALL = frozenset({PUBLIC})
ENTRIES = (
    Entry(ALL, _("Near your home"), "public:near", order=8, place=Place.FOOTER),
    Entry(ALL, _("Who called me?"), "public:who_called", order=10),
    Entry(ALL, _("Say no"), "public:no_more_calls", order=30),
    Entry(ALL, _("Your data, your rights"), "public:rights", order=10, place=Place.FOOTER),
    Entry(ALL, _("What we never ask"), "public:never_asked", order=20, place=Place.FOOTER),
    Entry(ALL, _("Help"), "public:help", order=30, place=Place.FOOTER),
    Entry(
        ALL,
        _("Accessibility: not conforming"),
        "public:accessibility",
        order=80,
        place=Place.FOOTER,
    ),
    Entry(ALL, _("Legal notices"), "public:legal", order=90, place=Place.FOOTER),
    Entry(ALL, _("Staff sign-in"), "account_login", order=99, place=Place.FOOTER),
)
