"""What messages about a campaign say to its leads: its name, why, what to do; nobody's name."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from entremise.journeys.aid_words import Texts, signed
from entremise.journeys.kit_words import Facts, letter
from entremise.notices.vocabulary import Channel, MessageTemplate

RIGHT_LOST: Final = "RIGHT_LOST"
URGENT_LATE: Final = "URGENT_LATE"
WHY: Final[dict[str, StrOrPromise]] = {
    RIGHT_LOST: gettext_lazy(
        "The act or the decision no longer lets us call: the right to read is suspended."
    ),
    URGENT_LATE: gettext_lazy(
        "An urgent report has been late for more than a day. It comes first."
    ),
}
DO: Final[dict[str, StrOrPromise]] = {
    RIGHT_LOST: gettext_lazy(
        "What to do: ask a decider to record an act, or wait for the vote. Then go on with the campaign, or close it."
    ),
    URGENT_LATE: gettext_lazy(
        "What to do: have an orienteur take the urgent reports, then go on with the campaign. Calls that were going on may end."
    ),
}


def paused(facts: Facts) -> str:
    return letter(
        _("The campaign « %(title)s » is paused: no new call begins.") % facts,
        str(WHY[facts["why"]]),
        str(DO[facts["why"]]),
        facts["lien"],
    )


def paused_shortly(facts: Facts) -> str:
    said = _("a campaign of calls was paused by itself. Why and what to do: %(lien)s") % facts
    return signed(said, ends="%(standard)s")


CAMPAIGN_TEXTS: Final[Texts] = {
    (MessageTemplate.CAMPAIGN_PAUSED, Channel.EMAIL): paused,
    (MessageTemplate.CAMPAIGN_PAUSED, Channel.SMS): paused_shortly,
}
