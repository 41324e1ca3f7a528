"""Somebody is worried, or a need asks for a service: the orienteurs have it, the need stays open with its owner and a date."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import commons, triage
from tests.make import mutual_aid as make
from tests.make.reading import text
from tests.web import test_asking
from tests.web.test_asking import sent
from tests.web.test_asking_words import opened

from entremise.accounts.vocabulary import Actor
from entremise.journeys.report_news import end_item
from entremise.journeys.service_answers import answer_with_words, refuse_with_words
from entremise.mutual_aid.models import Introduction, Need
from entremise.mutual_aid.queries.needs import trace_of_need
from entremise.mutual_aid.vocabulary.needs import NeedState
from entremise.referral.models import Item, Referral, Report
from entremise.referral.operations.referrals import receive_referral
from entremise.referral.operations.reports import take_report
from entremise.referral.queries.reports import referral
from entremise.referral.vocabulary.referrals import (
    Answer,
    AnswerKind,
    ReferralCard,
    RefusalReason,
)
from entremise.referral.vocabulary.reports import Ending, UnmetReason

pytestmark = pytest.mark.django_db
SAID = "Le frigo est vide depuis lundi."
TOLD = {"theme": "courses_repas", "severity": "3", "said": SAID}
WITH_HER_WORD = TOLD | {"consent": "YES"}
desk, town = test_asking.desk, test_asking.town  # the same fixtures


@pytest.fixture
def code(desk) -> str:
    return sent(Client())


@pytest.fixture
def met(desk, code) -> int:
    return make.introduced(desk, Need.objects.get())


@pytest.fixture
def helper(desk) -> Client:
    return triage.browser(desk.helper, has_second_factor=False)


@pytest.fixture
def owner(desk) -> Client:
    return triage.browser(desk.owner)


def read_by_an_orienteur(report: Report) -> str:
    actor = triage.orienteur()
    browser = triage.browser(actor)
    page = reverse("triage:report", args=[report.pk])
    assert SAID not in text(browser.get(page))
    take_report(actor=actor, report_id=report.pk, at=commons.now())
    return text(browser.get(page))


def test_a_helper_who_worries_is_read_by_the_orienteur_who_takes_the_report(helper, met):
    answer = helper.post(reverse("helper:concern", args=[met]), WITH_HER_WORD, follow=True)

    report, need = Report.objects.get(), Need.objects.get()
    assert f"Le compte rendu {report.number}" in text(answer)
    assert (report.person, report.origin_kind, report.origin_id) == (
        need.person,
        "INTRODUCTION",
        met,
    )
    seen = read_by_an_orienteur(report)
    assert (SAID in seen, "Lucienne" in seen, need.number in seen) == (True, True, True)


def test_the_need_stays_open_with_its_owner_and_says_until_when(helper, owner, met):
    helper.post(reverse("helper:concern", args=[met]), WITH_HER_WORD)

    need, report = Need.objects.get(), Report.objects.get()
    assert (need.state, need.next_on) == (NeedState.UNDER_WAY, localdate(report.due_at))
    page = text(owner.get(reverse("between:need", args=[need.pk])))
    assert ("Compte rendu ouvert" in page, report.number in page, SAID in page) == (
        True,
        True,
        False,
    )


def test_a_worry_said_at_the_end_ends_the_meeting_with_it(helper, met):
    answer = helper.post(reverse("helper:tell", args=[met]), {"outcome": "CONCERN"})
    assert answer.url == f"{reverse('helper:concern', args=[met])}?fin=1"
    assert Introduction.objects.get().closed_at is None

    helper.post(answer.url, WITH_HER_WORD | {"is_over": "on"})

    assert Introduction.objects.get().outcome == "CONCERN"
    assert (Report.objects.count(), Need.objects.get().state) == (1, NeedState.SEARCHING)


def test_the_emergency_numbers_come_before_any_question(helper, met):
    page = text(helper.get(reverse("helper:concern", args=[met])))

    assert page.index("Appelez maintenant") < page.index("De quoi s'agit")


def test_words_of_danger_make_it_the_gravest_and_bring_the_need_to_the_top(helper, met):
    helper.post(
        reverse("helper:concern", args=[met]), WITH_HER_WORD | {"said": "Son fils la frappe."}
    )

    assert (Report.objects.get().severity, Need.objects.get().is_danger) == (1, True)


def test_without_her_word_the_words_are_not_kept(helper, met):
    helper.post(reverse("helper:concern", args=[met]), TOLD | {"consent": "NO"})

    report = Report.objects.get()
    assert Item.objects.get().consent == "NO"
    assert SAID not in read_by_an_orienteur(report)


def test_what_is_passed_on_without_her_word_has_its_reason(helper, met):
    answer = helper.post(reverse("helper:concern", args=[met]), TOLD | {"consent": "VITAL"})

    assert (answer.status_code, SAID in text(answer)) == (422, True)
    assert Report.objects.count() == 0


def test_a_stranger_raises_nothing(met):
    stranger = triage.browser(make.helper(), has_second_factor=False)

    answer = stranger.post(reverse("helper:concern", args=[met]), WITH_HER_WORD)

    assert (answer.status_code, Report.objects.count()) == (404, 0)


def test_she_who_is_worried_herself_is_called_and_the_helper_never_reads_it(helper, met, code):
    resident = opened(code)

    answer = resident.post(
        reverse("asking:concern"), TOLD | {"agreed": "on", "is_over": "on"}, follow=True
    )

    report = Report.objects.get()
    assert report.number in text(answer)
    assert Introduction.objects.get().outcome == "CONCERN"
    assert SAID in read_by_an_orienteur(report)
    assert SAID not in text(helper.get(reverse("helper:meeting", args=[met])))


def test_she_is_read_by_nobody_without_her_box(met, code):
    answer = opened(code).post(reverse("asking:concern"), TOLD)

    assert (answer.status_code, Report.objects.count()) == (422, 0)


def test_a_second_worry_comes_on_top_of_the_first(helper, met):
    page = reverse("helper:concern", args=[met])
    helper.post(page, WITH_HER_WORD)

    helper.post(page, WITH_HER_WORD | {"theme": "moral", "said": "Elle pleure."})

    report = Report.objects.get()
    assert list(report.items.order_by("pk").values_list("theme", flat=True)) == [
        "courses_repas",
        "moral",
    ]
    seen = read_by_an_orienteur(report)
    assert (SAID in seen, "Elle pleure." in seen) == (True, True)


@pytest.fixture
def oriented(owner, desk, code) -> Report:
    need = Need.objects.get()
    owner.post(reverse("between:take", args=[need.pk]))
    owner.post(reverse("between:orient", args=[need.pk]), WITH_HER_WORD)
    return Report.objects.get()


def ended(report: Report, ending: Ending, reason: UnmetReason | None = None) -> Need:
    actor = triage.orienteur()
    take_report(actor=actor, report_id=report.pk, at=commons.now())
    end_item(
        actor=actor,
        report_id=report.pk,
        item_id=Item.objects.get().pk,
        ending=ending,
        unmet_reason=reason,
        at=commons.now(),
    )
    return Need.objects.get()


def test_a_need_for_a_service_waits_with_the_orienteurs_and_keeps_its_owner(oriented, desk):
    need = Need.objects.get()

    assert (need.state, need.owner_id) == (NeedState.ORIENTED, desk.owner.user_id)
    assert need.next_on == localdate(oriented.due_at)
    assert SAID in read_by_an_orienteur(oriented)


def test_it_comes_back_today_when_no_service_helps(oriented):
    need = ended(oriented, Ending.UNMET, UnmetReason.NO_SERVICE)

    assert (need.state, need.next_on) == (NeedState.SEARCHING, localdate(commons.now()))
    assert trace_of_need(need.pk)[0].kind == "REPORT_UNMET"


def test_it_is_not_closed_by_itself_when_a_service_has_helped(oriented):
    need = ended(oriented, Ending.ANSWERED_AT_ONCE)

    assert (need.state, need.closed_at) == (NeedState.UNDER_WAY, None)
    assert need.next_on == localdate(commons.now())


def test_only_the_owner_orients_a_need(desk, code):
    need = Need.objects.get()
    colleague = triage.browser(desk.colleague)

    answer = colleague.post(reverse("between:orient", args=[need.pk]), WITH_HER_WORD)

    assert (answer.status_code, Report.objects.count()) == (404, 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """The service that was sent the item, and the page where it reads it."""

    browser: Client
    actor: Actor
    card: ReferralCard


@pytest.fixture
def service(oriented) -> Asked:
    """The orienteur sends what the owner wrote, as the form proposes it."""
    card, actor = triage.service_with_account()
    orienteur = triage.orienteur()
    browser = triage.browser(orienteur)
    take_report(actor=orienteur, report_id=oriented.pk, at=commons.now())
    page = reverse("triage:send", args=[oriented.pk, Item.objects.get().pk, card.service_id])
    proposed = browser.get(page).context["form"]["text"].value()
    browser.post(page, {"sent_by": "ACCOUNT", "text": proposed})
    found = referral(referral_id=Referral.objects.get().pk)
    return Asked(triage.browser(actor), actor, found)


def test_the_service_reads_the_words_sent_and_whom_to_ring(service):
    address = reverse("service:referral", args=[service.card.referral_id])

    page = text(service.browser.post(address, follow=True))

    assert (SAID in page, "Lucienne" in page) == (True, True)


def test_a_service_that_says_no_brings_the_need_back_today(service):
    refuse_with_words(
        actor=service.actor,
        card=service.card,
        reason=RefusalReason.NO_CAPACITY,
        text="Plus de place avant mars.",
        at=commons.now(),
    )

    need = Need.objects.get()
    assert (need.state, need.next_on) == (NeedState.SEARCHING, localdate(commons.now()))
    assert trace_of_need(need.pk)[0].kind == "REPORT_REFUSED"


def test_a_service_that_answers_tells_the_owner_and_closes_nothing(service):
    receive_referral(actor=service.actor, referral_id=service.card.referral_id, at=commons.now())

    answer_with_words(
        actor=service.actor,
        card=service.card,
        answer=Answer(AnswerKind.HELPED),
        text="Portage mis en place.",
        at=commons.now(),
    )

    need = Need.objects.get()
    assert (need.state, need.closed_at) == (NeedState.ORIENTED, None)
    assert (need.next_on, trace_of_need(need.pk)[0].kind) == (
        localdate(commons.now()),
        "REPORT_ANSWERED",
    )
