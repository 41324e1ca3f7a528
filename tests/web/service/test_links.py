import pytest
from django.test import Client
from django.urls import reverse
from tests.make import commons, directory
from tests.make import triage as make
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope
from entremise.journeys.object_everywhere import object_everywhere
from entremise.journeys.report_difficulty import Difficulty
from entremise.notices.models import Message
from entremise.notices.vocabulary import MessageTemplate
from entremise.referral.models import Referral
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.referrals import ReferralState, SentBy
from entremise.referral.vocabulary.reports import Consent, ReportState
from entremise.web.service import links

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    """A referral to a service that has only a link."""
    return make.sending(directory.service(), SentBy.LINK, make.FRIDGE, make.LONELY, make.HEAT)


def opened_by_link(link):
    browser = Client()
    browser.post(reverse("service:link", args=[link.sent.secret]), {"code": link.sent.code})
    return browser


def opened(name, link):
    return reverse(f"service:link_{name}", args=[link.sent.referral_id])


def test_by_link_a_service_sees_one_item_and_no_more_of_the_person(link):
    answer = opened_by_link(link).get(opened("opened", link))

    assert answer.status_code == 200
    for word in ("Vaudremont", "Portage de repas"):
        assert word in text(answer)
    assert not [word for word in make.NOT_GIVEN if word in text(answer)]


def test_looking_at_a_link_shows_no_name_and_notes_nothing(link):
    answer = Client().get(reverse("service:link", args=[link.sent.secret]))

    assert answer.status_code == 200
    assert "L'ouvrir montre une personne et un besoin." in text(answer)
    assert not [word for word in CANARIES if word in text(answer)]
    assert Referral.objects.get().received_at is None


def test_the_secret_of_a_link_leaves_the_address(link):
    address = reverse("service:link", args=[link.sent.secret])

    answer = Client().post(address, {"code": f"{link.sent.code[:3]} {link.sent.code[3:]}"})

    assert answer.status_code == 302
    assert link.sent.secret not in answer.headers["Location"]


def test_a_link_that_was_sent_on_opens_nothing_without_its_code(link):
    browser, address = Client(), reverse("service:link", args=[link.sent.secret])
    wrong = "000000" if link.sent.code != "000000" else "111111"

    for code in ("", wrong, "abcdef"):
        answer = browser.post(address, {"code": code})
        assert answer.status_code == 422
        assert not [word for word in CANARIES if word in text(answer)]

    assert browser.get(opened("opened", link)).status_code == 410
    assert Referral.objects.get().received_at is None


def test_ten_wrong_codes_end_the_link_even_for_the_right_one(link):
    browser, address = Client(), reverse("service:link", args=[link.sent.secret])
    wrong = "000000" if link.sent.code != "000000" else "111111"
    for _ in range(10):
        browser.post(address, {"code": wrong})

    assert browser.post(address, {"code": link.sent.code}).status_code == 410


def test_the_code_leaves_for_the_mail_that_the_directory_knows(settings):
    settings.EMAIL_HOST = "127.0.0.1"
    link = make.sending(
        directory.service(mail="accueil@service.exemple.invalid"), SentBy.LINK, make.FRIDGE
    )
    browser = Client()
    for _ in range(2):
        browser.post(reverse("service:link_code", args=[link.sent.secret]))

    assert Message.objects.filter(template=MessageTemplate.SERVICE_CODE).count() == 1
    former = browser.post(
        reverse("service:link", args=[link.sent.secret]), {"code": link.sent.code}
    )
    assert former.status_code == 422


def test_a_service_reads_only_what_the_theme_needs():
    hit = Difficulty(
        "violences",
        2,
        Consent.YES,
        ItemFacts(
            said="Mot entendu", since="depuis mardi", tried="la voisine", reach="le matin",
            access="code 4417",
        ),
    )  # fmt: skip
    link = make.sending(directory.service(), SentBy.LINK, hit)
    answer = opened_by_link(link).get(opened("opened", link))

    for word in ("Vaudremont", "le matin", "Portage de repas"):
        assert word in text(answer)
    hidden = ("Mot entendu", "depuis mardi", "la voisine", "code 4417", "Quartier")
    assert not [word for word in (*hidden, *make.NOT_GIVEN) if word in text(answer)]


def test_after_a_refusal_the_link_is_over(link):
    browser = opened_by_link(link)

    thanked = browser.post(
        opened("refuse", link), {"reason": "OTHER", "text": "Fermé en août"}, follow=True
    )

    assert "Merci de l'avoir dit" in text(thanked)
    for url in (opened("opened", link), reverse("service:link", args=[link.sent.secret])):
        answer = browser.get(url)
        assert answer.status_code == 410
        assert "Ce lien est terminé" in text(answer)


def test_by_link_every_gesture_has_its_page(link):
    browser = opened_by_link(link)

    for name in ("accept", "refuse", "question", "answer"):
        assert browser.get(opened(name, link)).status_code == 200
    answer = browser.post(opened("answer", link), {"kind": "IN_PROGRESS", "text": "Visite demain"})

    assert answer.status_code == 302
    assert Referral.objects.get().state == ReferralState.ANSWERED


def test_two_links_in_one_browser_are_answered_each_for_its_own_person(link):
    other = make.sending(directory.service(), SentBy.LINK, make.FRIDGE)
    browser = opened_by_link(link)
    browser.post(reverse("service:link", args=[other.sent.secret]), {"code": other.sent.code})

    browser.post(opened("refuse", link), {"reason": "OTHER", "text": "Fermé en août"})

    states = dict(Referral.objects.values_list("id", "state"))
    assert states[link.sent.referral_id] == ReferralState.REFUSED
    assert states[other.sent.referral_id] == ReferralState.RECEIVED
    assert browser.get(opened("opened", other)).status_code == 200


def test_the_links_kept_open_in_a_browser_are_counted(link, monkeypatch):
    monkeypatch.setattr(links, "LINKS_AT_MOST", 1)
    other = make.sending(directory.service(), SentBy.LINK, make.FRIDGE)
    browser = opened_by_link(link)
    browser.post(reverse("service:link", args=[other.sent.secret]), {"code": other.sent.code})

    assert browser.get(opened("opened", link)).status_code == 410
    assert browser.get(opened("opened", other)).status_code == 200


def test_a_wrong_link_says_so_and_shows_nothing():
    answer = Client().get(reverse("service:link", args=["n-importe-quoi"]))

    assert answer.status_code == 410


def test_when_the_person_objects_to_everything_the_link_says_to_forget(link):
    browser = opened_by_link(link)
    person = report(report_id=link.report.report_id).person
    new = NewObjection(
        person=person,
        scope=ObjectionScope.ALL,
        channel=Channel.CALL,
    )

    object_everywhere(actor=link.orienteur, new=new, at=commons.now())

    answer = browser.get(opened("opened", link))
    assert answer.status_code == 410
    assert "Effacez" in text(answer)
    assert not [word for word in CANARIES if word in text(answer)]
    assert report(report_id=link.report.report_id).state is ReportState.CLOSED
