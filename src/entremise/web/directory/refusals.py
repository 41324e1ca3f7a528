"""How the directory says no."""

from django.utils.translation import gettext_lazy as _

from entremise.directory.vocabulary import Refusal
from entremise.web.shell.refusals import Words

WORDS = (
    Words(
        Refusal.NAME_TAKEN,
        409,
        _("A service of this name is in the directory"),
        _("Correct that entry instead, or choose another name."),
    ),
    Words(
        Refusal.NOT_FOUND,
        404,
        _("This service is not in the directory"),
        _("Search for it by another name."),
    ),
    Words(
        Refusal.NOT_YOUR_SERVICE,
        403,
        _("This belongs to another service"),
        _("Look at your own list."),
    ),
    Words(
        Refusal.FILE_UNUSABLE,
        422,
        _("This file cannot be used"),
        _("Bring it again from the page of the files of services: it says why."),
    ),
    Words(
        Refusal.WRONG_STEP,
        409,
        _("This step is not possible now"),
        _("Somebody has accepted, stopped or taken back this file meanwhile. Look at it again."),
    ),
    Words(
        Refusal.NOTHING_NEW,
        409,
        _("There is nothing to write"),
        _("The directory says all of this already."),
    ),
    Words(
        Refusal.NOT_LAST,
        409,
        _("Another file was imported since"),
        _("Take that one back first: imports go back one by one, the last first."),
    ),
)
