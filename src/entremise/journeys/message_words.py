"""What messages say: subjects that tell nothing about anybody, texts for one holder, from the facts that were queued."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.journeys.action_words import ACTION_SUBJECTS, ACTION_TEXTS
from entremise.journeys.aid_words import AID_SUBJECTS, AID_TEXTS
from entremise.journeys.campaign_words import CAMPAIGN_TEXTS
from entremise.journeys.kit_words import Facts, NoText, letter
from entremise.journeys.referral_words import REFERRAL_SUBJECTS, REFERRAL_TEXTS
from entremise.notices.vocabulary import Channel, MessageTemplate

SUBJECTS: Mapping[MessageTemplate, StrOrPromise] = {
    MessageTemplate.INVITATION: gettext_lazy("Your account is open"),
    MessageTemplate.RESET_LINK: gettext_lazy("Your link for a new password"),
    MessageTemplate.RESET_ANNOUNCED: gettext_lazy("A link for your password was made"),
    MessageTemplate.CONTACT_CHANGED: gettext_lazy("Where we reach you was changed"),
    MessageTemplate.TRIAL: gettext_lazy("Trial message"),
    MessageTemplate.TRIAL_ANSWERED: gettext_lazy("Answer to the trial message"),
    MessageTemplate.CAMPAIGN_PAUSED: gettext_lazy("A campaign was paused by itself"),
    **AID_SUBJECTS,
    **ACTION_SUBJECTS,
    **REFERRAL_SUBJECTS,
}


def text_of(template: MessageTemplate, channel: Channel, facts: Facts) -> str:
    """The words of a message; those of a text message name nobody. Raises `NoText`."""
    write = TEXTS.get((template, channel))
    if write is None:
        raise NoText
    return write(facts)


def subject_of(template: MessageTemplate) -> str:
    """The subject of a mail: it says nothing about anybody."""
    return str(SUBJECTS[template])


def trial(_facts: Facts) -> str:
    return letter(_("This is a trial message: mail leaves and arrives."), trial_end())


def trial_shortly(_facts: Facts) -> str:
    return _("Trial message. Answer OUI to see that answers come back.")


def trial_end() -> str:
    return _("You asked for it on the page « Messages ». Nothing else is to be done.")


def trial_answered(_facts: Facts) -> str:
    return _("Your answer to the trial message has come. Text messages work both ways.")


def invitation(facts: Facts) -> str:
    return letter(
        _("%(name)s has opened an account for you. Your login: %(login)s") % facts,
        _("Open this address to choose your password. It serves once, within seven days:"),
        facts["link"],
        _("If you expect no account, do nothing."),
    )


def reset(facts: Facts) -> str:
    return letter(
        reset_made(facts),
        _("Open this address to choose your password. It serves once, within one day:"),
        facts["link"],
        warning(),
    )


def reset_announced(facts: Facts) -> str:
    given = _("It was not sent to you by mail: it was handed over in another way.")
    return letter(reset_made(facts), given, warning())


def reset_announced_shortly(facts: Facts) -> str:
    return _(
        "A link to change your password was made on %(day)s at %(time)s. You did not ask for it? Tell your manager."
    ) % moment(facts, "d/m")


def reset_made(facts: Facts) -> str:
    return _("A link to change your password was made by %(name)s on %(day)s at %(time)s.") % {
        "name": facts["name"],
        **moment(facts, "j F Y"),
    }


def contact_changed(facts: Facts) -> str:
    changed = _(
        "%(name)s changed the mail or the phone of your account on %(day)s at %(time)s. Messages about your password no longer come here."
    )
    return letter(changed % {"name": facts["name"], **moment(facts, "j F Y")}, warning())


def contact_changed_shortly(facts: Facts) -> str:
    return _(
        "The mail or the phone of your account was changed on %(day)s at %(time)s. You did not ask for it? Tell your manager."
    ) % moment(facts, "d/m")


def moment(facts: Facts, day: str) -> dict[str, str]:
    local = localtime(datetime.fromisoformat(facts["at"]))
    return {"day": date_format(local, day), "time": date_format(local, "H:i")}


def warning() -> str:
    return _("If you did not ask for it, tell your manager: somebody could sign in as you.")


TEXTS: Final[Mapping[tuple[MessageTemplate, Channel], Callable[[Facts], str]]] = {
    (MessageTemplate.INVITATION, Channel.EMAIL): invitation,
    (MessageTemplate.RESET_LINK, Channel.EMAIL): reset,
    (MessageTemplate.RESET_ANNOUNCED, Channel.EMAIL): reset_announced,
    (MessageTemplate.RESET_ANNOUNCED, Channel.SMS): reset_announced_shortly,
    (MessageTemplate.CONTACT_CHANGED, Channel.EMAIL): contact_changed,
    (MessageTemplate.CONTACT_CHANGED, Channel.SMS): contact_changed_shortly,
    (MessageTemplate.TRIAL, Channel.EMAIL): trial,
    (MessageTemplate.TRIAL, Channel.SMS): trial_shortly,
    (MessageTemplate.TRIAL_ANSWERED, Channel.SMS): trial_answered,
    **AID_TEXTS,
    **ACTION_TEXTS,
    **REFERRAL_TEXTS,
    **CAMPAIGN_TEXTS,
}
