import pytest
from django.test import Client
from django.urls import reverse
from tests.make import commons, people

from entremise.commons.models import Objection, Record
from entremise.commons.operations.ask import ask
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.notices.models import Letter
from entremise.people.vault import find_by_phone, tracker_code
from entremise.registers.models import EntryRequest

pytestmark = pytest.mark.django_db
ENTRY = {
    "who": "SELF",
    "title": "MADAME",
    "last": "Dalibert",
    "first": "Odette",
    "birth_day": "4",
    "birth_month": "5",
    "birth_year": "1939",
    "quality": "65 ans ou plus",
    "line": "3 rue des Lilas",
    "postcode": "00100",
    "town": "Aubrelle",
    "phone": "01 99 00 44 55",
}


def url(name):
    return reverse(f"resident:{name}")


@pytest.fixture
def desk():
    return people.desk()


def code_of(desk, second=""):
    clerk = people.clerk()
    grant_id = people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, desk.register_id)
    find_by_phone(actor=clerk, grant_id=grant_id, number="+33199003107", at=commons.now())
    given = {"actor": clerk, "grant_id": grant_id, "person": desk.person, "at": commons.now()}
    return tracker_code(**given, second=second)


def opened(desk):
    browser = Client()
    given = {"code": code_of(desk), "second": "09/03/1940"}
    answer = browser.post(url("tracker"), given)
    assert answer.status_code == 302
    return browser


def read_by_a_caller(desk):
    ask(
        actor=desk.caller,
        grant_ids=[desk.grant.pk],
        person=desk.person,
        groups=commons.CALL_GROUPS,
        at=commons.now(),
    )


def test_a_code_and_a_birth_date_open_the_readings_without_any_name(desk):
    read_by_a_caller(desk)

    text = opened(desk).get(url("readings")).content.decode()

    assert "Prendre de vos nouvelles pendant une alerte" in text
    assert "Mairie d" in text
    assert "Awa Diarra" not in text
    assert not any(canary in text for canary in people.CANARIES)


def test_a_wrong_second_answer_opens_nothing(desk):
    browser = Client()

    answer = browser.post(url("tracker"), {"code": code_of(desk), "second": "09/03/1941"})

    assert answer.status_code == 403
    assert browser.get(url("readings")).status_code == 403


def test_her_own_entry_is_shown_to_her_alone(desk):
    text = opened(desk).get(url("own_card")).content.decode()

    assert "Vaudremont" in text
    assert Client().get(url("own_card")).status_code == 403


def test_closing_the_page_closes_it(desk):
    browser = opened(desk)

    browser.post(url("close"))

    assert browser.get(url("readings")).status_code == 403


def test_a_refusal_is_read_back_then_acts_at_once_and_queues_its_letter(desk):
    browser = opened(desk)
    read = browser.get(url("read_back"), {"scope": "ALERT_CALL"})
    assert (read.status_code, Objection.objects.count()) == (200, 0)

    answer = browser.post(url("read_back"), {"scope": "ALERT_CALL"}, follow=True)

    assert answer.redirect_chain[-1][0] == url("receipt")
    assert Objection.objects.get().purpose == Purpose.ALERT_CALL
    assert Objection.objects.get().verify_by is not None  # an alert is on
    assert Letter.objects.get().person == desk.person


def test_a_refusal_without_choice_says_what_is_missing(desk):
    assert opened(desk).get(url("read_back")).status_code == 422


def test_without_code_nobody_refuses_for_somebody(desk):
    assert Client().post(url("read_back"), {"scope": "ALL"}).status_code == 403
    assert Objection.objects.count() == 0


def test_an_entry_of_the_web_counts_at_once_and_starts_the_clock():
    register_id = commons.register()

    answer = Client().post(url("register"), ENTRY)

    assert answer.status_code == 302
    held = Record.objects.get(register_id=register_id)
    assert held.mode == "SELF"
    assert 7 <= (held.acknowledge_by - commons.now()).days <= 8
    assert EntryRequest.objects.get().person == held.person


def test_an_entry_for_somebody_else_says_who_asks():
    commons.register()

    unsaid = Client().post(url("register"), ENTRY | {"who": "OTHER"})
    said = Client().post(url("register"), ENTRY | {"who": "OTHER", "asker": "Paul, son fils"})

    assert (unsaid.status_code, said.status_code) == (422, 302)
    assert Record.objects.get().mode == "THIRD_PARTY"
    assert EntryRequest.objects.get().is_for_other is True


def test_a_mistake_keeps_what_was_typed():
    commons.register()

    answer = Client().post(url("register"), ENTRY | {"phone": "01 99"})

    assert answer.status_code == 422
    assert "3 rue des Lilas" in answer.content.decode()


def test_without_an_open_register_the_page_gives_the_number():
    commons.host_id()

    answer = Client().get(url("register"))

    assert "01 99 00 12 00" in " ".join(answer.content.decode().split())


def test_the_paper_form_has_a_code_to_scan():
    commons.host_id()

    text = Client().get(url("register_form")).content.decode()

    assert 'role="img"' in text
    assert "/s-inscrire/" in text


def test_nobody_is_born_tomorrow():
    commons.register()
    year = str(commons.now().year + 1)

    assert Client().post(url("register"), ENTRY | {"birth_year": year}).status_code == 422
