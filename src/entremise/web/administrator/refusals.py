"""How the administrator's operations say no."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Refusal
from entremise.notices import vocabulary as notices
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NAME_TAKEN,
        409,
        _("This name is taken"),
        _("Choose another name, or use what is there already."),
    ),
    Words(
        notices.Refusal.NO_MESSAGE,
        409,
        _("Nothing is left to do with this message"),
        _("It was sent or settled in the meantime, or what it said is over. Go back to the list."),
    ),
    Words(
        Refusal.CONTACT_JUST_CHANGED,
        409,
        _("You changed where the holder is reached less than a day ago"),
        _(
            "So that nobody alone can take an account: another administrator makes the link, or you do tomorrow. The operator can make one with the command « entremise restore-access »."
        ),
    ),
    Words(
        Refusal.OWN_ACCOUNT,
        409,
        _("One does not close one's own account"),
        _("Ask another administrator."),
    ),
)
