"""Residents without account: ask in one form, read it again, follow by a code, stop; helpers offer alike."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import commons, triage
from tests.make import mutual_aid as make
from tests.make.kits import kit_version
from tests.make.reading import text

from entremise.journeys.aid_card import aid_card
from entremise.mutual_aid.models import Introduction, Need, Offer
from entremise.mutual_aid.operations.needs import Understood, take_need, understand_need
from entremise.mutual_aid.operations.proposals import accept_proposal
from entremise.mutual_aid.vocabulary.needs import NeedState, Urgency, When
from entremise.territory.models import District
from entremise.territory.operations import load_streets, name_districts
from entremise.territory.vocabulary import DistrictCard, StreetCard

pytestmark = pytest.mark.django_db
WORDS = "Je ne peux plus porter mes courses."


@pytest.fixture(autouse=True)
def town() -> None:
    kit_version(code="temps_ordinaire")
    at = commons.now()
    name_districts(cards=[DistrictCard("Q3", "La Butte-aux-Merles")], at=at)
    load_streets(cards=[StreetCard("rue de la Butte", 46.5071, 3.2093, "Q3")], at=at)


@pytest.fixture
def desk():
    return make.desk()


def answers(browser, **given):
    form = browser.get(reverse("asking:ask")).context["form"]
    return {
        "key": str(form["key"].value()),
        "category": "courses",
        "said": WORDS,
        "for_whom": "SELF",
        "street": "4 rue de la Butte",
        "when": "WEEK",
        "first_name": "Lucienne",
        "phone": "01 99 00 31 07",
        "birth_year": "1940",
        "language": "fr",
        "is_shown": "yes",
    } | given


def sent(browser, **given) -> str:
    """The code of a need sent on the web."""
    answer = browser.post(reverse("asking:ask"), answers(browser, send="1", **given), follow=True)
    found = re.search(r"[A-Y]{3}-[A-Y]{3}", text(answer))
    assert found is not None
    return found[0]


def test_the_answers_are_read_again_before_anything_leaves(desk):
    browser = Client()

    answer = browser.post(reverse("asking:ask"), answers(browser))

    assert answer.status_code == 200
    assert "Tout est juste ?" in text(answer)
    assert WORDS in text(answer)
    assert Need.objects.count() == 0


def test_a_need_is_noted_with_its_place_and_its_words_are_sealed(desk):
    sent(Client())

    need = Need.objects.get()
    take_need(actor=desk.owner, need_id=need.pk, at=commons.now())
    seen = aid_card(
        actor=desk.owner, person=need.person, register_id=desk.register_id, at=commons.now()
    )
    assert (need.district, need.channel, need.urgency) == ("Q3", "FORM", Urgency.SOON)
    assert (seen.card.name.first, seen.words.of(need.key)) == ("Lucienne", WORDS)


def test_sending_twice_makes_one_need_and_shows_the_same_code(desk):
    browser = Client()
    form = answers(browser, send="1")

    pages = [text(browser.post(reverse("asking:ask"), form, follow=True)) for _ in range(2)]

    codes = {re.search(r"[A-Y]{3}-[A-Y]{3}", page)[0] for page in pages}
    assert (Need.objects.count(), len(codes)) == (1, 1)


@pytest.mark.parametrize("press", [{}, {"send": "1"}, {"back": "1"}])
def test_a_form_that_has_left_says_so_when_it_comes_back_changed(desk, press):
    browser = Client()
    form = answers(browser)
    browser.post(reverse("asking:ask"), form | {"send": "1", "once": "a-first-key"})

    changed = form | {"phone": "01 99 00 31 08", "once": "a-second-key"} | press
    page = text(browser.post(reverse("asking:ask"), changed, follow=True))

    assert "Ce formulaire est déjà parti" in page
    assert "Rien n'est encore parti" not in page
    assert re.search(r"[A-Y]{3}-[A-Y]{3}", page)
    assert Need.objects.count() == 1


def test_an_older_form_that_has_left_does_not_show_the_code_of_a_later_one(desk):
    browser = Client()
    older = answers(browser, send="1")
    browser.post(reverse("asking:ask"), older)
    later = sent(browser, category="animal")

    answer = browser.post(reverse("asking:ask"), older | {"phone": "01 99 00 31 08"}, follow=True)

    assert "Ce formulaire est déjà parti" in text(answer)
    assert later not in text(answer)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"phone": "01 99 00 31"}, "Ce numéro a 8 chiffres"),
        (
            {"when": "BEFORE", "due_on_day": "1", "due_on_month": "1", "due_on_year": "2020"},
            "Cette date est passée",
        ),
        ({"street": "12 rue de Nulle-Part"}, "Choisissez un quartier"),
        ({"category": ""}, "Il manque votre besoin"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(desk, wrong, said):
    browser = Client()

    answer = browser.post(reverse("asking:ask"), answers(browser, send="1") | wrong)

    assert answer.status_code == 422
    assert said in text(answer)
    assert WORDS in text(answer)
    assert Need.objects.count() == 0


def test_where_no_district_has_a_name_a_street_is_enough_and_is_needed(desk):
    District.objects.all().delete()
    browser = Client()

    nowhere = browser.post(reverse("asking:ask"), answers(browser, send="1", street=""))
    sent(browser, street="3 chemin des Saules")

    assert "Écrivez votre rue" in text(nowhere)
    assert Need.objects.get().district == ""


def test_what_is_missing_is_named_question_by_question(desk):
    seen = text(Client().post(reverse("asking:ask"), {"key": str(uuid.uuid4())}))

    assert "2. Pour qui ? – Ce champ est obligatoire." in seen
    assert "Prénom – Ce champ est obligatoire." in seen


def test_how_she_is_reached_best_is_said_to_whoever_works_for_her(desk):
    sent(Client(), channel="RELAY")
    need = Need.objects.get()
    take_need(actor=desk.owner, need_id=need.pk, at=commons.now())

    seen = text(triage.browser(desk.owner).get(reverse("between:need", args=[need.pk])))

    assert "Service relais" in seen or "relais" in seen


def test_words_of_danger_bring_the_numbers_at_once_and_the_need_to_the_top(desk):
    browser = Client()

    check = browser.post(reverse("asking:ask"), answers(browser, said="Il me frappe."))
    sent(browser, said="Il me frappe.")

    numbers = text(check).split("<h1>Tout est juste")[0]
    assert [
        one
        for one in ("tel:15", "tel:17", "tel:18", "tel:112", "sms:114", "tel:3114", "tel:3919")
        if one not in numbers
    ] == []
    assert (Need.objects.get().is_danger, Need.objects.get().urgency) == (True, Urgency.NOW)


def test_without_a_decision_residents_are_told_to_ring():
    answer = Client().get(reverse("asking:ask"))

    assert "L'entraide n'est pas ouverte" in text(answer)


def test_the_code_alone_shows_the_state_and_nothing_else(desk):
    code = sent(Client())

    answer = Client().post(reverse("asking:follow"), {"code": code.lower().replace("-", " ")})

    assert answer.status_code == 200
    assert "Demande reçue" in text(answer)
    assert [
        word for word in ("courses", "Lucienne", "Butte", "porter") if word in text(answer)
    ] == []


def test_five_mistakes_close_the_code_and_the_right_digits_do_not_open_it_any_more(desk):
    code = sent(Client())
    browser = Client()

    for _ in range(5):
        wrong = browser.post(reverse("asking:follow"), {"code": code, "second": "99"})
    right = browser.post(reverse("asking:follow"), {"code": code, "second": "07"})

    assert (wrong.status_code, right.status_code) == (422, 422)


def test_one_address_does_not_try_codes_with_their_digits_for_ever(desk, monkeypatch):
    monkeypatch.setattr("entremise.web.asking.follow.CODES_AN_HOUR", 1)
    given = {"code": sent(Client()), "second": "07"}
    Client().post(reverse("asking:follow"), {"code": "AAA-AAA", "second": "07"})

    here = Client().post(reverse("asking:follow"), given)
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").post(reverse("asking:follow"), given)

    assert (here.status_code, elsewhere.status_code) == (422, 302)


@pytest.mark.parametrize("second", ["07", "1940"])
def test_with_the_last_digits_or_the_year_she_sees_more_and_stops(desk, second):
    code, browser = sent(Client()), Client()

    seen = browser.post(reverse("asking:follow"), {"code": code, "second": second}, follow=True)
    browser.post(reverse("asking:withdraw"), {"sure": "1"})

    assert "Courses" in text(seen)
    need = Need.objects.get()
    assert (need.state, need.is_closed_by_person) == (NeedState.WITHDRAWN, True)


def test_another_browser_sees_nothing_of_it(desk):
    sent(Client())

    assert Client().get(reverse("asking:more")).status_code == 404


def test_she_says_yes_to_a_helper_and_reads_the_word_for_the_door(desk):
    code, browser, at = sent(Client()), Client(), commons.now()
    need = Need.objects.get()
    take_need(actor=desk.owner, need_id=need.pk, at=at)
    what = Understood("courses", Urgency.SOON, When(), is_shown=True, sentence="Des courses.")
    understand_need(actor=desk.owner, need_id=need.pk, what=what, at=at)
    offer = make.offer(user_id=desk.helper.user_id)
    accept_proposal(actor=desk.helper, proposal_id=make.sent_pair(desk.owner, need, offer), at=at)
    browser.post(reverse("asking:follow"), {"code": code, "second": "07"})

    before = browser.get(reverse("asking:more"))
    after = browser.post(reverse("asking:agree"), {"sure": "1"}, follow=True)

    word = Introduction.objects.get().word
    assert (word in text(before), f"« {word} »" in text(after)) == (False, True)
    assert "Awa peut vous aider" in text(before)


def offered(browser, **given):
    form = browser.get(reverse("asking:offer")).context["form"]
    return {
        "key": str(form["key"].value()),
        "categories": ["courses", "animal"],
        "street": "rue de la Butte",
        "radius_m": "1000",
        "kind": "STANDING",
        "slots": ["MON-AM"],
        "capacity": "2",
        "means": ["WALK"],
        "languages": ["fr", "ar"],
        "first_name": "Samira",
        "last_name": "Belkacem",
        "phone": "06 39 98 44 21",
        "age": "ADULT",
    } | given


def test_an_offer_waits_for_the_desk_and_has_its_code(desk):
    browser = Client()

    answer = browser.post(reverse("asking:offer"), offered(browser), follow=True)

    offer = Offer.objects.get()
    assert re.search(r"[A-Y]{3}-[A-Y]{3}", text(answer))
    assert (offer.state, offer.categories, offer.district) == (
        "WAITING",
        ["courses", "animal"],
        "Q3",
    )


def test_an_offer_that_has_left_says_so_when_it_comes_back_changed(desk):
    browser = Client()
    form = offered(browser)
    browser.post(reverse("asking:offer"), form)

    changed = form | {"phone": "06 39 98 44 22"}
    page = text(browser.post(reverse("asking:offer"), changed, follow=True))

    assert "Ce formulaire est déjà parti" in page
    assert re.search(r"[A-Y]{3}-[A-Y]{3}", page)
    assert Offer.objects.count() == 1


def test_paper_has_the_same_questions_in_the_same_order(desk):
    page = text(Client().get(reverse("asking:paper")))

    places = [page.index(f"{number}. ") for number in range(1, 6)]
    assert places == sorted(places)


def test_the_number_is_read_back_as_it_is_said(desk):
    browser = Client()

    page = text(browser.post(reverse("asking:ask"), answers(browser)))

    assert "01 99 00 31 07" in page.replace("\u202f", " ").replace("\xa0", " ")


def test_a_poster_opens_the_same_questions_with_its_kind_of_help_chosen(desk):
    browser = Client()

    paper = text(browser.get(reverse("asking:paper"), {"category": "animal"}))
    form = browser.get(reverse("asking:ask"), {"category": "animal"}).context["form"]

    assert "demander-de-l-aide/?category=animal" in paper
    assert form["category"].value() == "animal"
    assert "aide/?category" not in text(
        browser.get(reverse("asking:paper"), {"category": "Lucienne"})
    )


def test_a_day_that_was_typed_is_carried_through_the_page_that_reads_again(desk):
    browser = Client()
    day = {"due_on_day": "3", "due_on_month": "2", "due_on_year": "2031"}

    check = browser.post(reverse("asking:ask"), answers(browser, when="BEFORE", **day))

    fields = dict(re.findall(r'name="(due_on_\w+)" value="(\d+)"', text(check)))
    assert fields == day
