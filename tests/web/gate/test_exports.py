"""The second person reads what would leave, signs or refuses; the DPO sees all of them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.make import accounts, commons, exports, people, triage
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.engines.copy_marks import line_mark
from entremise.jobs.tasks.exports import build
from entremise.people.vault import find_by_phone, tracker_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queued(monkeypatch):
    monkeypatch.setattr("entremise.commons.operations.exports.defer", lambda name, **given: None)


@pytest.fixture
def leaving():
    return exports.asked()


def url(name, leaving):
    return reverse(f"gate:{name}", args=[leaving.export_id])


def test_she_reads_how_many_which_fields_to_whom_and_why(leaving):
    answer = triage.browser(leaving.decider).get(url("export", leaving))
    said = text(answer)

    row = leaving.row
    assert "3 personnes à la demande" in said
    assert all(word in said for word in (row.recipient, row.act_reference, "téléphone", "adresse"))
    assert [word for word in CANARIES if word in said] == []


def test_signing_builds_the_file_and_says_what_comes(leaving):
    browser = triage.browser(leaving.decider)
    answer = browser.post(url("countersign", leaving), {"is_checked": "on"}, follow=True)

    assert (leaving.row.state, leaving.row.countersigned_by_id) == (
        "COUNTERSIGNED",
        leaving.decider.user_id,
    )
    assert "en fabrication" in text(answer)


def test_signing_without_having_checked_is_an_error_beside_the_box(leaving):
    answer = triage.browser(leaving.decider).post(url("countersign", leaving), {})

    assert (answer.status_code, leaving.row.state) == (422, "ASKED")


def test_refusing_needs_a_reason_and_keeps_what_is_said(leaving):
    browser = triage.browser(leaving.decider)
    empty = browser.post(url("refuse_export", leaving), {"reason": ""})
    assert (empty.status_code, leaving.row.state) == (422, "ASKED")

    reason = "Le préfet n'a rien demandé"
    answer = browser.post(url("refuse_export", leaving), {"reason": reason}, follow=True)
    assert (leaving.row.state, leaving.row.refusal_reason) == ("REFUSED", reason)
    assert "rien demandé" in text(answer)


def test_the_one_who_asked_is_told_that_another_must_sign(leaving):
    human = User.objects.get(pk=leaving.steward.user_id).human
    other = triage.browser(exports.decider(user=accounts.user(human=human)))
    page = other.get(url("export", leaving))
    answer = other.post(url("countersign", leaving), {"is_checked": "on"})

    assert url("countersign", leaving) not in page.content.decode()
    assert "quelqu’un d’autre doit signer" in text(page).replace("'", "’")
    assert (answer.status_code, leaving.row.state) == (403, "ASKED")


def test_the_dpo_reads_and_does_not_sign(leaving):
    browser = triage.browser(people.dpo())
    page = browser.get(url("export", leaving))

    assert (page.status_code, url("countersign", leaving) in page.content.decode()) == (200, False)
    assert browser.post(url("countersign", leaving), {"is_checked": "on"}).status_code == 403


def test_a_decider_of_another_body_finds_nothing_and_the_dpo_everything(leaving):
    other, dpo = triage.browser(make.actor(Role.DECIDER)), triage.browser(people.dpo())
    address = reverse("gate:exports")

    assert other.get(url("export", leaving)).status_code == 404
    assert [leaving.row.number in text(one.get(address)) for one in (other, dpo)] == [False, True]


def test_the_list_takes_as_many_statements_for_three_as_for_one(leaving):
    browser = triage.browser(people.dpo())
    address = reverse("gate:exports")
    browser.get(address)
    one = statements(browser, address)
    exports.asked()
    exports.asked()

    assert statements(browser, address) == one


def statements(browser, address) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)


def test_a_line_that_was_found_leads_to_its_copy():
    leaving = exports.countersigned()
    build.func(export_id=leaving.export_id)
    mark = line_mark(leaving.row.copy_mark, 2)
    address = reverse("gate:exports")
    browser = triage.browser(people.dpo())

    known, unknown = (browser.get(address, {"line": line}) for line in (mark, "2-ABCDEF"))

    assert url("export", leaving) in known.content.decode().split("Retrouver l")[0]
    assert "Cette ligne vient d" in text(known)
    assert "ne porte ce repère" in text(unknown)


def test_everybody_reads_how_many_files_left():
    browser = triage.browser(people.steward())
    address = reverse("uses:register")
    before = text(browser.get(address))
    leaving = exports.countersigned()
    build.func(export_id=leaving.export_id)
    after = text(browser.get(address))

    assert "aucun fichier n" in before
    assert "1 fichier est parti avec des noms" in after
    assert "moins de 11" in after


def test_who_may_sign_finds_it_on_her_first_page_and_the_dpo_too(leaving):
    officer = make.actor(Role.LEGAL_OFFICER, organization=people.body())
    pages = (
        (leaving.decider, "decision:home"),
        (officer, "gate:list"),
        (people.dpo(), "gate:list"),
        (make.actor(Role.DECIDER), "decision:home"),
    )

    said = [text(triage.browser(who).get(reverse(name))) for who, name in pages]
    waits = "1 export avec les noms attend une deuxième signature"
    assert [waits in one for one in said] == [True, True, True, False]


def test_who_left_with_a_file_reads_where_it_went(leaving):
    triage.browser(leaving.decider).post(url("countersign", leaving), {"is_checked": "on"})
    build.func(export_id=leaving.export_id)
    clerk = people.clerk()
    grant_id = people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, leaving.register_id)
    given = {"actor": clerk, "grant_id": grant_id, "at": commons.now()}
    (person,) = find_by_phone(**given, number="+33199003107")
    resident = Client()
    code = tracker_code(**given, person=person)
    resident.post(reverse("resident:tracker"), {"code": code, "second": "09/03/1940"})

    said = text(resident.get(reverse("resident:readings")))
    assert f"Envoyé à : {leaving.row.recipient}" in said
    assert "Envoyer la liste au préfet" in said
