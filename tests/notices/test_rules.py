"""Text messages do not ring at night."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from entremise.notices.rules import may_leave_at
from entremise.notices.vocabulary import Channel, MessageTemplate

PARIS = ZoneInfo("Europe/Paris")


def leaves(*moment, channel=Channel.SMS, template=MessageTemplate.HELPER_ASKED):
    at = may_leave_at(channel=channel, template=template, at=datetime(*moment, tzinfo=PARIS))
    return at.astimezone(PARIS).timetuple()[:5]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ((2026, 7, 14, 8, 0), (2026, 7, 14, 8, 0)),
        ((2026, 7, 14, 19, 59), (2026, 7, 14, 19, 59)),
        ((2026, 7, 14, 20, 0), (2026, 7, 15, 8, 0)),
        ((2026, 7, 15, 3, 30), (2026, 7, 15, 8, 0)),
        ((2026, 12, 31, 23, 59), (2027, 1, 1, 8, 0)),
        ((2026, 10, 24, 22, 0), (2026, 10, 25, 8, 0)),  # the hour goes back in this night
        ((2027, 3, 27, 22, 0), (2027, 3, 28, 8, 0)),  # and forward in this one
    ],
)
def test_a_text_message_of_the_night_leaves_at_eight(moment, expected):
    assert leaves(*moment) == expected


def test_a_mail_and_a_warning_about_an_account_leave_at_night():
    night = (2026, 7, 14, 23, 0)

    assert leaves(*night, channel=Channel.EMAIL) == night
    assert leaves(*night, template=MessageTemplate.CONTACT_CHANGED) == night
