"""An association asks, is met, works with the desk, and leaves: needs are shown to it only meanwhile."""

import pytest
from django.urls import reverse
from tests.make import accounts
from tests.make import mutual_aid as make
from tests.make.reading import text

from entremise.accounts.vocabulary import OrganizationKind
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Membership
from entremise.mutual_aid.operations.sharing import share_need
from entremise.mutual_aid.vocabulary.common import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return accounts.organization(kind=OrganizationKind.ASSOCIATION, name="Les Voisins du Pont")


def state(body):
    return Membership.objects.get(organization=body).state


def share(desk, body):
    need = make.owned_need(desk.owner)
    share_need(actor=desk.owner, need_id=need.pk, organization_id=body.pk, at=make.NOON)
    return need


def test_it_asks_is_met_and_works_with_the_desk(browser, desk, body):
    page = reverse("between:associations")
    browser.post(page, {"organization": body.pk})
    one = Membership.objects.get(organization=body)
    with pytest.raises(Refused, match=Refusal.NOT_YOURS):
        share(desk, body)

    early = browser.post(reverse("between:association_active", args=[one.pk]))
    day = {"met_on_day": "16", "met_on_month": "7", "met_on_year": "2026"}
    browser.post(reverse("between:association_met", args=[one.pk]), day)
    met = state(body)
    browser.post(reverse("between:association_active", args=[one.pk]))

    assert (early.status_code, met, state(body)) == (409, "MET", "ACTIVE")
    assert share(desk, body).pk
    assert "Les Voisins du Pont" in text(browser.get(page))


def test_a_meeting_to_come_is_an_error_beside_the_day(browser, body):
    browser.post(reverse("between:associations"), {"organization": body.pk})
    one = Membership.objects.get(organization=body)
    day = {"met_on_day": "1", "met_on_month": "1", "met_on_year": "2099"}

    answer = browser.post(reverse("between:association_met", args=[one.pk]), day)

    assert (answer.status_code, state(body)) == (422, "CANDIDATE")


def test_when_it_ends_its_needs_come_back_and_its_offers_are_over(browser, desk, body):
    make.works_with(body.pk)
    need, offer = share(desk, body), make.offer(organization_id=body.pk)
    one = Membership.objects.get(organization=body)

    browser.post(reverse("between:association_end", args=[one.pk]), {"ending": "NO_PEOPLE"})

    need.refresh_from_db()
    offer.refresh_from_db()
    assert (state(body), need.organization_id, need.state) == ("ENDED", None, "SEARCHING")
    assert offer.state == "RELEASED"


def test_it_may_come_back(browser, body):
    make.works_with(body.pk)
    one = Membership.objects.get(organization=body)
    browser.post(reverse("between:association_end", args=[one.pk]), {"ending": "ASKED"})

    browser.post(reverse("between:associations"), {"organization": body.pk})

    assert state(body) == "CANDIDATE"
