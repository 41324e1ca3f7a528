import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, commons, outreach, people
from tests.web.test_resident import ENTRY

from entremise.accounts.models import User
from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.models import Activation, Objection, Record, Register
from entremise.commons.vocabulary.access import BUNDLE_AT_MOST, Channel, RegistrationMode
from entremise.journeys.say_no import say_no
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices import operations as letters
from entremise.notices.models import Letter
from entremise.notices.vocabulary import LetterState, Template
from entremise.people.vocabulary import Name, Title
from entremise.people.vocabulary import Refusal as Objected
from entremise.registers.models import EntryRequest

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"desk:{name}", args=args)


def browser_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def desk():
    return people.desk()


@pytest.fixture
def browser(desk):
    return browser_of(people.clerk())


def found(browser):
    return browser.post(url("by_phone"), {"phone": "01 99 00 31 07"})


def test_a_number_finds_one_person_and_shows_no_more_than_her_readings(desk, browser):
    answer = found(browser)

    assert answer.url == url("person", desk.person)
    text = browser.get(answer.url).content.decode()
    assert "Qui a lu" in text
    assert not any(canary in text for canary in people.CANARIES)


@pytest.mark.parametrize("name", ["home", "register"])
def test_the_browser_of_a_shared_desk_remembers_nobody(browser, name):
    commons.register()

    shown = browser.get(url(name)).content.decode()

    forms = re.findall(r"<form\b([^>]*)>(.*?)</form>", shown, re.DOTALL)
    typed = [tag for tag, inner in forms if re.search(r'type="(?:text|tel)"', inner)]
    assert len(typed) == {"home": 2, "register": 1}[name]
    assert all('autocomplete="off"' in tag for tag in typed)
    assert 'type="tel"' in shown
    assert 'autocomplete="tel"' not in shown


def test_a_name_and_a_year_find_her_too(desk, browser):
    given = {"last": "vaudremont", "first": "Lucienne", "birth_year": "1940"}

    assert browser.post(url("by_name"), given).url == url("person", desk.person)


def test_somebody_who_was_not_searched_does_not_open(desk, browser):
    for name in ("person", "code", "refusal", "number", "remove", "answer"):
        assert browser.get(url(name, desk.person)).status_code == 404


def test_two_people_with_one_number_are_not_shown(desk, browser):
    people.person_in(desk.register_id, people.sheet(phones=("+33199003107",)))

    answer = found(browser)

    assert answer.status_code == 422
    assert "Plusieurs personnes" in answer.content.decode()
    assert "01 99 00 31 07" in answer.content.decode()  # what was typed stays


def test_nobody_found_says_what_to_ask(browser):
    answer = browser.post(url("by_phone"), {"phone": "01 99 00 99 99"})

    assert answer.status_code == 422
    assert "Personne n" in answer.content.decode()


HEARD = {"last": "Vodremon", "first": "Lucienne", "birth_year": "1940"}


def test_a_name_half_heard_finds_her_with_the_whole_date(desk, browser):
    assert browser.post(url("by_name"), HEARD).status_code == 422

    answer = browser.post(url("by_name"), HEARD | {"day": "9", "month": "3"})

    assert answer.url == url("person", desk.person)


def test_first_and_last_name_in_the_wrong_order_find_her_with_the_whole_date(desk, browser):
    given = {"last": "Lucienne", "first": "Vaudremont", "birth_year": "1940"}

    answer = browser.post(url("by_name"), given | {"day": "9", "month": "3"})

    assert answer.url == url("person", desk.person)


def test_a_name_half_heard_with_another_day_opens_nobody(desk, browser):
    assert browser.post(url("by_name"), HEARD | {"day": "10", "month": "3"}).status_code == 422


def test_a_day_that_does_not_exist_is_said(browser):
    answer = browser.post(url("by_name"), HEARD | {"day": "31", "month": "2"})

    assert "pas" in str(answer.context["by_name"].errors["day"])


def test_a_code_is_given_and_opens_her_page(desk, browser):
    found(browser)

    page = browser.post(url("code", desk.person), {"word": "tilleul"}, follow=True)

    code = page.context["given"]["code"]
    opening = Client().post(reverse("resident:tracker"), {"code": code, "second": "Tilleul"})
    assert opening.status_code == 302


