"""The two of a meeting write to each other without a number; what tells too much waits for the desk; after the end only the owner reads."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import commons, triage
from tests.make import mutual_aid as make
from tests.make.people import CANARIES
from tests.make.reading import text
from tests.web import test_asking
from tests.web.test_asking import sent
from tests.web.test_asking_words import opened

from entremise.accounts.vocabulary import RESIDENT
from entremise.mutual_aid.models import Need, Relay
from entremise.mutual_aid.operations.introductions import agree_as_person, give_up_meeting

pytestmark = pytest.mark.django_db
HERS = "Sonnez deux fois, le petit dort."
HIS = "Je viens vendredi avec un caddie."
desk, town = test_asking.desk, test_asking.town  # the same fixtures


@pytest.fixture
def code(desk) -> str:
    return sent(Client())


@pytest.fixture
def met(desk, code) -> int:
    """The helper has said yes; the person has not."""
    return make.introduced(desk, Need.objects.get(), is_agreed=False)


@pytest.fixture
def helper(desk) -> Client:
    return triage.browser(desk.helper, has_second_factor=False)


@pytest.fixture
def resident(code, met) -> Client:
    return opened(code)


@pytest.fixture
def owner(desk) -> Client:
    return triage.browser(desk.owner)


def said_by(browser: Client, page: str, said: str, **given: str):
    data = {"key": str(uuid.uuid4()), "text": said} | given
    return browser.post(page, data, follow=True)


def helpers_page(met: int) -> str:
    return reverse("helper:words", args=[met])


def owners_page(met: int) -> str:
    return reverse("between:words", args=[met])


HER_PAGE = reverse("asking:relay")


def test_each_reads_what_the_other_wrote_before_the_second_yes(resident, helper, met):
    said_by(resident, HER_PAGE, HERS)
    said_by(helper, helpers_page(met), HIS)

    assert HERS in text(helper.get(helpers_page(met)))
    assert HIS in text(resident.get(HER_PAGE))


def test_the_helper_learns_neither_name_nor_number_nor_place_through_it(resident, helper, met):
    said_by(resident, HER_PAGE, HERS)

    page = text(helper.get(helpers_page(met)))
    assert [
        word for word in (*CANARIES, "Lucienne", "3107", "31 07", "Butte") if word in page
    ] == []


@pytest.mark.parametrize(
    "said",
    [
        "Appelez-moi au 01 99 00 31 07.",
        "Mon adresse : lucienne arobase exemple point fr",
        "FR76 3000 6000 0112 3456 7890 189",
        "Espèce de connard.",
    ],
)
def test_what_tells_too_much_waits_for_the_desk_and_is_not_lost(resident, helper, owner, met, said):
    answer = said_by(resident, HER_PAGE, said)

    assert "Le bureau lit d'abord ce mot" in text(answer)
    assert said not in text(helper.get(helpers_page(met)))
    assert said in text(owner.get(owners_page(met)))
    assert Need.objects.get().next_on == localdate()

    owner.post(reverse("between:let_pass", args=[Relay.objects.get().pk]))
    assert said in text(helper.get(helpers_page(met)))


def test_once_both_have_said_yes_a_number_goes_through_and_a_bank_number_does_not(
    resident, helper, met
):
    agree_as_person(actor=RESIDENT, introduction_id=met, at=commons.now())

    said_by(resident, HER_PAGE, "Mon voisin : 06 39 98 20 11.")
    said_by(resident, HER_PAGE, "FR76 3000 6000 0112 3456 7890 189")

    page = text(helper.get(helpers_page(met)))
    assert ("06 39 98 20 11" in page, "FR76" in page) == (True, False)


def test_the_same_form_sent_twice_is_one_word(resident, met):
    key = str(uuid.uuid4())

    for _again in range(2):
        said_by(resident, HER_PAGE, HERS, key=key)

    assert Relay.objects.count() == 1


def test_a_word_that_sounds_like_danger_brings_the_need_to_the_top_and_the_numbers(resident, met):
    answer = said_by(resident, HER_PAGE, "Il me frappe.")

    assert Need.objects.get().is_danger is True
    assert "Appelez le 15, le 18, le 17 ou le 112" in text(answer)


def test_the_desk_reads_aloud_and_writes_down_for_somebody_without_web(owner, helper, met):
    said_by(helper, helpers_page(met), HIS)
    need = Need.objects.get()
    assert "À lire à la personne" in text(owner.get(reverse("between:need", args=[need.pk])))

    said_by(owner, owners_page(met), HERS, side="PERSON")
    owner.post(reverse("between:read_aloud", args=[met]), {"side": "PERSON"})

    assert HERS in text(helper.get(helpers_page(met)))
    assert Relay.objects.get(side="HELPER").read_at is not None


def test_a_word_read_by_the_other_side_says_so(resident, helper, met):
    said_by(resident, HER_PAGE, HERS)
    assert "pas encore lu" in text(resident.get(HER_PAGE))

    for _again in range(2):  # opening a page changes nothing but the trace
        assert "J’ai lu ce mot" in text(helper.get(helpers_page(met))).replace("'", "’")
    assert "pas encore lu" in text(resident.get(HER_PAGE))
    helper.post(reverse("helper:words_read", args=[met]))

    assert "pas encore lu" not in text(resident.get(HER_PAGE))
    assert "lu ce mot" not in text(helper.get(helpers_page(met)))


def test_whoever_answers_has_read_and_what_the_desk_dictates_has_not(resident, helper, owner, met):
    said_by(resident, HER_PAGE, HERS)
    said_by(owner, owners_page(met), HIS, side="HELPER")
    assert Relay.objects.get(side="PERSON").read_at is None

    said_by(helper, helpers_page(met), HIS)

    assert Relay.objects.get(side="PERSON").read_at is not None


def test_a_stranger_a_colleague_and_an_association_read_nothing(resident, desk, met):
    said_by(resident, HER_PAGE, HERS)
    stranger = triage.browser(make.helper(), has_second_factor=False)
    colleague = triage.browser(desk.colleague)
    partner = triage.browser(desk.partner)

    answers = [
        stranger.get(helpers_page(met)),
        colleague.get(owners_page(met)),
        partner.get(owners_page(met)),
        partner.get(helpers_page(met)),
    ]

    assert [HERS in text(answer) for answer in answers] == [False] * 4
    assert all(answer.status_code >= 300 for answer in answers)


def test_after_the_end_the_owner_alone_reads(resident, helper, owner, desk, met):
    said_by(resident, HER_PAGE, HERS)
    give_up_meeting(actor=desk.helper, introduction_id=met, at=commons.now())

    answers = [helper.get(helpers_page(met)), resident.get(HER_PAGE)]

    assert [(HERS in text(answer), answer.status_code >= 400) for answer in answers] == [
        (False, True),
        (False, True),
    ]
    page = text(owner.get(owners_page(met)))
    assert (HERS in page, "Envoyer ce mot" in page) == (True, False)


def test_the_row_of_a_word_says_nothing(resident, met):
    said_by(resident, HER_PAGE, HERS)

    values = " ".join(str(value) for value in vars(Relay.objects.get()).values())
    assert "Sonnez" not in values


def test_an_empty_word_is_said_beside_its_field(resident, met):
    answer = said_by(resident, HER_PAGE, "")

    assert (answer.status_code, "Écrivez un mot." in text(answer)) == (422, True)
