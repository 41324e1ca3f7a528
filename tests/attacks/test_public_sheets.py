"""Whoever asks for public PDFs without end does not keep the machine drawing, and finds nobody's data in what is kept."""

from concurrent.futures import ThreadPoolExecutor
from inspect import unwrap

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.make import commons
from tests.make.kits import kit_version

from entremise.territory.operations import name_districts
from entremise.territory.vocabulary import DistrictCard
from entremise.web.shell import paper
from entremise.web.shell.audience import audience_of
from entremise.web.shell.routes import addresses

pytestmark = pytest.mark.django_db
PDF = {"pdf": "1"}


@pytest.fixture
def drawings(monkeypatch) -> list[str]:
    """What was drawn, each time Typst was started."""
    found: list[str] = []
    real = paper.drawn

    def counted(values: str) -> bytes:
        found.append(values)
        return real(values)

    monkeypatch.setattr(paper, "drawn", counted)
    cache.clear()
    return found


def test_two_hundred_requests_of_a_public_sheet_draw_it_once(drawings):
    kit_version(code="temps_ordinaire")
    browser, address = Client(), reverse("public:refusal_form")

    answers = [browser.get(address, PDF) for _turn in range(200)]

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == len(drawings) == 1


@pytest.mark.django_db(transaction=True)
def test_those_who_ask_at_once_wait_for_one_drawing(drawings):
    address = reverse("public:refusal_form")

    def asked(_turn: int) -> int:
        try:
            return Client().get(address, PDF).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = set(pool.map(asked, range(8)))

    assert statuses == {200}
    assert len(drawings) == 1


def test_one_address_has_so_many_new_sheets_an_hour_and_reads_the_page_after(drawings, monkeypatch):
    monkeypatch.setattr(paper, "DRAWN_AN_HOUR", 2)
    name_districts(
        cards=[DistrictCard(f"Q{n}", f"Quartier {n}") for n in range(1, 5)], at=commons.now()
    )
    kit_version(code="temps_ordinaire")
    names = ("tips:paper", "public:refusal_form", "paper:own_phone", "resident:register_form")

    answers = [Client().get(reverse(name), PDF) for name in names]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert "Trop de PDF" in answers[2].content.decode()
    assert len(drawings) == 2
    assert Client().get(reverse(names[0]), PDF).status_code == 200  # what is drawn stays free


def test_a_sheet_for_everybody_is_kept_and_that_of_one_person_never():
    for address in addresses():
        view = unwrap(address.view)
        called = [view.__globals__.get(name) for name in view.__code__.co_names]

        wrong = paper.sheet if audience_of(address.view).is_public else paper.public_sheet
        assert wrong not in called, address.name