def test_the_answer_is_printed_with_the_address_only_for_the_post(desk, browser):
    found(browser)

    handed = browser.get(url("answer", desk.person)).content.decode()
    posted = browser.get(url("answer", desk.person), {"poste": "1"}).content.decode()

    assert "rue de la Butte" not in handed
    assert "rue de la Butte" in posted
    assert "Mme Lucienne Vaudremont" in " ".join(posted.split())
    assert "09/03/1940" in posted  # a copy of the entry goes with it


def test_the_copy_for_the_post_says_all_that_the_entry_holds(desk, browser):
    found(browser)

    answer = browser.get(url("answer", desk.person), {"poste": "1"})

    said = {label: value.replace("\u202f", " ") for label, value in answer.context["facts"]}
    assert {
        "Courriel": "lucienne@exemple.invalid",
        "Langue": "Portugais",
        "Comment lui parler": "Parler fort et lentement",
        "Vit seul·e": "Oui",
        "Logement chaud": "Oui",
        "Personnes à prévenir": "Catherine Palluel, 06 39 98 23 11",
        "Motif d'inscription": "65 ans ou plus",
        "Remarques": "Le chien aboie, il ne mord pas.",
    }.items() <= said.items()


def test_a_refusal_by_phone_stops_and_its_receipt_is_printed(desk, browser):
    found(browser)
    choice = {"scope": "ALL", "channel": "PHONE"}
    assert browser.get(url("read_back", desk.person), choice).status_code == 200

    browser.post(url("read_back", desk.person), choice)

    assert (Objection.objects.get().scope, Objection.objects.get().channel) == ("ALL", "PHONE")
    letter = Letter.objects.get()
    assert "rue de la Butte" in browser.get(url("receipt", letter.pk)).content.decode()
    browser.post(url("note_sent"), {"letter": [letter.pk]})
    letter.refresh_from_db()
    assert letter.state == "SENT"
    assert browser.post(url("note_sent"), {"letter": [letter.pk]}).status_code == 409


def test_letters_are_printed_twelve_at_once_noted_together_and_taken_back(desk, browser):
    for _ in range(13):
        person = people.person_in(desk.register_id, people.sheet())
        letters.ask_letter(
            template=Template.OBJECTION_RECEIPT,
            fact=Origin("OBJECTION", commons.objection(person=person).pk),
            person=person,
            at=commons.now(),
        )
    Record.objects.update(acknowledge_by=commons.now())

    for pile, name in (("acknowledgements", "record"), ("receipts", "letter")):
        page = browser.get(url(pile))
        waiting = page.context["waiting"]
        assert len(waiting) == 12
        assert page.content.decode().count("<article") == 12
        before = waiting_letters()
        browser.post(url("note_sent"), {name: waiting})
        assert before - waiting_letters() == 12
        browser.post(url("forget_sent"))
        assert waiting_letters() == before


@pytest.mark.parametrize(
    ("title", "greeting"),
    [
        (Title.MADAME, "Madame Sauvestre,"),
        (Title.MONSIEUR, "Monsieur Sauvestre,"),
        (Title.NONE, "Madame, Monsieur,"),
    ],
)
def test_a_letter_greets_its_reader_as_her_sheet_says(desk, browser, title, greeting):
    name = Name(last="Sauvestre", first="Camille", title=title)
    person = people.person_in(desk.register_id, people.sheet(name=name))

    Record.objects.filter(person=person).update(acknowledge_by=commons.now())

    held = Record.objects.get(person=person)
    letter = browser.get(url("acknowledgement", held.pk)).content.decode()

    assert re.findall(r"<p>((?:Madame|Monsieur).*?,)</p>", letter) == [greeting]


def waiting_letters():
    records = Record.objects.filter(acknowledged_at=None).count()
    return records + Letter.objects.filter(state="TO_PRINT").count()


