import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, commons, directory
from tests.make import triage as make
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.accounts.vocabulary import Role
from entremise.referral.models import Item, Referral, Report, Step
from entremise.referral.operations.referrals import receive_referral
from entremise.referral.queries.reports import referral
from entremise.referral.vocabulary.referrals import ReferralState
from entremise.referral.vocabulary.reports import Ending, ReportState

pytestmark = pytest.mark.django_db


@pytest.fixture
def orienteur():
    return make.orienteur()


@pytest.fixture
def browser(orienteur):
    return make.browser(orienteur)


def taken(browser):
    """A report of two items, taken through the page."""
    opened = make.called()
    browser.post(reverse("triage:take", args=[opened.report_id]))
    return opened


def send_url(opened, service):
    return reverse("triage:send", args=[opened.report_id, opened.item_ids[0], service.service_id])


def test_the_most_urgent_report_is_taken_with_one_button_and_shows_the_person(browser):
    make.called()

    answer = browser.post(reverse("triage:take_urgent"), follow=True)

    assert answer.status_code == 200
    assert "Vaudremont" in text(answer)
    assert "Le frigo est vide" in text(answer)


def test_nothing_waits_is_said_in_french(browser):
    answer = browser.post(reverse("triage:take_urgent"), follow=True)

    assert "Plus rien n'attend." in answer.context["messages"]._loaded_data[0].message


def test_a_report_that_is_not_held_shows_nobody(browser):
    opened = make.called()

    answer = browser.get(reverse("triage:report", args=[opened.report_id]))

    assert answer.status_code == 200
    assert "Prenez le compte rendu" in text(answer)
    assert not [word for word in (*CANARIES, "Le frigo est vide") if word in text(answer)]


def test_facts_without_consent_were_never_kept(browser):
    opened = taken(browser)

    answer = browser.get(reverse("triage:report", args=[opened.report_id]))

    assert "Le frigo est vide" in text(answer)
    assert "Elle ne voit personne" not in text(answer)
    assert "La personne ne veut pas que ce point soit transmis." in text(answer)


def test_services_are_proposed_with_their_reasons(browser):
    service = directory.service(themes=("courses_repas",))
    opened = taken(browser)

    answer = browser.get(reverse("triage:report", args=[opened.report_id]))

    assert service.name in text(answer)
    assert "fait cela" in text(answer)


def test_an_item_goes_to_a_service_with_its_account(browser):
    service, _ = make.service_with_account()
    opened = taken(browser)
    shown = browser.get(send_url(opened, service))
    assert "Ce que le service recevra" in text(shown)

    answer = browser.post(
        send_url(opened, service), {"sent_by": "ACCOUNT", "text": "Portage de repas"}
    )

    assert answer.status_code == 302
    assert Referral.objects.get().state == ReferralState.SENT


def test_a_service_without_account_gets_a_link_that_is_shown_once(browser):
    opened, service = taken(browser), directory.service()

    answer = browser.post(send_url(opened, service), {"sent_by": "LINK", "text": "Portage"})

    assert answer.status_code == 200
    assert "/service/lien/" in text(answer)
    again = browser.get(reverse("triage:report", args=[opened.report_id]))
    assert "/service/lien/" not in text(again)


def test_an_empty_message_answers_422_and_keeps_what_was_chosen(browser):
    opened, service = taken(browser), directory.service()

    answer = browser.post(send_url(opened, service), {"sent_by": "PHONE", "text": ""})

    assert answer.status_code == 422
    assert answer.context["form"]["sent_by"].value() == "PHONE"
    assert not Referral.objects.exists()


def test_an_unmet_need_without_reason_answers_422_and_keeps_the_choice(browser):
    opened = taken(browser)

    answer = browser.post(
        reverse("triage:end_item", args=[opened.report_id, opened.item_ids[0]]), {"ending": "UNMET"}
    )

    assert answer.status_code == 422
    assert "Dites pourquoi" in text(answer)
    assert 'value="UNMET"' in text(answer).split("checked")[0].rsplit("<input", 1)[-1]


def test_an_item_ends_and_the_trace_says_how(browser):
    opened = taken(browser)

    answer = browser.post(
        reverse("triage:end_item", args=[opened.report_id, opened.item_ids[0]]),
        {"ending": "UNMET", "unmet_reason": "NO_CAPACITY"},
        follow=True,
    )

    assert answer.status_code == 200
    assert Item.objects.get(pk=opened.item_ids[0]).ending == Ending.UNMET
    assert "aucune place nulle part" in text(answer)


def test_an_item_without_consent_is_never_sent(browser):
    opened, service = taken(browser), directory.service(themes=("isolement",))
    url = reverse("triage:send", args=[opened.report_id, opened.item_ids[1], service.service_id])

    answer = browser.post(url, {"sent_by": "PHONE", "text": "Visite"})

    assert answer.status_code == 409
    assert not Referral.objects.exists()


def test_one_question_goes_back_to_the_caller(browser):
    opened = taken(browser)

    browser.post(
        reverse("triage:ask_question", args=[opened.report_id]), {"question": "Depuis quand ?"}
    )

    row = Report.objects.get()
    assert (row.state, row.question) == (ReportState.BACK_TO_CALLER, "Depuis quand ?")


