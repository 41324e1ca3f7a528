"""How a code, or an entry, is refused to a resident: one sentence for every mistake."""

from django.utils.translation import gettext_lazy as _

from entremise.commons.vocabulary import access
from entremise.people.vocabulary import Refusal
from entremise.web.shell import tabs
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        access.Refusal.GUARDIAN_DECIDES,
        403,
        _("Your guardian said this no"),
        _(
            "You do not agree? Ring us: we ask your guardian. If you both disagree, the judge decides."
        ),
    ),
    Words(
        Refusal.CODE_REFUSED,
        403,
        _("This page did not open"),
        _(
            "The code or the second answer does not fit, or the time is over. Try again, or ring us."
        ),
    ),
    Words(
        tabs.Refusal.OTHER_PAGE_OPEN,
        409,
        _("Another page was opened since"),
        _("Another code was used in this browser. Nothing was done here. Type your code again."),
    ),
    Words(
        Refusal.OBJECTED,
        409,
        _("This cannot be noted here"),
        _("The person must tell us herself, by phone or at the desk."),
    ),
    Words(
        Refusal.SECOND_ELEMENT_MISSING,
        409,
        _("A word is missing"),
        _("No date of birth is known. Ask the person for a word that she chooses."),
    ),
)
