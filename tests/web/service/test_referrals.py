from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import accounts, commons
from tests.make import triage as make
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.referral.models import Item, Referral
from entremise.referral.operations.endings import close_item, withdraw_report
from entremise.referral.vocabulary.referrals import ReferralState, SentBy
from entremise.referral.vocabulary.reports import Ending, ItemState

pytestmark = pytest.mark.django_db
NOT_ASKED = ("age_band", "birth", "address", "third_party", "situation", "free_text")


@pytest.fixture
def account():
    """A referral to a service with an account, and its browser."""
    service, actor = make.service_with_account()
    sending = make.sending(service, SentBy.ACCOUNT, make.FRIDGE, make.LONELY, make.HEAT)
    return make.browser(actor), sending.sent.referral_id


def in_days(count):
    day = localdate() + timedelta(days=count)
    return {
        "first_contact_on_day": day.day,
        "first_contact_on_month": day.month,
        "first_contact_on_year": day.year,
    }


def test_a_service_sees_its_list_without_any_name(account):
    browser, _ = account

    answer = browser.get(reverse("service:list"))

    assert answer.status_code == 200
    assert "Demandes à traiter" in text(answer)
    assert not [word for word in CANARIES if word in text(answer)]


def test_a_long_list_comes_page_by_page(account):
    browser, _ = account
    row = Referral.objects.get()
    row.link_digest = row.coupon = None
    row.state = ReferralState.ANSWERED
    for _number in range(30):
        row.pk = None
        row.save()

    pages = [
        browser.get(reverse("service:list"), {"view": "done", "page": number}) for number in (1, 2)
    ]

    assert [len(page.context["rows"]) for page in pages] == [25, 5]
    assert "view=done&amp;page=2" in pages[0].content.decode()
    assert len(browser.get(reverse("service:list")).context["rows"]) == 1


def test_a_first_look_shows_nobody_and_opening_is_receiving(account):
    browser, referral_id = account
    url = reverse("service:referral", args=[referral_id])

    before = browser.get(url)
    assert not [word for word in CANARIES if word in text(before)]
    assert Referral.objects.get().received_at is None
    after = browser.post(url, follow=True)

    assert "Vaudremont" in text(after)
    assert Referral.objects.get().received_at is not None


def test_by_account_a_service_sees_one_item_and_no_more_of_the_person(account):
    browser, referral_id = account

    answer = browser.post(reverse("service:referral", args=[referral_id]), follow=True)

    for word in (
        "Vaudremont",
        "Portage de repas",
        "Parler fort",
        "tel:+33199003107",
    ):
        assert word in text(answer)
    assert not [word for word in make.NOT_GIVEN if word in text(answer)]


def test_a_service_never_asks_for_more_than_it_is_given(account):
    browser, referral_id = account
    browser.post(reverse("service:referral", args=[referral_id]))

    with CaptureQueriesContext(connection) as seen:
        browser.get(reverse("service:referral", args=[referral_id]))

    (asked,) = [one["sql"] for one in seen if "sealed.ask(" in one["sql"]]
    assert "phone" in asked
    assert not [group for group in NOT_ASKED if group in asked]


def test_a_service_takes_charge_and_says_what_it_did(account):
    browser, referral_id = account
    browser.post(reverse("service:referral", args=[referral_id]))
    assert browser.get(reverse("service:accept", args=[referral_id])).status_code == 200

    taken = browser.post(reverse("service:accept", args=[referral_id]), in_days(1), follow=True)
    said = browser.post(
        reverse("service:answer", args=[referral_id]),
        {"kind": "HELPED", "text": "Repas livrés"},
        follow=True,
    )

    assert "Merci. L'équipe sait que vous prenez cette demande en charge." in text(taken)
    assert "Repas livrés" in text(said)
    assert Referral.objects.get().state == ReferralState.ANSWERED
    assert "Répondu" in text(browser.get(reverse("service:list"), {"view": "done"}))