def test_an_empty_question_answers_422(browser):
    opened = taken(browser)

    answer = browser.post(reverse("triage:ask_question", args=[opened.report_id]), {"question": ""})

    assert answer.status_code == 422


def test_what_a_service_says_on_the_phone_is_written_down(browser):
    opened, service = taken(browser), directory.service()
    browser.post(send_url(opened, service), {"sent_by": "PHONE", "text": "Portage"})
    row = Referral.objects.get()
    browser.post(reverse("triage:note_received", args=[row.pk]))
    for name in ("note_accepted", "note_refused", "note_answered"):
        assert browser.get(reverse(f"triage:{name}", args=[row.pk])).status_code == 200

    answer = browser.post(
        reverse("triage:note_answered", args=[row.pk]),
        {"kind": "HELPED", "text": "Repas livrés dès demain"},
        follow=True,
    )

    assert answer.status_code == 200
    assert "Repas livrés dès demain" in text(answer)
    assert referral(referral_id=row.pk).state is ReferralState.ANSWERED


def test_a_past_day_of_first_contact_answers_422_and_keeps_it(browser):
    opened, service = taken(browser), directory.service()
    browser.post(send_url(opened, service), {"sent_by": "PHONE", "text": "Portage"})
    url = reverse("triage:note_accepted", args=[Referral.objects.get().pk])
    day = {
        "first_contact_on_day": "3",
        "first_contact_on_month": "2",
        "first_contact_on_year": "2020",
    }

    answer = browser.post(url, day)

    assert answer.status_code == 422
    assert "Ce jour est passé" in text(answer)
    assert 'value="2020"' in text(answer)


def test_the_question_of_a_service_is_answered(browser, orienteur):
    sending = make.sending(directory.service(), make.SentBy.PHONE)
    who = make.browser(sending.orienteur)
    receive_referral(
        actor=sending.orienteur, referral_id=sending.sent.referral_id, at=commons.now()
    )
    Referral.objects.update(
        state=ReferralState.QUESTIONED, questioned_at=commons.now(), kept_due_at=commons.now()
    )

    url = reverse("triage:reply", args=[sending.sent.referral_id])
    assert who.get(url).status_code == 200
    answer = who.post(url, {"question": "Deux repas par jour"})

    assert answer.status_code == 302
    assert Referral.objects.get().state == ReferralState.RECEIVED


def test_a_new_link_ends_the_former_one(browser):
    sending = make.sending(directory.service(), make.SentBy.LINK)
    who = make.browser(sending.orienteur)

    answer = who.post(reverse("triage:new_link", args=[sending.sent.referral_id]))

    assert answer.status_code == 200
    assert Client().get(reverse("service:link", args=[sending.sent.secret])).status_code == 410


def test_a_form_sent_twice_counts_once(browser):
    service, _ = make.service_with_account()
    opened = taken(browser)
    form = {"sent_by": "ACCOUNT", "text": "Portage de repas", "once": "une-fois"}

    first = browser.post(send_url(opened, service), form)
    second = browser.post(send_url(opened, service), form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert Referral.objects.count() == 1


def test_a_report_given_back_waits_again_and_shows_nobody(browser):
    opened = taken(browser)

    browser.post(reverse("triage:give_back", args=[opened.report_id]))
    answer = browser.get(reverse("triage:report", args=[opened.report_id]))

    assert "Vaudremont" not in text(answer)
    assert Step.objects.filter(kind="GIVEN_BACK").exists()


def test_what_another_orienteur_holds_is_refused_in_french(browser):
    opened = make.taken(make.orienteur())

    answer = browser.post(reverse("triage:take", args=[opened.report_id]))

    assert answer.status_code == 409
    assert "Quelqu'un d'autre a pris ce compte rendu" in text(answer)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORIENTEUR])
def test_other_roles_see_no_queue(role):
    other = make.browser(accounts.actor(role))

    assert other.get(reverse("triage:queue")).status_code == 403


def test_an_item_is_taken_back_from_its_service_and_the_link_says_to_forget(browser):
    sending = make.sending(directory.service(), make.SentBy.LINK)
    who = make.browser(sending.orienteur)
    page = who.get(reverse("triage:report", args=[sending.report.report_id]))
    assert "La retirer au service" in text(page)

    answer = who.post(reverse("triage:take_back", args=[sending.sent.referral_id]), follow=True)

    assert "de nouveau à orienter" in text(answer)
    gone = Client().get(reverse("service:link", args=[sending.sent.secret]))
    assert gone.status_code == 410
    assert "Effacez" in text(gone)


def test_a_link_comes_with_a_mail_that_says_nothing_of_the_person(browser):
    sending = make.sending(directory.service(mail="ccas@exemple.invalid"), make.SentBy.LINK)
    who = make.browser(sending.orienteur)

    answer = text(who.post(reverse("triage:new_link", args=[sending.sent.referral_id])))

    assert "mailto:ccas@exemple.invalid?subject=" in answer
    assert "Vaudremont" not in answer
    assert "Rien ne part tout seul" in answer
