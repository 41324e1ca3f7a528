"""A helper's pages: she answers, sees the person once both have said yes, tells how it went, rests, leaves."""

import json
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import commons, people, triage
from tests.make import mutual_aid as make
from tests.make.kits import kit_version
from tests.make.pdf import read_pdf
from tests.make.people import CANARIES, LUCIENNE
from tests.make.reading import text

from entremise.accounts.models import User
from entremise.accounts.vocabulary import RESIDENT
from entremise.commons.models import Grant
from entremise.commons.queries.registers import records_of
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.mutual_aid.models import Introduction, Need, Offer, Proposal
from entremise.mutual_aid.operations.introductions import agree_as_person
from entremise.mutual_aid.operations.needs import Understood, take_need, understand_need
from entremise.mutual_aid.operations.offers import check_credential, join_account, pause_offer
from entremise.mutual_aid.vocabulary.common import Spot
from entremise.mutual_aid.vocabulary.needs import NeedState, Urgency, When
from entremise.mutual_aid.vocabulary.words import Words
from entremise.people.vault import store_sheet
from entremise.people.vocabulary import Name
from entremise.web.models import Session

pytestmark = pytest.mark.django_db
SENTENCE = "Porter des courses lourdes."


@pytest.fixture(autouse=True)
def contents() -> None:
    kit_version(code="temps_ordinaire")


@pytest.fixture
def desk():
    return make.desk()


@pytest.fixture
def browser(desk):
    return triage.browser(desk.helper, has_second_factor=False)


@pytest.fixture
def offer(desk):
    return make.offer(user_id=desk.helper.user_id)


@pytest.fixture
def need(desk):
    row, at = make.asked_by(desk.register_id), commons.now()
    take_need(actor=desk.owner, need_id=row.pk, at=at)
    what = Understood("courses", Urgency.SOON, When(), is_shown=True, sentence=SENTENCE)
    understand_need(actor=desk.owner, need_id=row.pk, what=what, at=at)
    row.refresh_from_db()
    return row


def seen(answer):
    return [word for word in CANARIES if word in text(answer)]


def test_she_is_asked_with_a_sentence_and_a_distance_and_no_name(browser, desk, need, offer):
    make.sent_pair(desk.owner, need, offer)

    answer = browser.get(reverse("helper:home"))

    assert (SENTENCE in text(answer), "à moins de 500 m" in text(answer)) == (True, True)
    assert seen(answer) == []


def test_her_yes_shows_nobody_before_the_person_has_said_yes(browser, desk, need, offer):
    asked = make.sent_pair(desk.owner, need, offer)

    answer = browser.post(reverse("helper:accept", args=[asked]), follow=True)

    assert answer.status_code == 200
    assert "La personne n'a pas encore répondu" in text(answer)
    assert seen(answer) == []


def test_once_both_have_said_yes_she_sees_whom_she_helps_until_it_ends(browser, desk, need, offer):
    asked = make.sent_pair(desk.owner, need, offer)
    browser.post(reverse("helper:accept", args=[asked]))
    met = Introduction.objects.get()
    agree_as_person(actor=RESIDENT, introduction_id=met.pk, at=commons.now())
    page = reverse("helper:meeting", args=[met.pk])

    during = browser.get(page)
    browser.post(reverse("helper:tell", args=[met.pk]), {"outcome": "WENT_WELL"})
    after = browser.get(page)

    assert "Lucienne" in text(during)
    assert f"« {met.word} »" in text(during)
    assert "Je ne peux plus porter mes courses." in text(during)
    assert ("Vaudremont" in text(during), "exemple.invalid" in text(during)) == (False, False)
    assert seen(after) == []


def test_she_says_no_with_a_reason_and_somebody_else_is_looked_for(browser, desk, need, offer):
    asked = make.sent_pair(desk.owner, need, offer)

    browser.post(reverse("helper:refuse", args=[asked]), {"reason": "NOT_FREE"})

    need.refresh_from_db()
    assert need.state == NeedState.SEARCHING
    assert Proposal.objects.get().reason == "NOT_FREE"


def test_she_gives_up_early_and_the_need_is_open_again(browser, desk, need, offer):
    asked = make.sent_pair(desk.owner, need, offer)
    browser.post(reverse("helper:accept", args=[asked]))
    met = Introduction.objects.get()

    browser.post(reverse("helper:give_up", args=[met.pk]), {"sure": "1"})

    need.refresh_from_db()
    assert (need.state, Offer.objects.get().active_count) == (NeedState.SEARCHING, 0)


def test_near_her_she_sees_needs_that_may_be_shown_and_takes_one(browser, desk, need, offer):
    hidden = make.owned_need(desk.owner)
    Need.objects.filter(pk=hidden.pk).update(is_shown=False)
    make.owned_need(desk.owner, spot=Spot(47.5, 3.2))

    answer = browser.get(reverse("helper:near"))
    browser.post(reverse("helper:volunteer", args=[need.pk]))

    assert [line.need.need_id for line, _ in answer.context["lines"]] == [need.pk]
    assert seen(answer) == []
    need.refresh_from_db()
    assert need.state == NeedState.AGREED


