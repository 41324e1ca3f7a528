"""What is to be followed, on screen: without names in lists, opened by a gesture."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from tests.make import accounts, commons, directory
from tests.make import triage as make
from tests.make.pdf import read_pdf
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.accounts.vocabulary import Role
from entremise.referral.models import HelpCheck, Item, Referral, Report
from entremise.referral.operations.endings import close_item
from entremise.referral.operations.referrals import receive_referral, take_back_referral
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.referrals import ReferralState, SentBy
from entremise.referral.vocabulary.reports import Consent, Ending, UnmetReason

pytestmark = pytest.mark.django_db
DANGER = make.Difficulty(
    "x-coupure",
    1,
    Consent.VITAL,
    ItemFacts(said="Huit degrés chez elle", vital_reason="Ne répond plus clairement"),
)


@pytest.fixture
def orienteur():
    return make.orienteur()


@pytest.fixture
def browser(orienteur):
    return make.browser(orienteur)


@pytest.fixture
def check(orienteur):
    opened = make.taken(orienteur, make.FRIDGE)
    close_item(
        actor=orienteur,
        item_id=opened.item_ids[0],
        ending=Ending.ANSWERED_AT_ONCE,
        at=commons.now(),
    )
    HelpCheck.objects.update(due_on=commons.now().date())
    return HelpCheck.objects.get()


def nobody_in(answer):
    return not [word for word in CANARIES if word in text(answer)]


def test_what_is_not_shown_is_counted(browser):
    make.sending(directory.service(), SentBy.PHONE, make.FRIDGE)
    row = Referral.objects.get()
    row.link_digest = row.coupon = None
    row.is_to_forget, row.state = True, ReferralState.WITHDRAWN
    for _ in range(102):
        row.pk = None
        row.save()

    page = browser.get(reverse("triage:follow"))

    assert len(page.context["to_tell"]) == 100
    assert "102 services à prévenir" in text(page)
    assert "les suivants viennent" in text(page)


def test_the_list_names_nobody_for_orienteurs_and_leads_and_is_closed_to_callers(browser, check):
    lead = make.browser(accounts.actor(Role.CAMPAIGN_LEAD), has_second_factor=False)
    caller = make.browser(accounts.actor(Role.CALLER), has_second_factor=False)

    for one in (browser, lead):
        answer = one.get(reverse("triage:follow"))
        assert answer.status_code == 200
        assert "1 personne à rappeler" in text(answer)
        assert nobody_in(answer)
    assert caller.get(reverse("triage:follow")).status_code == 403


def test_asking_shows_the_person_by_a_gesture_and_her_answer_ends_it(browser, check):
    address = reverse("triage:ask_whether", args=[check.pk])
    assert nobody_in(browser.get(address))

    shown = browser.post(address)
    assert "Vaudremont" in text(shown)
    missing = browser.post(address, {"answered": "1"})
    assert missing.status_code == 422
    answer = browser.post(address, {"answered": "1", "answer": "YES"}, follow=True)

    assert "cela a aidé" in text(answer)
    assert HelpCheck.objects.get().state == "HELPED"


def test_another_day_is_kept_and_no_past_one(browser, check):
    address = reverse("triage:put_off", args=[check.pk])
    past = {"on_day": "1", "on_month": "1", "on_year": "2020"}
    assert browser.post(address, past).status_code == 422

    browser.post(address, {"on_day": "1", "on_month": "3", "on_year": "2099"})

    assert HelpCheck.objects.get().due_on.year == 2099


def test_a_second_look_reads_the_reason_and_never_one_s_own(orienteur, browser):
    opened = make.taken(orienteur, DANGER)
    address = reverse("triage:review_vital", args=[opened.item_ids[0]])
    assert "Ne répond plus" not in text(browser.get(address))

    assert "Ne répond plus clairement" in text(browser.post(address))
    browser.post(address, {"answered": "1", "verdict": "JUSTIFIED"})

    assert browser.get(address).status_code == 409
    dpo = make.browser(accounts.actor(Role.DPO))
    counts = text(dpo.get(reverse("triage:vital_counts")))
    assert "Pas encore relues" in counts
    author = Report.objects.get().author_id
    assert author != orienteur.user_id


def test_a_service_without_mail_is_rung_to_forget(orienteur, browser):
    sending = make.sending(directory.service(), SentBy.PHONE, make.FRIDGE)
    receive_referral(
        actor=sending.orienteur, referral_id=sending.sent.referral_id, at=commons.now()
    )
    take_back_referral(
        actor=sending.orienteur, referral_id=sending.sent.referral_id, at=commons.now()
    )
    assert "1 service à prévenir" in text(browser.get(reverse("triage:follow")))

    browser.post(reverse("triage:tell_service", args=[sending.sent.referral_id]))

    assert not Referral.objects.filter(is_to_forget=True).exists()


def test_the_letter_has_its_coupon_and_is_a_file_that_screen_readers_read():
    sending = make.sending(directory.service(), SentBy.PAPER, make.FRIDGE, make.HEAT)
    browser = make.browser(sending.orienteur)
    address = reverse("triage:letter", args=[sending.sent.referral_id])
    coupon = Referral.objects.get().coupon

    page, file = browser.get(address), read_pdf(browser.get(f"{address}?pdf=1").content)

    for word in ("Vaudremont", "Portage de repas", coupon):
        assert word in text(page)
        assert file.says(word)
    assert file.is_accessible
    assert not [word for word in make.NOT_GIVEN if word in text(page)]
    refused = make.browser(make.orienteur()).get(address)
    assert refused.status_code == 404
    assert "Vaudremont" not in text(refused)


def test_a_clerk_types_a_coupon_without_reading_anybody():
    sending = make.sending(directory.service(), SentBy.PAPER, make.FRIDGE)
    clerk = make.browser(accounts.actor(Role.CLERK), has_second_factor=False)
    coupon = Referral.objects.get().coupon
    found = clerk.post(reverse("triage:find_coupon"), {"coupon": coupon}, follow=True)
    assert found.status_code == 200
    assert nobody_in(found)
    address = reverse("triage:coupon", args=[sending.sent.referral_id])
    assert clerk.post(address, {"said": "REFUSED"}).status_code == 422

    clerk.post(address, {"said": "REFUSED", "reason": "NO_CAPACITY", "heard_from": "Mme Petit"})

    assert Item.objects.get().state == "OPEN"
    assert clerk.post(reverse("triage:find_coupon"), {"coupon": coupon}).status_code == 404


def test_needs_without_answer_hide_small_numbers_on_screen_and_in_files(orienteur, browser):
    opened = make.taken(orienteur, make.FRIDGE)
    close_item(
        actor=orienteur,
        item_id=opened.item_ids[0],
        ending=Ending.UNMET,
        unmet_reason=UnmetReason.NO_SERVICE,
        at=commons.now(),
    )

    page = text(browser.get(reverse("triage:unmet")))
    csv = browser.get(reverse("triage:export_unmet", args=["csv"])).content.decode()
    ods = browser.get(reverse("triage:export_unmet", args=["ods"])).content

    assert "caché" in page
    assert "< 11" in csv
    with ZipFile(BytesIO(ods)) as file:
        assert file.namelist()[0] == "mimetype"
        assert b"&lt; 11" in file.read("content.xml")
    assert browser.get(reverse("triage:export_unmet", args=["pdf"])).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_the_trace_leaves_in_three_kinds_and_names_nobody(browser, kind):
    make.called()

    answer = browser.get(reverse("triage:export_trace", args=[kind]))

    assert answer.status_code == 200
    assert not [word for word in CANARIES if word.encode() in answer.content]


def test_the_trace_of_a_report_is_a_sheet_without_her_name(browser):
    opened = make.called()
    address = reverse("triage:trace_of_report", args=[opened.report_id])

    page, file = browser.get(address), read_pdf(browser.get(f"{address}?pdf=1").content)

    assert nobody_in(page)
    assert "Rien de cette trace ne peut être changé" in text(page)
    assert file.is_accessible


def test_a_severity_is_changed_and_a_report_handed_over_on_screen(orienteur, browser):
    opened, other = make.taken(orienteur, make.FRIDGE), make.orienteur()
    regrade = reverse("triage:regrade", args=[opened.report_id, opened.item_ids[0]])

    browser.post(regrade, {"severity": "3", "reason": "NEW_FACT"})
    browser.post(reverse("triage:hand_over", args=[opened.report_id]), {"user_id": other.user_id})

    row = Report.objects.get()
    assert (row.severity, row.held_by_id) == (3, other.user_id)
