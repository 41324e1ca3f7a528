"""What messages of the loop say: to services and staff a number and a page; to the person no word of what she told."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.journeys.aid_words import Texts, questions, signed
from entremise.journeys.kit_words import Facts, NoText, letter
from entremise.notices.vocabulary import Channel, MessageTemplate

T = MessageTemplate
REFERRAL_SUBJECTS: Final[dict[MessageTemplate, StrOrPromise]] = {
    T.SERVICE_REMINDED: gettext_lazy("A request waits for your word"),
    T.SERVICE_CODE: gettext_lazy("Your code for a request"),
    T.SERVICE_TO_FORGET: gettext_lazy("A request was taken back"),
    T.REFERRAL_LATE: gettext_lazy("A service says nothing"),
    T.HELP_ASKED_AFTER: gettext_lazy("Did it help?"),
}
LONG: Final[dict[MessageTemplate, StrOrPromise]] = {
    T.SERVICE_REMINDED: gettext_lazy(
        "The request %(number)s waits for your word. Open the link or the letter that you have, or sign in with your account (%(lien)s), or ring us: a refusal helps too, it lets us look elsewhere."
    ),
    T.SERVICE_CODE: gettext_lazy(
        "Your code for the request %(number)s: %(code)s. Type it on the page that asks for it. Nobody of ours will ever ask you for it."
    ),
    T.SERVICE_TO_FORGET: gettext_lazy(
        "The request %(number)s was taken back. Do nothing more for it, and please delete what you have noted about the person."
    ),
    T.REFERRAL_LATE: gettext_lazy(
        "The report %(number)s waits for a service that says nothing. Who is late, since when, what to do: %(lien)s"
    ),
    T.HELP_ASKED_AFTER: gettext_lazy(
        "some weeks ago we looked for help for you. Did it help? Answer here: %(answer)s"
    ),
}


def at_length(template: MessageTemplate) -> Callable[[Facts], str]:
    def write(facts: Facts) -> str:
        try:
            return letter(str(LONG[template]) % facts, *questions())
        except KeyError:
            raise NoText from None

    return write


def helped_shortly(_facts: Facts) -> str:
    text = _("some weeks ago we looked for help for you. Did it help?")
    return signed(text, ends=_("Answer OUI or NON. %(standard)s"))


REFERRAL_TEXTS: Final[Texts] = {
    **{(one, Channel.EMAIL): at_length(one) for one in LONG},
    (T.HELP_ASKED_AFTER, Channel.SMS): helped_shortly,
}
