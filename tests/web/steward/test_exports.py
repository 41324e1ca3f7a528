"""A steward asks for names to leave, collects what only the recipient opens, and ends it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pyrage import decrypt
from tests import make
from tests.make import commons, exports, people, triage
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Activation, Export, ExportFile
from entremise.jobs.tasks.exports import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queued(monkeypatch):
    monkeypatch.setattr("entremise.commons.operations.exports.defer", lambda name, **given: None)


GIVEN = {
    "recipient": "Préfecture, service de protection civile",
    "act_reference": "Courriel du préfet du 25 novembre",
    "reason": "Le préfet demande le registre pendant la vigilance rouge.",
    "groups": ["name", "phone"],
    "recipient_key": str(exports.PREFECT.to_public()),
}


@pytest.fixture
def steward():
    return people.steward()


@pytest.fixture
def register_id():
    register_id = commons.register()
    people.person_in(register_id)
    return register_id


def ask_url(register_id):
    return reverse("steward:export_ask", args=[register_id])


def url(name, leaving):
    return reverse(f"steward:{name}", args=[leaving.export_id])


def test_asking_leads_to_the_export_that_waits(steward, register_id):
    commons.activation()
    browser = triage.browser(steward)
    answer = browser.post(ask_url(register_id), GIVEN, follow=True)

    row = Export.objects.get()
    assert (answer.status_code, row.state, row.groups, row.people_count) == (
        200,
        "ASKED",
        ["name", "phone"],
        1,
    )
    assert "Une deuxième personne doit signer" in text(answer)
    assert [word for word in CANARIES if word in answer.content.decode()] == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"recipient_key": "age1abc"}, "Ce n'est pas une clé publique"),
        ({"recipient_key": str(exports.PREFECT)}, "Ce n'est pas une clé publique"),
        ({"groups": ["quality"]}, ""),
        ({"groups": []}, ""),
        ({"reason": "urgent"}, ""),
        ({"recipient": ""}, ""),
    ],
)
def test_a_wrong_word_is_said_beside_its_field_and_the_rest_is_kept(
    steward, register_id, wrong, words
):
    commons.activation()
    answer = triage.browser(steward).post(ask_url(register_id), GIVEN | wrong)

    assert (answer.status_code, Export.objects.count()) == (422, 0)
    assert words.replace("'", "’") in text(answer).replace("'", "’")
    assert "Courriel du préfet du 25 novembre" in answer.content.decode()


def test_without_a_plan_the_page_says_what_is_missing(steward, register_id):
    answer = triage.browser(steward).get(ask_url(register_id))

    assert "Aucun plan n" in text(answer)
    assert "recipient_key" not in answer.content.decode()


def test_a_plan_lifted_while_she_types_is_a_refusal_in_words(steward, register_id):
    answer = triage.browser(steward).post(ask_url(register_id), GIVEN)

    assert answer.status_code == 409
    assert "Aucun plan n" in text(answer)


def test_a_register_that_may_not_leave_has_no_page(steward):
    answer = triage.browser(steward).get(ask_url(commons.register("TRANSPORT")))

    assert answer.status_code == 404


def test_a_register_of_another_body_has_no_page_and_no_line(register_id):
    browser = triage.browser(make.actor(Role.STEWARD))

    assert browser.get(ask_url(register_id)).status_code == 404
    assert ask_url(register_id) not in browser.get(reverse("steward:exports")).content.decode()


def test_the_register_leads_to_the_export(steward, register_id):
    browser = triage.browser(steward)
    other = commons.register("PCS")
    pages = [
        browser.get(reverse("steward:register", args=[pk])).content.decode()
        for pk in (register_id, other)
    ]

    assert [ask_url(pk) in page for pk, page in zip((register_id, other), pages, strict=True)] == [
        True,
        False,
    ]


def test_the_file_that_is_collected_opens_with_the_key_of_the_recipient_alone():
    leaving = exports.countersigned()
    build.func(export_id=leaving.export_id)
    browser = triage.browser(leaving.steward)
    page = browser.get(url("export", leaving))
    answer = browser.post(url("export_collect", leaving))

    assert url("export_collect", leaving) in page.content.decode()
    assert answer["Content-Disposition"] == f'attachment; filename="{leaving.row.number}.xlsx.age"'
    assert answer.content.startswith(b"age-encryption.org/v1")
    assert decrypt(answer.content, [exports.PREFECT]).startswith(b"PK")
    assert leaving.row.state == "COLLECTED"
    assert "no-store" in answer["Cache-Control"]


def test_the_file_is_taken_by_a_post():
    leaving = exports.countersigned()

    answer = triage.browser(leaving.steward).get(url("export_collect", leaving))
    assert answer.status_code == 405


def test_a_steward_of_another_body_finds_nothing():
    leaving = exports.countersigned()
    build.func(export_id=leaving.export_id)
    other = triage.browser(make.actor(Role.STEWARD))

    codes = [
        other.get(url("export", leaving)).status_code,
        other.post(url("export_collect", leaving)).status_code,
        other.post(url("export_destroy", leaving)).status_code,
    ]
    assert codes == [404, 404, 404]


def test_ending_it_is_asked_twice_and_destroys_the_file():
    leaving = exports.countersigned()
    build.func(export_id=leaving.export_id)
    browser = triage.browser(leaving.steward)
    asked = browser.get(url("export_destroy", leaving))
    assert ("ne pourra pas être refait" in text(asked), ExportFile.objects.count()) == (True, 1)

    answer = browser.post(url("export_destroy", leaving), follow=True)

    assert ("détruit" in text(answer), ExportFile.objects.count()) == (True, 0)
    assert browser.post(url("export_collect", leaving)).status_code == 410
    assert browser.get(url("export_destroy", leaving)).status_code == 404


def test_a_plan_that_ended_leaves_a_page_that_says_so():
    leaving = exports.countersigned()
    Activation.objects.update(lifted_at=commons.now())
    build.func(export_id=leaving.export_id)

    answer = triage.browser(leaving.steward).get(url("export", leaving))
    assert "Cet export est périmé" in text(answer)


def test_the_list_says_what_may_leave_and_what_was_asked():
    first = exports.asked(1)
    browser = triage.browser(first.steward)
    address = reverse("steward:exports")
    browser.get(address)
    one = statements(browser, address)
    for _ in range(2):
        exports.asked(1)

    assert (statements(browser, address), first.row.number in text(browser.get(address))) == (
        one,
        True,
    )


def statements(browser, address) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)


def test_an_empty_list_says_what_it_is_for(steward):
    answer = triage.browser(steward).get(reverse("steward:exports"))

    assert "Aucun export" in text(answer)