def test_somebody_who_left_her_register_closes_no_pile_of_letters(desk, browser):
    other = people.person_in(desk.register_id, people.sheet())
    written = [ask_letter(person, number) for number, person in enumerate((desk.person, other))]

    Record.objects.filter(person=desk.person).update(state="REMOVED", ended_at=commons.now())

    assert browser.get(url("receipt", written[0])).status_code == 404
    pile = browser.get(url("receipts"))
    printed = [one.letter.letter_id for one in pile.context["sheets"]]
    assert written[0] not in printed
    assert written[1] in printed
    assert pile.context["waiting"] == printed


def test_letters_that_nobody_may_read_do_not_close_the_pile(desk, browser):
    gone = people.person_in(desk.register_id, people.sheet())
    for number in range(BUNDLE_AT_MOST + 1):
        ask_letter(gone, number)
    last = ask_letter(desk.person, BUNDLE_AT_MOST + 1)
    Record.objects.filter(person=gone).update(state="REMOVED", ended_at=commons.now())

    assert browser.get(url("receipts")).context["waiting"] == [last]


def ask_letter(person, number):
    return letters.ask_letter(
        template=Template.NO_NUMBER, fact=Origin("VISIT", number), person=person, at=commons.now()
    )


@pytest.mark.parametrize("sent", ["9" * 19, "9" * 5000, "²", "-1", ""])
def test_a_letter_whose_number_no_letter_can_have_is_not_there(browser, sent):
    assert browser.post(url("note_sent"), {"letter": [sent], "record": [sent]}).status_code == 409


def test_what_a_colleague_noted_before_is_not_taken_back(desk, browser):
    first = Record.objects.get(person=desk.person).pk
    second = Record.objects.get(person=people.person_in(desk.register_id, people.sheet())).pk
    browser_of(people.clerk()).post(url("note_sent"), {"record": [first]})
    browser.post(url("note_sent"), {"record": [first, second]})

    browser.post(url("forget_sent"))

    assert list(Record.objects.filter(acknowledged_at=None).values_list("pk", flat=True)) == [
        second
    ]


def test_a_late_letter_shows_on_the_desk(desk, browser):
    assert browser.get(url("home")).context["late"] == 0

    Record.objects.update(acknowledge_by=commons.now() - timedelta(hours=1))

    assert browser.get(url("home")).context["late"] == 1


def test_nothing_is_owed_for_a_register_that_is_closed(desk, browser):
    tomorrow, yesterday = (commons.now() + timedelta(days=days) for days in (1, -1))
    closed = commons.register()
    people.person_in(closed, people.sheet())
    Record.objects.filter(person=desk.person).update(acknowledge_by=tomorrow)
    Record.objects.filter(register=closed).update(acknowledge_by=yesterday)
    assert browser.get(url("home")).context["late"] == 1

    Register.objects.filter(pk=closed).update(state="CLOSED")

    assert browser.get(url("home")).context["late"] == 0
    waiting = browser.get(url("acknowledgements")).context["waiting"]
    assert waiting == [Record.objects.get(person=desk.person).pk]


def test_an_empty_pile_leads_back_to_the_letters(browser, desk):
    for pile in ("acknowledgements", "receipts"):
        assert browser.get(url(pile)).url == url("letters")


def test_who_changes_her_mind_is_read_again(desk, browser):
    found(browser)
    browser.post(url("read_back", desk.person), {"scope": "ALL", "channel": "PHONE"})
    address = url("take_back", desk.person, Objection.objects.get().pk)
    assert browser.get(address).status_code == 200

    browser.post(address)

    assert Objection.objects.get().state == "WITHDRAWN"
    assert "facultatif" not in browser.get(url("person", desk.person)).content.decode()
    assert browser.post(address).status_code == 404


def test_the_number_is_corrected(desk, browser):
    found(browser)

    browser.post(url("number", desk.person), {"phone": "01 99 00 55 66"})

    assert browser.post(url("by_phone"), {"phone": "01 99 00 55 66"}).url == url(
        "person", desk.person
    )


def test_both_numbers_are_kept_and_a_letter_goes_to_her_door(desk, browser):
    found(browser)
    browser.post(
        url("number", desk.person), {"phone": "01 99 00 55 66", "second_phone": "06 39 98 55 66"}
    )

    for number in ("01 99 00 55 66", "06 39 98 55 66"):
        assert browser.post(url("by_phone"), {"phone": number}).url == url("person", desk.person)
    letter = browser.get(url("receipt", Letter.objects.get().pk)).content.decode()
    assert "rue de la Butte" in letter
    assert "0199005566" not in re.sub(r"\D", "", letter)


