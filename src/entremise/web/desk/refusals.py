"""How letters and messages received say no."""

from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary import access
from entremise.notices.vocabulary import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        access.Refusal.NOT_HER_GUARDIAN,
        409,
        _("Her entry names no such guardian"),
        _(
            "Note the guardian among the people around her, with the judgment in hand, then the refusal. Her own refusal needs nobody."
        ),
    ),
    Words(
        Refusal.NO_INCOMING,
        409,
        _("This message is settled"),
        _("Somebody has done what it asked, or it was kept for a month. Go back to the messages."),
    ),
    Words(
        Refusal.NO_LETTER,
        409,
        _("This letter waits no more"),
        _("Somebody has noted it as sent. Go back to the letters."),
    ),
)
