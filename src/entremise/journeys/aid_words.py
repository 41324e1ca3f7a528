"""What messages of mutual aid say: nobody's name, no place, no need; a text message is one part."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.engines.text_messages import folded
from entremise.journeys.kit_words import Facts, NoText, house, kit_text, letter
from entremise.kits.vocabulary.leaving import SentText
from entremise.notices.vocabulary import Channel, MessageTemplate

T = MessageTemplate
Texts = Mapping[tuple[MessageTemplate, Channel], Callable[[Facts], str]]

AID_SUBJECTS: Final[dict[MessageTemplate, StrOrPromise]] = {
    T.HELPER_ASKED: gettext_lazy("Can you lend a hand?"),
    T.HELPER_THANKED: gettext_lazy("Thank you for your answer"),
    T.HELPER_MET: gettext_lazy("It is agreed"),
    T.PERSON_ASKED: gettext_lazy("Your answer is awaited"),
    T.PERSON_MET: gettext_lazy("It is agreed: the word for the door"),
    T.PERSON_WAITS: gettext_lazy("We go on looking"),
    T.PERSON_CHECKED: gettext_lazy("Did it go well?"),
    T.WORD_WAITS: gettext_lazy("A word waits for you"),
    T.ANSWER_TOO_LATE: gettext_lazy("Your answer has come"),
    T.NEED_NOTED: gettext_lazy("It is noted"),
    T.NEED_SHARED: gettext_lazy("A need for your association"),
    T.OFFER_NOTED: gettext_lazy("Thank you for your offer"),
    T.OFFER_ACCEPTED: gettext_lazy("Your offer is accepted"),
    T.HELPER_INVITED: gettext_lazy("An action near you looks for people"),
    T.OFFER_DECLINED: gettext_lazy("About your offer"),
    T.OFFER_ASKED_AGAIN: gettext_lazy("Does your offer still stand?"),
}
SAID: Final[Mapping[MessageTemplate, StrOrPromise]] = {
    T.HELPER_ASKED: gettext_lazy("somebody near you needs a hand. Can you help?"),
    T.HELPER_THANKED: gettext_lazy(
        "thank you: nothing is needed any more this time. We will write again."
    ),
    T.PERSON_ASKED: gettext_lazy(
        "somebody near you can help. May we give your first name, phone and address?"
    ),
    T.PERSON_MET: gettext_lazy(
        "it is agreed. At the door, the word is: %(word)s. Never give a card, a code or money in advance."
    ),
    T.PERSON_WAITS: gettext_lazy("we look for somebody else to help you, and tell you."),
    T.PERSON_CHECKED: gettext_lazy("did the help that you asked for go well?"),
    T.ANSWER_TOO_LATE: gettext_lazy(
        "thank you for your answer. It comes too late this time: nothing is left to do."
    ),
    T.NEED_NOTED: gettext_lazy(
        "it is noted. Your code: %(code)s. The first answer comes within 48 hours."
    ),
    T.OFFER_NOTED: gettext_lazy(
        "thank you for offering your help. Your code: %(code)s. You have an answer within 48 hours, even a no."
    ),
    T.HELPER_INVITED: gettext_lazy(
        "people are wanted: %(lien)s (%(what)s). You are free to come or not."
    ),
    T.OFFER_ACCEPTED: gettext_lazy(
        "thank you, your offer is accepted. We write when somebody near you needs you."
    ),
    T.OFFER_DECLINED: gettext_lazy(
        "thank you for your offer. We cannot accept it this time. Ring us: we tell you why."
    ),
    T.OFFER_ASKED_AGAIN: gettext_lazy(
        "does your offer of help still stand? Without an answer by %(date)s, it ends."
    ),
}
ASKED: Final = frozenset({T.HELPER_ASKED, T.PERSON_ASKED, T.PERSON_CHECKED, T.OFFER_ASKED_AGAIN})


def said(template: MessageTemplate, facts: Facts, more: StrOrPromise = "") -> str:
    """Its sentence, filled in. Raises `NoText`."""
    try:
        return str(more or SAID[template]) % facts
    except KeyError:
        raise NoText from None


def signed(text: str, *, ends: str) -> str:
    """As a text message: who writes, what, and where to ring."""
    body = house()
    if not body:
        raise NoText
    return folded(f"{body['emetteur']} : {text} {ends % body}")


def shortly(template: MessageTemplate) -> Callable[[Facts], str]:
    def write(facts: Facts) -> str:
        ends = _("Answer OUI or NON. %(standard)s") if template in ASKED else "%(standard)s"
        return signed(said(template, facts), ends=ends)

    return write


def at_length(template: MessageTemplate) -> Callable[[Facts], str]:
    """As a mail: a question is answered by a link, without a password."""

    def write(facts: Facts) -> str:
        text = said(template, facts)
        paragraphs = [text[:1].upper() + text[1:]]
        if template in ASKED:
            paragraphs.append(_("Answer here, without a password: %(answer)s") % facts)
        return letter(*paragraphs, *questions())

    return write


def questions() -> tuple[str, ...]:
    body = house()
    return (_("A question? Ring %(standard)s.") % body,) if body else ()


def helper_met(facts: Facts) -> str:
    """With an account she reads whom she helps on her page; without, the desk tells her by voice."""
    if "lien" in facts:
        on_page = _("the person agrees. Her first name, phone and the word for the door: %(lien)s")
        return on_page % facts
    return _("the person agrees. We ring you to say where, when, and the word for the door.")


def word_waits(facts: Facts) -> str:
    if "lien" in facts:
        return _("a word about the help waits for you: %(lien)s") % facts
    return _("a word about the help waits for you. Ring us: we read it to you.")


def need_shared(facts: Facts) -> str:
    asked = _("The town asks whether your association can help somebody near by.")
    answer = _("See the need, then say yes or no before %(date)s: %(lien)s") % facts
    return letter(asked, answer, *questions())


def with_kit(template: MessageTemplate, text: SentText, fact: str) -> Callable[[Facts], str]:
    """The text of the contents in use when it can be filled in, else ours."""

    def write(facts: Facts) -> str:
        if fact not in facts:
            return shortly(template)(facts)
        return kit_text(text, facts)

    return write


AID_TEXTS: Final[Texts] = {
    **{(one, Channel.SMS): shortly(one) for one in SAID},
    **{(one, Channel.EMAIL): at_length(one) for one in SAID},
    (T.HELPER_ASKED, Channel.SMS): with_kit(T.HELPER_ASKED, SentText.OFFER_PROPOSED, "lien"),
    (T.NEED_NOTED, Channel.SMS): with_kit(T.NEED_NOTED, SentText.NEED_RECEIVED, "code"),
    (T.OFFER_NOTED, Channel.SMS): with_kit(T.OFFER_NOTED, SentText.OFFER_RECEIVED, "code"),
    (T.HELPER_MET, Channel.SMS): lambda facts: signed(helper_met(facts), ends="%(standard)s"),
    (T.HELPER_MET, Channel.EMAIL): lambda facts: letter(helper_met(facts), *questions()),
    (T.WORD_WAITS, Channel.SMS): lambda facts: signed(word_waits(facts), ends="%(standard)s"),
    (T.WORD_WAITS, Channel.EMAIL): lambda facts: letter(word_waits(facts), *questions()),
    (T.NEED_SHARED, Channel.EMAIL): need_shared,
}
