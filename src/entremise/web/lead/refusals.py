"""How the preparation of campaigns says no."""

from django.utils.translation import gettext_lazy as _

from entremise.outreach.vocabulary.calls import Refusal as CallRefusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        CallRefusal.TITLE_TAKEN,
        409,
        _("A campaign has this name already"),
        _("Go back and add the year or the district."),
    ),
)
