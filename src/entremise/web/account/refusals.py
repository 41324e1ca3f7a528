"""How accounts say no."""

from django.utils.translation import gettext_lazy as _

from entremise.accounts.vocabulary import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.OWN_ROLE,
        409,
        _("One does not give oneself a role"),
        _("Ask another administrator. Whoever gives the roles opens nobody's card."),
    ),
    Words(
        Refusal.LINK_EXPIRED,
        410,
        _("This link has served already, or is too old"),
        _("Ask the administrator for a new one."),
    ),
    Words(
        Refusal.INCOMPATIBLE_ROLES,
        409,
        _("These two roles cannot be held by one human"),
        _("End the other role first, or choose somebody else."),
    ),
    Words(
        Refusal.LOGIN_TAKEN,
        409,
        _("This login is taken"),
        _("Choose another one, for example with a number."),
    ),
    Words(
        Refusal.LAST_ADMINISTRATOR,
        409,
        _("This is the last administrator"),
        _("Give the role to somebody else first."),
    ),
    Words(
        Refusal.ROLE_NOT_HELD,
        409,
        _("This role is not held any more"),
        _("Look at the account again."),
    ),
)
