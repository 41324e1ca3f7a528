"""The word that a true caller of the town can say today: drawn from the date and the secret of the product."""

import hashlib
import hmac
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

WORDS: tuple[StrOrPromise, ...] = (
    _("swallow"),
    _("linden"),
    _("lantern"),
    _("apricot"),
    _("harbour"),
    _("violin"),
    _("chestnut"),
    _("lighthouse"),
    _("poppy"),
    _("basket"),
    _("nightingale"),
    _("cherry tree"),
    _("umbrella"),
    _("mirabelle"),
    _("windmill"),
    _("squirrel"),
    _("clover"),
    _("accordion"),
    _("ladybird"),
    _("hazelnut"),
    _("rowing boat"),
    _("thyme"),
    _("blackbird"),
    _("sunflower"),
)


def word_of_the_day(on: date) -> StrOrPromise:
    """The same word for everybody on one day, which nobody can work out for tomorrow."""
    drawn = hmac.digest(
        settings.SECRET_KEY.encode(), f"word|{on.isoformat()}".encode(), hashlib.sha256
    )
    return WORDS[int.from_bytes(drawn[:4]) % len(WORDS)]
