"""I33: whoever acts for somebody opens her needs while she agrees, and not one moment longer, nor anybody else's."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.attacks.conftest import weakened
from tests.make import commons
from tests.make import mutual_aid as make
from tests.web.test_asking import sent, town
from tests.web.test_asking_others import HER_YES

from entremise.accounts.vocabulary import RESIDENT
from entremise.journeys.mandates import confirm_mandate, revoke_mandate
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Mandate, Need
from entremise.mutual_aid.operations.needs import take_need
from entremise.mutual_aid.queries.needs import needs_by_id
from entremise.mutual_aid.vocabulary.mandates import Proof
from entremise.people.vault import end_own_code, open_own, own_words

__all__ = ["town"]
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])
HOLD = "entremise.mutual_aid.operations.mandates.hold_mandate"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr("entremise.web.shell.tries.ANSWER_SECONDS", 0)


@pytest.fixture
def desk(real_trace):
    return make.desk()


@pytest.fixture
def code(desk) -> str:
    code = sent(Client(), **HER_YES | {"asker_phone": "06 39 98 44 25"})
    take_need(actor=desk.owner, need_id=Need.objects.get().pk, at=commons.now())
    return code


def confirmed(desk) -> None:
    confirm_mandate(
        actor=desk.owner,
        mandate_id=Mandate.objects.get().pk,
        proof=Proof.PHONE,
        until=localdate(),
        at=commons.now(),
    )


def taken_back() -> None:
    mandate_id = Mandate.objects.get().pk
    revoke_mandate(actor=RESIDENT, mandate_id=mandate_id, at=commons.now())


def opened(code) -> Client:
    browser = Client()
    browser.post(reverse("asking:follow"), {"code": code, "second": "25"})
    return browser


def shows(browser) -> bool:
    return browser.get(reverse("asking:more")).status_code == 200


def nothing(**_given: object) -> None:
    """A rule that is forgotten."""


def test_before_her_yes_his_code_opens_neither_needs_nor_words(code):
    assert shows(opened(code)) is False
    with pytest.raises(Refused):
        open_own(code=code, second="25", at=commons.now())


def test_twin_that_forgets_to_wait_for_her_yes_opens_the_page(code, monkeypatch):
    monkeypatch.setattr("entremise.web.asking.follow.is_waiting", lambda *_: False)
    still = shows(opened(code))

    monkeypatch.setattr(HOLD, nothing)

    assert (still, shows(opened(code))) == (False, True)


def test_taken_back_his_open_page_closes(desk, code):
    confirmed(desk)
    his = opened(code)
    before = shows(his)

    taken_back()

    assert (before, shows(his), shows(opened(code))) == (True, False, False)


def test_twin_that_forgets_to_hold_the_mandate_leaves_it_open(desk, code, monkeypatch):
    monkeypatch.setattr(HOLD, nothing)
    confirmed(desk)
    his = opened(code)

    taken_back()

    assert shows(his) is True


def words_after_the_end(desk, code) -> bool:
    """His pass of her words was given while she agreed; he uses it afterwards."""
    confirmed(desk)
    pass_id = open_own(code=code, second="25", at=commons.now())
    taken_back()
    try:
        return bool(own_words(pass_id=pass_id, at=commons.now()).card.free_text)
    except Refused:
        return False


def test_a_pass_of_her_words_ends_with_the_mandate(desk, code):
    assert words_after_the_end(desk, code) is False


def test_twin_that_keeps_the_code_reads_on(desk, code):
    rule = "delete from sealed.own_code c where c.code_digest = p_code and c.person = p_person;"
    with weakened("own_words", rule, ""):
        assert words_after_the_end(desk, code) is True


def turned_to_a_stranger(desk, code) -> bool:
    """He asks, in the page of his own, for the need of somebody else."""
    confirmed(desk)
    other, his = make.asked_by(desk.register_id, category="animal"), opened(code)
    his.post(reverse("asking:turn"), {"need": other.pk})
    return "animal" in his.get(reverse("asking:more")).content.decode()


def test_he_turns_to_nobody_elses_need(desk, code):
    assert turned_to_a_stranger(desk, code) is False


def test_twin_that_forgets_whose_need_it_is_does(desk, code, monkeypatch):
    def everybodys(_person):
        return tuple(needs_by_id(Need.objects.values_list("pk", flat=True)).values())

    monkeypatch.setattr("entremise.web.asking.acting.needs_of", everybodys)
    monkeypatch.setattr("entremise.web.asking.mandates.needs_of", lambda _person: ())
    monkeypatch.setattr(HOLD, nothing)

    assert turned_to_a_stranger(desk, code) is True


def ended_by_a_stranger(desk, code) -> bool:
    confirmed(desk)
    other = make.asked_by(desk.register_id)
    end_own_code(person=other.person, code=code, at=commons.now())
    try:
        open_own(code=code, second="25", at=commons.now())
    except Refused:
        return True
    return False


def test_a_code_is_ended_for_its_own_person_alone(desk, code):
    assert ended_by_a_stranger(desk, code) is False


def test_twin_that_forgets_whose_code_it_is_ends_it(desk, code):
    with weakened("own_words", "c.code_digest = p_code and c.person = p_person;", "true;"):
        assert ended_by_a_stranger(desk, code) is True


def test_the_row_of_a_mandate_names_nobody(code):
    values = " ".join(str(value) for value in vars(Mandate.objects.get()).values())

    assert [one for one in ("Marc", "Palluel", "Lucienne", "4425", "3107") if one in values] == []
