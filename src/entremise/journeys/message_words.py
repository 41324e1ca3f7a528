"""What messages say: subjects that tell nothing about anybody, texts for one holder."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.notices.vocabulary import Channel, MessageTemplate

SUBJECTS: Mapping[MessageTemplate, StrOrPromise] = {
    MessageTemplate.INVITATION: gettext_lazy("Your account is open"),
    MessageTemplate.RESET_LINK: gettext_lazy("Your link for a new password"),
    MessageTemplate.RESET_ANNOUNCED: gettext_lazy("A link for your password was made"),
}


def invitation_text(*, name: str, login: str, link: str) -> str:
    return letter(
        _("%(name)s has opened an account for you. Your login: %(login)s")
        % {"name": name, "login": login},
        _("Open this address to choose your password. It serves once, within seven days:"),
        link,
        _("If you expect no account, do nothing."),
    )


def reset_text(*, name: str, link: str, at: datetime) -> str:
    return letter(
        reset_made(name, at),
        _("Open this address to choose your password. It serves once, within one day:"),
        link,
        warning(),
    )


def reset_announced_text(*, name: str, channel: Channel, at: datetime) -> str:
    """A text message names nobody: it must fit one segment, in letters that each phone knows."""
    if channel is Channel.EMAIL:
        given = _("It was not sent to you by mail: it was handed over in another way.")
        return letter(reset_made(name, at), given, warning())
    local = localtime(at)
    return _(
        "A link to change your password was made on %(day)s at %(time)s. You did not ask for it? Tell your manager."
    ) % {"day": date_format(local, "d/m"), "time": date_format(local, "H:i")}


def reset_made(name: str, at: datetime) -> str:
    local = localtime(at)
    return _("A link to change your password was made by %(name)s on %(day)s at %(time)s.") % {
        "name": name,
        "day": date_format(local, "j F Y"),
        "time": date_format(local, "H:i"),
    }


def warning() -> str:
    return _("If you did not ask for it, tell your manager: somebody could sign in as you.")


def letter(*paragraphs: str) -> str:
    return "\n\n".join((_("Hello,"), *paragraphs)) + "\n"
