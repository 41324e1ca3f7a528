from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.make import accounts, commons, directory, outreach, referral
from tests.make import triage as make
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.accounts.vocabulary import Role
from entremise.journeys.raise_alarm import raise_danger
from entremise.people.queries import code_of
from entremise.people.vault.persons import add_people
from entremise.referral.queries.reports import report
from entremise.referral.vocabulary.reports import Consent, NewItem

pytestmark = pytest.mark.django_db
VIEWS = ("TO_PLACE", "LATE", "SOON", "RETURNED", "TO_TELL", "MINE", "FOLLOWED", "UNMET", "CLOSED")


@pytest.fixture
def browser():
    return make.browser(make.orienteur())


def waiting(count):
    """Reports about people whom nobody opens here."""
    for person in add_people(count=count, at=commons.now()):
        items = (NewItem("courses_repas", 3, Consent.YES), NewItem("isolement", 2, Consent.NO))
        referral.report(at=commons.now(), person=person, items=items)


def statements(browser, url):
    browser.get(url)  # what is read once a process is read
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(url).status_code == 200
    return len(seen)


def test_the_empty_queue_says_so_in_french(browser):
    answer = browser.get(reverse("triage:queue"))

    assert answer.status_code == 200
    assert '<html lang="fr"' in text(answer)
    assert "Tous les comptes rendus de cette vue sont traités." in text(answer)


@pytest.mark.parametrize("name", ["triage:queue", "triage:trace"])
def test_statements_do_not_grow_with_the_reports(browser, name):
    waiting(1)
    one = statements(browser, reverse(name))
    waiting(2)
    three = statements(browser, reverse(name))
    waiting(27)
    thirty = statements(browser, reverse(name))

    assert one == three == thirty


def test_statements_of_the_directory_do_not_grow(browser):
    directory.service()
    one = statements(browser, reverse("triage:services"))
    for _ in range(29):
        directory.service()

    assert statements(browser, reverse("triage:services")) == one


def test_the_queue_shows_no_identity(browser):
    opened = make.called()

    answer = browser.get(reverse("triage:queue"))

    assert opened.number in text(answer)
    assert not [word for word in CANARIES if word in text(answer)]


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_of_the_queue_answers(browser, view):
    waiting(1)

    assert browser.get(reverse("triage:queue"), {"view": view}).status_code == 200


def test_the_queue_is_filtered_by_number_theme_and_severity(browser):
    waiting(3)
    number = referral.report(at=commons.now()).number
    url = reverse("triage:queue")

    found = browser.get(url, {"number": number.lower(), "severity": "3", "theme": "courses_repas"})
    other = browser.get(url, {"number": number, "severity": "1"})

    assert text(found).count('<th scope="row">') == 1
    assert number not in text(other).split("<table")[-1] or "<table" not in text(other)


def test_the_queue_asks_again_by_itself(browser):
    assert browser.get(reverse("triage:queue")).headers["Refresh"].startswith("60;")


def test_the_trace_is_for_orienteurs_and_leads_without_names():
    opened = make.called()
    lead = make.browser(accounts.actor(Role.CAMPAIGN_LEAD))

    answer = lead.get(reverse("triage:trace"))

    assert answer.status_code == 200
    assert opened.number in text(answer)
    assert not [word for word in CANARIES if word in text(answer)]
    assert make.browser(accounts.actor(Role.CALLER)).get(reverse("triage:trace")).status_code == 403


def test_the_trace_opens_as_a_workbook_with_codes_and_no_name(browser):
    sending = make.sending(directory.service(), make.SentBy.PHONE)
    person = report(report_id=sending.report.report_id).person

    answer = browser.get(reverse("triage:export_trace", args=["xlsx"]))
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()

    assert rows[0][:3] == ["Compte rendu", "Personne (code)", "Reçu"]
    assert isinstance(rows[1][2], datetime)  # it sorts by date
    assert len(rows) == 3  # a line an item
    assert {row[1] for row in rows[1:]} == {code_of(person)}
    assert not [word for word in CANARIES if any(word in str(cell) for row in rows for cell in row)]


def test_what_a_service_did_stands_in_one_cell_of_the_screen(browser):
    sent = make.sending(directory.service(), make.SentBy.PHONE)

    answer = browser.get(reverse("triage:trace"))

    lines = [line for line in answer.context["lines"] if len(line[-2]) > 1]
    assert len(answer.context["heads"]) == 10
    assert [line[0] for line in lines] == [(sent.report.number,)]
    assert lines[0][-2][1].startswith("Envoyé : ")


def test_the_trace_is_filtered_by_dates(browser):
    waiting(1)
    later = commons.now() + timedelta(days=2)
    day = {"since_day": later.day, "since_month": later.month, "since_year": later.year}

    answer = browser.get(reverse("triage:trace"), day)

    assert "Aucun compte rendu à ces dates" in text(answer)


def test_an_alarm_is_seen_opened_and_ended():
    who = make.orienteur()
    alarm_id = alarm()
    browser, url = make.browser(who), reverse("triage:alarm", args=[alarm_id])

    closed = browser.get(url)
    opened = browser.post(url)
    ended = browser.post(reverse("triage:end_alarm", args=[alarm_id]))

    assert "rue de la Butte" not in text(closed)
    assert "4 rue de la Butte" in text(opened)
    assert ended.status_code == 302
    assert "Une personne est en danger" not in text(browser.get(reverse("triage:queue")))


def alarm():
    """Raised by a caller while somebody is on the line."""
    room, at = outreach.room(), commons.now()
    taken = outreach.shown(room.caller, room.campaign, at)
    return raise_danger(actor=room.caller, call_id=taken.call_id, token=taken.token, at=at)
