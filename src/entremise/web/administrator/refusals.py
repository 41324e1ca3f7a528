"""How the administrator's operations say no."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NAME_TAKEN,
        409,
        _("This name is taken"),
        _("Choose another name, or use what is there already."),
    ),
    Words(
        Refusal.OWN_ACCOUNT,
        409,
        _("One does not close one's own account"),
        _("Ask another administrator."),
    ),
)