@pytest.mark.parametrize(
    ("category", "is_minor", "said"),
    [
        ("visite", False, "Pour cette aide, le bureau vous rencontre d'abord"),
        ("courses", True, "Cette aide est donnée par des personnes de 18 ans ou plus"),
    ],
)
def test_who_comes_forward_meets_what_this_help_asks_for(
    browser, need, offer, category, is_minor, said
):
    Need.objects.filter(pk=need.pk).update(category=category)
    Offer.objects.filter(pk=offer.pk).update(is_minor=is_minor)

    answer = browser.post(reverse("helper:volunteer", args=[need.pk]))

    assert (answer.status_code, said in text(answer)) == (409, True)
    assert not Proposal.objects.exists()


def test_whom_the_desk_has_met_may_come_forward(browser, desk, need, offer):
    Need.objects.filter(pk=need.pk).update(category="visite")
    met = {"kind": "met_in_person", "until": localdate()}
    check_credential(actor=desk.owner, offer_id=offer.pk, at=commons.now(), **met)

    browser.post(reverse("helper:volunteer", args=[need.pk]))

    need.refresh_from_db()
    assert need.state == NeedState.AGREED


def test_her_own_need_is_not_hers_to_take(browser, need, offer):
    Need.objects.filter(pk=need.pk).update(person=offer.person)

    answer = browser.post(reverse("helper:volunteer", args=[need.pk]))

    assert answer.status_code == 409
    assert "cette offre sont d'une même personne" in text(answer)
    assert not Proposal.objects.exists()