def test_a_number_changed_again_is_told_again(desk, browser):
    found(browser)
    browser.post(url("number", desk.person), {"phone": "01 99 00 55 66"})
    browser.post(url("note_sent"), {"letter": [Letter.objects.get().pk]})

    browser.post(url("number", desk.person), {"phone": "01 99 00 55 67"})

    assert Letter.objects.get().state == "TO_PRINT"


def test_leaving_ends_her_entry_and_her_calls(desk, browser):
    campaign = outreach.campaign()
    call = outreach.call(campaign=campaign, person=desk.person)
    Activation.objects.update(lifted_at=commons.now())
    found(browser)
    assert browser.get(url("remove", desk.person)).status_code == 200

    browser.post(url("remove", desk.person), {"channel": "PHONE"})

    call.refresh_from_db()
    assert Record.objects.get(person=desk.person).state == "REMOVED"
    assert call.stop_reason == "OBJECTION"
    letter = browser.get(url("receipt", Letter.objects.get().pk)).content.decode()
    assert "rue de la Butte" in letter
    assert "aucune de nos listes" in letter


def test_who_left_is_not_brought_back_by_a_list_of_somebody_else(desk, browser):
    Activation.objects.update(lifted_at=commons.now())
    found(browser)
    browser.post(url("remove", desk.person), {"channel": "PHONE"})

    with pytest.raises(Refused, match=Objected.OBJECTED):
        people.person_in(desk.register_id, people.LUCIENNE, RegistrationMode.STATUTORY)


def test_nobody_is_taken_out_during_an_alert_on_a_word_by_phone(desk, browser):
    found(browser)
    assert url("refusal", desk.person) in browser.get(url("remove", desk.person)).content.decode()

    answer = browser.post(url("remove", desk.person), {"channel": "PHONE"})

    assert answer.status_code == 409
    assert Record.objects.get(person=desk.person).ended_at is None


def test_one_person_is_registered_by_phone_and_her_letter_waits(browser, desk):
    answer = browser.post(url("register"), ENTRY | {"agreed": "on"})

    assert answer.url == url("letters")
    new = Record.objects.exclude(person=desk.person).get()
    letter = browser.get(url("acknowledgement", new.pk)).content.decode()
    assert "Odette" in letter
    browser.post(url("note_sent"), {"record": [new.pk]})
    new.refresh_from_db()
    assert new.acknowledged_at is not None


def test_a_clerk_opens_nobody_by_counting_entries(browser, desk):
    held = Record.objects.get(person=desk.person)
    Record.objects.update(acknowledge_by=None)
    never_due = browser.get(url("acknowledgement", held.pk)).status_code
    sent_at = commons.now() - timedelta(days=9)
    Record.objects.update(acknowledge_by=sent_at, acknowledged_at=sent_at)
    long_sent = browser.get(url("acknowledgement", held.pk)).status_code
    Record.objects.update(acknowledged_at=commons.now() - timedelta(days=1))

    assert (never_due, long_sent) == (404, 404)
    assert browser.get(url("acknowledgement", held.pk)).status_code == 200


def test_a_clerk_opens_nobody_by_counting_letters(browser, desk):
    receipt = url("receipt", ask_letter(desk.person, 1))
    waiting = browser.get(receipt).status_code
    Letter.objects.update(state=LetterState.SENT, sent_at=commons.now() - timedelta(days=9))
    long_sent = browser.get(receipt).status_code
    Letter.objects.update(sent_at=commons.now() - timedelta(days=1))

    assert (waiting, long_sent) == (200, 404)
    assert browser.get(receipt).status_code == 200


def test_without_the_spoken_yes_nothing_is_noted(browser, desk):
    assert browser.post(url("register"), ENTRY).status_code == 422
    assert Record.objects.exclude(person=desk.person).count() == 0


