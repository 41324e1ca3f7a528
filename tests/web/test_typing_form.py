"""The days that a sheet names in figures, without their year."""

import uuid
from datetime import UTC, date, datetime

import pytest
from tests.make import kits
from tests.make import outreach as make

from entremise.commons.vocabulary.law import Purpose
from entremise.kits.queries import version
from entremise.outreach.vocabulary.paper import SheetState, SheetToType
from entremise.web.paper.typing_form import TypingForm

pytestmark = pytest.mark.django_db


def typed(on, **given):
    """The form of a sheet of this day."""
    kit_id = kits.kit_version()
    campaign = make.campaign(kit_version_id=kit_id, ends_at=datetime(2030, 1, 1, tzinfo=UTC))
    sheet = SheetToType(
        sheet_id=1,
        code="C7K-42",
        position=1,
        state=SheetState.OUT,
        call_id=1,
        campaign_id=campaign.pk,
        campaign_title=campaign.title,
        organization_id=campaign.organization_id,
        register_id=None,
        kit_version_id=kit_id,
        purpose=Purpose.ALERT_CALL,
        person=uuid.uuid4(),
        caller_id=1,
        on=on,
        is_afternoon=False,
        first_typed_by=None,
        first_typed_at=None,
    )
    at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    form = TypingForm({"outcome": "14", **given}, sheet=sheet, kit=version(kit_id), at=at)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("on", "away", "until"),
    [
        (date(2026, 7, 16), "30/07", date(2026, 7, 30)),
        (date(2026, 12, 28), "05/01", date(2027, 1, 5)),
        (date(2027, 12, 28), "29/02", date(2028, 2, 29)),
    ],
)
def test_a_day_without_its_year_is_the_next_one(on, away, until):
    closing = typed(on, away=away).closing()

    assert closing.away_until.date() == until


@pytest.mark.parametrize(
    ("on", "away"),
    [
        (date(2028, 7, 16), "29/02"),  # no such day within a year
        (date(2026, 7, 16), "10/07"),  # a slip of the pen: she would wait for a year
    ],
)
def test_a_day_that_is_past_is_asked_again(on, away):
    assert "away" in typed(on, away=away).errors
