"""Who watches fairness counts pairs by district, language, age and title, and opens nobody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.make import commons, people, triage
from tests.make import mutual_aid as make
from tests.make.kits import kit_version
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.mutual_aid.models import Proposal
from entremise.mutual_aid.operations.needs import Understood, take_need, understand_need
from entremise.mutual_aid.operations.proposals import accept_proposal, refuse_proposal
from entremise.mutual_aid.vocabulary.matching import RefusalReason
from entremise.mutual_aid.vocabulary.needs import Urgency, When
from entremise.people.vocabulary import Name, Title

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def contents() -> None:
    kit_version(code="temps_ordinaire")


@pytest.fixture
def desk():
    return make.desk()


@pytest.fixture
def browser(desk):
    return triage.browser(people.dpo())


def asked_pairs(desk, count, title=Title.MADAME, answer="yes"):
    """Needs of people of one title, each with a helper who was asked yesterday, and her answer."""
    for _ in range(count):
        name = Name(last="Palluel", first="Lucienne", title=title)
        row = make.asked_by(desk.register_id, people.sheet(name=name))
        take_need(actor=desk.owner, need_id=row.pk, at=make.NOON)
        what = Understood("courses", Urgency.SOON, When(), is_shown=True, sentence="Des courses.")
        understand_need(actor=desk.owner, need_id=row.pk, what=what, at=make.NOON)
        pair = make.sent_pair(desk.owner, row, make.offer())
        if answer == "yes":
            accept_proposal(actor=desk.owner, proposal_id=pair, at=make.NOON)
        elif answer == "no":
            refuse_proposal(
                actor=desk.owner,
                proposal_id=pair,
                reason=RefusalReason.PERSON_PREFERS_OTHER,
                at=make.NOON,
            )
    Proposal.objects.update(made_at=commons.now() - timedelta(days=2))


def lines(browser, name="gate:pair_counts"):
    answer = browser.get(reverse(name))
    return [line.split(";") for line in answer.content.decode().lstrip("\ufeff").splitlines()]


def test_the_page_counts_by_each_side_and_names_nobody(browser, desk):
    asked_pairs(desk, 14)
    asked_pairs(desk, 12, Title.MONSIEUR, answer="no")

    answer = browser.get(reverse("gate:pairs"))

    assert answer.status_code == 200
    said = text(answer)
    assert all(word in said for word in ("Par quartier", "Par langue", "Par âge", "Par civilité"))
    assert [word for word in CANARIES if word in said] == []


def test_the_file_says_how_many_of_each_title_said_yes(browser, desk):
    asked_pairs(desk, 14)
    asked_pairs(desk, 12, Title.MONSIEUR, answer="no")

    by = {(line[0], line[1]): line[2:11] for line in lines(browser)[1:]}

    assert by["Par civilité", "Madame"] == ["14", "14", *["0"] * 6, "14"]
    assert by["Par civilité", "Monsieur"] == ["12", "12", *["0"] * 5, "12", "0"]
    assert by["Par quartier", "Ensemble"][:2] == ["26", "26"]


def test_small_numbers_are_hidden_and_sums_do_not_give_them_back(browser, desk):
    asked_pairs(desk, 24)
    asked_pairs(desk, 3, Title.MONSIEUR)

    by = {(line[0], line[1]): line[2:11] for line in lines(browser)[1:]}

    assert by["Par civilité", "Monsieur"][0] == ""
    assert by["Par civilité", "Madame"][0] == ""
    assert by["Par civilité", "Ensemble"][0] == "27"


def test_each_pair_is_told_with_its_reasons_and_no_person(browser, desk):
    asked_pairs(desk, 2, answer="no")

    rows = lines(browser, "gate:pair_list")

    assert len(rows) == 3
    assert all(row[0].startswith("B-") and row[1].startswith("O-") for row in rows[1:])
    assert {row[9] for row in rows[1:]} == {"la personne préfère quelqu'un d'autre"}


def test_the_number_of_statements_does_not_grow_with_pairs(browser, desk):
    asked_pairs(desk, 11)
    browser.get(reverse("gate:pairs"))
    with CaptureQueriesContext(connection) as few:
        browser.get(reverse("gate:pairs"))
    asked_pairs(desk, 9)
    with CaptureQueriesContext(connection) as more:
        browser.get(reverse("gate:pairs"))

    assert len(few) == len(more)


def test_nobody_else_comes_in(desk):
    assert triage.browser(desk.owner).get(reverse("gate:pairs")).status_code == 403