def test_a_service_asks_one_thing_and_its_clock_stops(account):
    browser, referral_id = account
    browser.post(reverse("service:referral", args=[referral_id]))

    answer = browser.post(
        reverse("service:question", args=[referral_id]),
        {"question": "Quel étage ?"},
        follow=True,
    )

    assert "Quel étage" in text(answer)
    assert Referral.objects.get().state == ReferralState.QUESTIONED


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("accept", {"first_contact_on_day": "40", "first_contact_on_year": "2031"}, "2031"),
        ("refuse", {"reason": "OTHER", "text": ""}, "OTHER"),
        ("answer", {"kind": "HELPED", "text": ""}, "HELPED"),
        ("question", {"question": ""}, ""),
    ],
)
def test_an_invalid_form_answers_422_and_keeps_what_was_given(account, name, given, kept):
    browser, referral_id = account
    browser.post(reverse("service:referral", args=[referral_id]))

    answer = browser.post(reverse(f"service:{name}", args=[referral_id]), given)

    assert answer.status_code == 422
    assert kept in text(answer)


def test_after_a_refusal_the_item_is_to_place_and_the_service_sees_nobody(account):
    browser, referral_id = account
    browser.post(reverse("service:referral", args=[referral_id]))

    answer = browser.post(
        reverse("service:refuse", args=[referral_id]), {"reason": "NO_CAPACITY"}, follow=True
    )

    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == reverse("service:list")
    assert Item.objects.get(pk=Referral.objects.get().item_id).state == ItemState.OPEN
    assert "Vaudremont" not in text(browser.get(reverse("service:referral", args=[referral_id])))


def test_another_service_reads_nothing(account):
    _, referral_id = account
    _, stranger = make.service_with_account()
    browser = make.browser(stranger)

    for name in ("referral", "accept", "refuse", "question", "answer"):
        answer = browser.get(reverse(f"service:{name}", args=[referral_id]))
        assert answer.status_code == 403
        assert "Vaudremont" not in text(answer)


def test_other_roles_have_no_service_pages(account):
    _, referral_id = account
    caller = make.browser(accounts.actor(Role.CALLER))

    assert caller.get(reverse("service:list")).status_code == 403
    assert caller.get(reverse("service:referral", args=[referral_id])).status_code == 403


def test_a_refusal_sent_twice_counts_once(account):
    browser, referral_id = account
    browser.post(reverse("service:referral", args=[referral_id]))
    form = {"reason": "NO_CAPACITY", "once": "une-fois"}

    answers = [browser.post(reverse("service:refuse", args=[referral_id]), form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_when_the_person_takes_her_word_back_the_service_sees_nobody(account):
    browser, referral_id = account
    browser.post(reverse("service:referral", args=[referral_id]))
    report_id = Referral.objects.get().item.report_id

    withdraw_report(actor=SYSTEM, report_id=report_id, at=commons.now())
    answer = browser.get(reverse("service:referral", args=[referral_id]))

    assert "Vaudremont" not in text(answer)
    assert answer.status_code in {403, 404, 409}


def test_when_the_item_has_ended_the_service_sees_nobody():
    service, actor = make.service_with_account()
    sending = make.sending(service, SentBy.ACCOUNT)
    browser, referral_id = make.browser(actor), sending.sent.referral_id
    browser.post(reverse("service:referral", args=[referral_id]))
    browser.post(
        reverse("service:answer", args=[referral_id]), {"kind": "HELPED", "text": "Repas livrés"}
    )
    assert "Vaudremont" in text(browser.get(reverse("service:referral", args=[referral_id])))

    close_item(
        actor=sending.orienteur,
        item_id=sending.report.item_ids[0],
        ending=Ending.ORIENTED,
        at=commons.now(),
    )

    assert "Vaudremont" not in text(browser.get(reverse("service:referral", args=[referral_id])))