def test_a_double_is_asked_about_nothing_typed_is_lost_and_a_namesake_enters(browser, desk):
    spoken = ENTRY | {"agreed": "on"}
    browser.post(url("register"), spoken)

    again = browser.post(url("register"), spoken)

    assert again.status_code == 422
    assert "3 rue des Lilas" in again.content.decode()
    assert Record.objects.exclude(person=desk.person).count() == 1
    browser.post(url("register"), spoken | {"is_namesake": "on"})
    assert Record.objects.exclude(person=desk.person).count() == 2


@pytest.mark.parametrize(("answer", "state"), [("yes", "CONFIRMED"), ("no", "REMOVED")])
def test_an_entry_of_the_web_is_confirmed_or_taken_out(browser, desk, answer, state):
    Client().post(reverse("resident:register"), ENTRY)
    asked = EntryRequest.objects.get()
    assert "Odette" in browser.get(url("request", asked.pk)).content.decode()

    browser.post(url("settle", asked.pk), {"answer": answer})

    assert Record.objects.get(person=asked.person).state == state
    assert "Odette" not in browser.get(url("requests")).content.decode()


def test_an_entry_of_the_web_that_doubles_another_says_so_before_it_is_confirmed(browser, desk):
    Client().post(reverse("resident:register"), ENTRY)
    asked = EntryRequest.objects.get()
    assert browser.get(url("request", asked.pk)).context["namesakes"] == 0

    Client().post(reverse("resident:register"), ENTRY)

    page = browser.get(url("request", asked.pk))
    assert page.context["namesakes"] == 1
    assert "Une autre fiche" in page.content.decode()


def test_an_entry_in_the_name_of_somebody_who_refused_tells_the_clerk_to_wait(browser, desk):
    hers = ENTRY | {"last": "Palluel", "first": "Lucienne"}
    hers |= {"birth_day": "9", "birth_month": "3", "birth_year": "1940"}
    Client().post(reverse("resident:register"), ENTRY)
    say_no(actor=SYSTEM, person=desk.person, purpose=None, channel=Channel.CALL, at=commons.now())

    Client().post(reverse("resident:register"), hers)

    pages = [browser.get(url("request", one.pk)) for one in EntryRequest.objects.order_by("pk")]
    assert [one.context["waits"] for one in pages] == [False, True]
    assert "avait dit non" in pages[1].content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_with_more_rows(browser, desk, rows, django_assert_max_num_queries):
    for number in range(rows):
        entry = ENTRY | {"last": f"Dalibert{number}", "phone": f"01 99 00 44 5{number}"}
        Client().post(reverse("resident:register"), entry)
    browser.get(url("letters"))

    for name in ("letters", "requests"):
        with django_assert_max_num_queries(14):
            assert browser.get(url(name)).status_code == 200


def test_many_letters_come_page_by_page_and_are_counted_in_full(browser, desk):
    due = commons.now()
    for _ in range(30):
        people.person_in(desk.register_id, people.sheet())
    Record.objects.update(acknowledge_by=due)

    home = browser.get(url("home"))
    first, second = browser.get(url("letters")), browser.get(url("letters"), {"page": "2"})

    assert home.context["letters"] == 31
    assert (len(first.context["due"]), len(second.context["due"])) == (25, 6)


def test_more_letters_than_a_page_are_counted_and_the_oldest_are_shown(desk, browser):
    made = commons.now()
    Letter.objects.bulk_create(
        Letter(
            template=Template.NO_NUMBER,
            fact_kind="VISIT",
            fact_id=number,
            person=desk.person,
            state=LetterState.TO_PRINT,
            made_at=made + timedelta(minutes=number),
        )
        for number in range(130)
    )

    home, shown = browser.get(url("home")), browser.get(url("letters"))

    assert home.context["letters"] == 130
    assert [one.fact_id for one, _ in shown.context["receipts"]] == list(range(25))
    assert "130 attendent" in shown.content.decode()


def test_a_caller_has_no_desk(desk):
    browser = browser_of(desk.caller)

    assert browser.get(url("home")).status_code == 403


def test_the_clerk_of_another_body_finds_nobody(desk):
    stranger = accounts.actor(commons.Role.CLERK)

    assert found(browser_of(stranger)).status_code == 404
