"""An association over HTTP: it answers for what it is shown, and sees the person only after its yes."""

import pytest
from django.urls import reverse
from tests.make import accounts, commons, triage
from tests.make import mutual_aid as make
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.accounts.models import Organization
from entremise.accounts.vocabulary import Role
from entremise.commons.models import Assignment
from entremise.mutual_aid.models import Need, Step
from entremise.mutual_aid.operations.needs import Understood, take_need, understand_need
from entremise.mutual_aid.vocabulary.needs import Urgency, When

pytestmark = pytest.mark.django_db


@pytest.fixture
def between(desk):
    return triage.browser(desk.owner)


def ready(desk) -> Need:
    need, at = make.asked_by(desk.register_id), commons.now()
    take_need(actor=desk.owner, need_id=need.pk, at=at)
    what = Understood("courses", Urgency.SOON, When(), is_shown=False)
    understand_need(actor=desk.owner, need_id=need.pk, what=what, at=at)
    return need


def shared(desk, between) -> Need:
    need = ready(desk)
    given = {"organization": desk.partner.organization_id, "agreed": "on"}
    between.post(reverse("between:share", args=[need.pk]), given)
    return need


def seen_by(user_id: int) -> int:
    return Assignment.objects.filter(user_id=user_id, released_at=None).count()


def leaks(answer) -> list[str]:
    return [word for word in CANARIES if word in text(answer)]


def test_from_the_question_to_how_it_went(desk, between, partner):
    need = shared(desk, between)
    url = reverse("partner:need", args=[need.pk])

    home, before = partner.get(reverse("partner:home")), partner.get(url)
    partner.post(reverse("partner:take", args=[need.pk]))
    after, seen = partner.get(url), seen_by(desk.partner.user_id)
    partner.post(reverse("partner:tell", args=[need.pk]), {"outcome": "WENT_WELL"})

    need.refresh_from_db()
    assert need.number in text(home)
    assert (leaks(home), leaks(before)) == ([], [])
    assert "Je ne peux plus porter mes courses." in text(after)
    assert (seen, seen_by(desk.partner.user_id)) == (1, 0)
    assert (need.state, need.organization_id) == ("UNDER_WAY", None)
    assert partner.get(url).status_code == 404


def test_without_the_yes_of_the_person_no_association_is_asked(desk, between):
    need = ready(desk)

    answer = between.post(
        reverse("between:share", args=[need.pk]), {"organization": desk.partner.organization_id}
    )

    need.refresh_from_db()
    assert (answer.status_code, need.organization_id) == (422, None)


def test_a_no_brings_the_need_back_today_with_its_reason(desk, between, partner):
    need = shared(desk, between)

    mute = partner.post(reverse("partner:refuse", args=[need.pk]), {"reason": ""})
    partner.post(reverse("partner:refuse", args=[need.pk]), {"reason": "TOO_FAR"})

    need.refresh_from_db()
    assert mute.status_code == 422
    assert (need.state, need.organization_id) == ("SEARCHING", None)
    assert Step.objects.get(kind="CHARGE_REFUSED").detail == "TOO_FAR"


def test_another_association_finds_nothing(desk, between):
    need = shared(desk, between)
    other = triage.browser(accounts.actor(Role.PARTNER))

    answers = [
        other.get(reverse("partner:need", args=[need.pk])),
        other.post(reverse("partner:take", args=[need.pk])),
        other.post(reverse("partner:refuse", args=[need.pk]), {"reason": "TOO_FAR"}),
        other.post(reverse("partner:tell", args=[need.pk]), {"outcome": "WENT_WELL"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert need.number not in text(other.get(reverse("partner:home")))


def test_a_colleague_of_the_association_does_not_see_the_person(desk, between, partner):
    need = shared(desk, between)
    partner.post(reverse("partner:take", args=[need.pk]))
    body = Organization.objects.get(pk=desk.partner.organization_id)
    colleague = triage.browser(accounts.actor(Role.PARTNER, organization=body))

    answer = colleague.get(reverse("partner:need", args=[need.pk]))

    assert answer.status_code == 200
    assert leaks(answer) == []


@pytest.mark.parametrize("way", ["take_back", "close"])
def test_what_the_desk_takes_back_or_closes_is_seen_no_more(desk, between, partner, way):
    need = shared(desk, between)
    partner.post(reverse("partner:take", args=[need.pk]))

    between.post(reverse(f"between:{way}", args=[need.pk]), {"ending": "DONE:HELPED"})

    assert seen_by(desk.partner.user_id) == 0
    assert need.number not in text(partner.get(reverse("partner:home")))


def test_the_time_that_answers_take_is_shown_to_both(desk, between, partner):
    need = shared(desk, between)
    partner.post(reverse("partner:take", args=[need.pk]))
    other = ready(desk)

    assert "Vous répondez d'habitude en 1 heure." in text(partner.get(reverse("partner:home")))
    page = text(between.get(reverse("between:share", args=[other.pk])))
    assert "répond d'habitude en 1 h" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_with_more_rows(
    desk, between, partner, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        shared(desk, between)
    partner.get(reverse("partner:home"))

    with django_assert_max_num_queries(12):
        partner.get(reverse("partner:home"))
