"""How contents say no."""

from django.utils.translation import gettext_lazy as _

from entremise.kits.vocabulary import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.UNKNOWN_KIT,
        404,
        _("This content does not exist"),
        _("Choose one in the list of contents."),
    ),
    Words(
        Refusal.CONTENT_REFUSED,
        422,
        _("The content cannot be like this"),
        _("{place}: {text}"),
    ),
    Words(
        Refusal.CHANGED_MEANWHILE,
        409,
        _("Somebody has changed this content meanwhile"),
        _("Open it again, and make your change on the newest version."),
    ),
)
