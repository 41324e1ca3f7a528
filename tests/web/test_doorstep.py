"""At the door: a word that both know, a number to check, and what shopping may cost, agreed before."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import mutual_aid as make
from tests.make import triage
from tests.make.reading import text
from tests.web import test_asking
from tests.web.test_asking import sent
from tests.web.test_asking_words import opened

from entremise.mutual_aid.models import Introduction, Need

pytestmark = pytest.mark.django_db
desk, town = test_asking.desk, test_asking.town  # the same fixtures
AGREED = {"ceiling": "60", "refund": "CASH"}
SAID = "60 € au plus, remboursés en espèces, ticket en main."


@pytest.fixture
def code(desk) -> str:
    return sent(Client())


@pytest.fixture
def met(desk, code) -> int:
    return make.introduced(desk, Need.objects.get())


@pytest.fixture
def helper(desk) -> Client:
    return triage.browser(desk.helper, has_second_factor=False)


def helpers_page(helper: Client, met: int) -> str:
    return text(helper.get(reverse("helper:meeting", args=[met])))


def test_both_and_the_desk_read_the_same_word(helper, met, code, desk):
    word = f"« {Introduction.objects.get().word} »"
    need = Need.objects.get()

    assert word in helpers_page(helper, met)
    assert word in text(opened(code).get(reverse("asking:more")))
    desk_page = text(triage.browser(desk.owner).get(reverse("between:need", args=[need.pk])))
    assert (word in desk_page, "Sans ce mot, n'ouvrez pas" in desk_page) == (True, True)


def test_she_says_the_ceiling_and_the_refund_and_the_helper_reads_them(helper, met, code):
    assert "Convenez d'un plafond avant tout achat." in helpers_page(helper, met)

    answer = opened(code).post(reverse("asking:money"), AGREED, follow=True)

    assert SAID in text(answer)
    assert SAID in helpers_page(helper, met)


def test_the_desk_notes_it_for_her(helper, met, desk):
    triage.browser(desk.owner).post(reverse("between:money", args=[met]), AGREED)

    assert SAID in helpers_page(helper, met)


@pytest.mark.parametrize("ceiling", ["0", "900", "beaucoup"])
def test_a_ceiling_that_is_none_is_said_beside_its_field(met, code, ceiling):
    answer = opened(code).post(reverse("asking:money"), AGREED | {"ceiling": ceiling})

    assert (answer.status_code, Introduction.objects.get().ceiling_euros) == (422, None)


def test_a_talk_by_phone_speaks_of_no_money(helper, met, code):
    Need.objects.update(category="conversation")

    assert "plafond avant tout achat" not in helpers_page(helper, met)


def test_everybody_reads_what_a_helper_never_asks():
    page = text(Client().get(reverse("public:never_asked")))

    said = ("De l'argent d'avance", "rester seul chez vous", "le mot convenu pour votre porte")
    assert [words for words in said if words not in page] == []