def test_what_is_another_helpers_does_not_exist_for_her(browser, desk, need):
    other = make.helper()
    asked = make.sent_pair(desk.owner, need, make.offer(user_id=other.user_id))
    theirs = Offer.objects.get()

    answers = [
        browser.post(reverse("helper:accept", args=[asked])),
        browser.get(reverse("helper:refuse", args=[asked])),
        browser.post(reverse("helper:refuse", args=[asked]), {"reason": "NOT_FREE"}),
        browser.post(reverse("helper:confirm", args=[theirs.pk])),
        browser.get(reverse("helper:leave", args=[theirs.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert Proposal.objects.get().state == "SENT"


def test_she_pauses_confirms_and_stops_her_offer(browser, offer):
    states = []
    for name, data in (
        ("pause", {"until_day": "1", "until_month": "12", "until_year": "2099"}),
        ("confirm", {}),
        ("leave", {"sure": "1"}),
    ):
        browser.post(reverse(f"helper:{name}", args=[offer.pk]), data)
        states.append(Offer.objects.get().state)

    assert states == ["PAUSED", "OPEN", "RELEASED"]


@pytest.mark.parametrize("rows", [1, 3])
def test_needs_near_her_cost_the_same_with_more_rows(
    browser, desk, offer, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        make.owned_need(desk.owner)
    browser.get(reverse("helper:near"))

    with django_assert_max_num_queries(10):
        browser.get(reverse("helper:near"))


def entered(desk, sheet=LUCIENNE):
    """She offered on the web, then the desk gave her an account: her entry is sealed, and hers to read."""
    key = uuid.uuid4()
    words = Words().with_text(key, "Je sais aussi jardiner.")
    person = store_sheet(
        actor=RESIDENT,
        grant_id=None,
        register_id=desk.register_id,
        sheet=replace(sheet, free_text=words.text(), quality=""),
        mode="SELF",
        at=commons.now(),
    )
    row = make.offer(key=key, person=person)
    join_account(actor=desk.owner, offer_id=row.pk, user_id=desk.helper.user_id, at=commons.now())
    return row


def test_she_reads_all_that_is_kept_of_her_and_nobody_else(browser, desk, need):
    row = entered(desk, people.sheet(name=Name("Vasseur", "Mina"), mail="mina@exemple.org"))
    asked = make.sent_pair(desk.owner, need, row)
    browser.post(reverse("helper:accept", args=[asked]))

    said = text(browser.get(reverse("helper:data")))

    mine = ("Mina Vasseur", "mina@exemple.org", "Je sais aussi jardiner.", row.number, need.number)
    assert [word for word in mine if word not in said] == []
    assert SENTENCE in said
    assert [word for word in CANARIES if word in said] == []


def test_she_takes_it_away_for_a_machine_and_on_paper(browser, desk, need):
    row = entered(desk, people.sheet(name=Name("Vasseur", "Mina")))
    make.sent_pair(desk.owner, need, row)

    plain = json.loads(browser.get(reverse("helper:data_json")).content)
    paper = browser.get(reverse("helper:data_pdf"))

    assert plain["entries"][0]["card"]["name"]["last"] == "Vasseur"
    assert plain["entries"][0]["words"] == {row.number: "Je sais aussi jardiner."}
    assert plain["offers"][0]["asked"][0]["need"] == need.number
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    read = read_pdf(paper.content)
    assert (read.is_accessible, read.language, read.title) == (True, "fr", "Mes données")
    assert read.says("Je sais aussi jardiner.")
    assert not any(read.says(word) for word in CANARIES)
    assert [word for word in CANARIES if word in json.dumps(plain, ensure_ascii=False)] == []


def test_another_helper_reads_nothing_of_her(desk):
    entered(desk)
    other = triage.browser(make.helper(), has_second_factor=False)

    answer = other.get(reverse("helper:data"))

    assert (answer.status_code, seen(answer)) == (200, [])


def test_she_changes_days_distance_number_and_last_day(browser, desk, offer):
    until = (commons.now() + timedelta(days=40)).date()
    day = {"until_day": until.day, "until_month": until.month, "until_year": until.year}
    form = {"radius_m": "5000", "capacity": "3", "slots": ["SAT-AM", "SUN-AM"]} | day

    answer = browser.post(reverse("helper:change", args=[offer.pk]), form)

    offer.refresh_from_db()
    assert answer.status_code == 302
    assert (offer.radius_m, offer.capacity, offer.until) == (5000, 3, until)
    assert offer.slots == ["SAT-AM", "SUN-AM"]


def test_she_cannot_promise_less_than_she_gives_now(browser, desk, need, offer):
    Offer.objects.filter(pk=offer.pk).update(capacity=3, active_count=2)

    answer = browser.post(
        reverse("helper:change", args=[offer.pk]), {"radius_m": "1000", "capacity": "1"}
    )

    offer.refresh_from_db()
    assert (answer.status_code, offer.capacity) == (422, 3)


def test_she_takes_up_again_before_the_day(browser, desk, offer):
    pause_offer(actor=desk.helper, offer_id=offer.pk, until=date(2099, 1, 1), at=commons.now())

    assert "Reprendre maintenant" in text(browser.get(reverse("helper:home")))
    browser.post(reverse("helper:confirm", args=[offer.pk]))

    offer.refresh_from_db()
    assert offer.state == "OPEN"


def test_she_leaves_for_good_and_is_erased(browser, desk):
    row = entered(desk)

    answer = browser.post(reverse("helper:leave_all"))

    row.refresh_from_db()
    account = User.objects.get(pk=desk.helper.user_id)
    assert answer.status_code == 302
    assert (row.state, row.release_reason) == ("RELEASED", "ASKED")
    assert (account.is_active, account.display_name, account.first_name) == (False, "–", "–")
    assert records_of(row.person) == ()
    assert browser.get(reverse("helper:home")).status_code in (302, 403)


def test_who_leaves_for_good_leaves_neither_key_nor_device(browser, desk):
    entered(desk)
    user = User.objects.get(pk=desk.helper.user_id)
    named = {"name": "Clé de Samira Belkacem"}
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=named)
    elsewhere = Client()
    elsewhere.force_login(user)

    browser.post(reverse("helper:leave_all"))

    assert Authenticator.objects.count() == Session.objects.filter(user_id=user.pk).count() == 0


def test_who_leaves_stays_on_the_list_from_which_she_is_called(browser, desk):
    row = entered(desk)
    called = commons.register(RegisterKind.VOLUNTARY, agreed_purposes=(Purpose.ISOLATION_CALL,))
    people.person_in(called, person=row.person)

    browser.post(reverse("helper:leave_all"))

    assert [one.register_id for one in records_of(row.person)] == [called]


def test_nobody_leaves_whom_somebody_counts_on(browser, desk, need):
    row = entered(desk)
    asked = make.sent_pair(desk.owner, need, row)
    browser.post(reverse("helper:accept", args=[asked]))

    answer = browser.post(reverse("helper:leave_all"))

    row.refresh_from_db()
    assert (answer.status_code, row.state) == (200, "USED")
    assert "Quelqu'un compte sur vous" in text(answer)
    assert len(records_of(row.person)) == 1


def test_too_many_readings_is_not_said_to_be_the_persons_refusal(browser, desk, need, offer):
    asked = make.sent_pair(desk.owner, need, offer)
    browser.post(reverse("helper:accept", args=[asked]))
    met = Introduction.objects.get()
    agree_as_person(actor=RESIDENT, introduction_id=met.pk, at=commons.now())
    page = reverse("helper:meeting", args=[met.pk])

    Grant.objects.filter(role="CONTRIBUTOR", purpose="MATCH_NEED").update(hourly_cap=0)
    capped = text(browser.get(page))
    Grant.objects.filter(role="CONTRIBUTOR", purpose="MATCH_NEED").update(state="REVOKED")
    closed = text(browser.get(page))

    assert ("d'ici une heure" in capped, "a fermé ses informations" in capped) == (True, False)
    assert "d'ici une heure" not in closed
