import re
from dataclasses import replace
from itertools import count
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, commons, people
from tests.make.reading import text

from entremise.accounts.models import Organization
from entremise.commons.models import Activation, Objection, Record
from entremise.commons.operations.ask import ask
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.mutual_aid.vocabulary.words import Words
from entremise.notices.models import Letter
from entremise.people.vault import find_by_phone, tracker_code
from entremise.people.vault.refusing import people_refusing
from entremise.registers.models import EntryRequest
from entremise.territory.models import Place
from entremise.territory.operations import load_places, load_streets, name_districts
from entremise.territory.vocabulary import DistrictCard, StreetCard
from entremise.web.resident.forms import EntryForm
from entremise.web.shell import tries

pytestmark = pytest.mark.django_db
NONCE = re.compile(r'nonce="[^"]*"')
ENTRY = {
    "who": "SELF",
    "title": "MADAME",
    "last": "Dalibert",
    "first": "Odette",
    "birth_day": "4",
    "birth_month": "5",
    "birth_year": "1939",
    "quality": "65 ans ou plus",
    "line": "3 rue des Lilas",
    "postcode": "00100",
    "town": "Aubrelle",
    "phone": "01 99 00 44 55",
}


def url(name):
    return reverse(f"resident:{name}")


@pytest.fixture
def desk():
    return people.desk()


def code_of(desk, second=""):
    clerk = people.clerk()
    grant_id = people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, desk.register_id)
    find_by_phone(actor=clerk, grant_id=grant_id, number="+33199003107", at=commons.now())
    given = {"actor": clerk, "grant_id": grant_id, "person": desk.person, "at": commons.now()}
    return tracker_code(**given, second=second)


def opened(desk):
    browser = Client()
    given = {"code": code_of(desk), "second": "09/03/1940"}
    answer = browser.post(url("tracker"), given)
    assert answer.status_code == 302
    return browser


def read_by_a_caller(desk):
    ask(
        actor=desk.caller,
        grant_ids=[desk.grant.pk],
        person=desk.person,
        groups=commons.CALL_GROUPS,
        at=commons.now(),
    )


def test_a_code_and_a_birth_date_open_the_readings_without_any_name(desk):
    read_by_a_caller(desk)

    text = opened(desk).get(url("readings")).content.decode()

    assert "Prendre de vos nouvelles pendant une alerte" in text
    assert "Mairie d" in text
    assert "Awa Diarra" not in text
    assert not any(canary in text for canary in people.CANARIES)


def test_a_wrong_second_answer_opens_nothing(desk):
    browser = Client()

    answer = browser.post(url("tracker"), {"code": code_of(desk), "second": "09/03/1941"})

    assert answer.status_code == 403
    assert browser.get(url("readings")).status_code == 403


def test_her_own_entry_is_shown_to_her_alone(desk):
    text = opened(desk).get(url("own_card")).content.decode()

    assert "Vaudremont" in text
    assert Client().get(url("own_card")).status_code == 403


def test_what_she_wrote_of_her_needs_is_shown_in_her_words(desk):
    words = Words().with_text(uuid4(), "Des courses.").with_text(uuid4(), "Une ampoule.")
    written = replace(people.LUCIENNE, free_text=words.text())
    people.person_in(desk.register_id, sheet=written, person=desk.person)

    facts = opened(desk).get(url("own_card")).context["facts"]

    assert dict(facts)["Remarques"] == "Des courses. · Une ampoule."


def test_she_reads_that_a_code_was_given_and_by_which_function(desk):
    page = opened(desk).get(url("readings"))

    (given,) = [line for line in page.context["lines"] if "code" in line.what]
    assert given.what == "Un code a été donné, qui ouvre cette page"
    assert "Mairie d'Aubrelle" in given.who


def test_her_code_in_other_hands_finds_neither_her_door_nor_her_number(desk):
    text = opened(desk).get(url("own_card")).content.decode()

    assert "00100" in text
    for hidden in ("rue de la Butte", "99003107", "99 00 31 07", "exemple.invalid", "Vit seul"):
        assert hidden not in text.replace("\u202f", " ").replace("\xa0", " ")


def test_she_takes_her_refusal_back_herself(desk):
    browser = opened(desk)
    browser.post(url("read_back"), {"scope": "ALERT_CALL"})
    address = reverse("resident:take_back", args=[Objection.objects.get().pk])
    assert address in browser.get(url("readings")).content.decode()
    assert browser.get(address).status_code == 200

    browser.post(address)

    assert Objection.objects.get().state == "WITHDRAWN"
    assert browser.post(address).status_code == 404


def test_nobody_takes_back_the_refusal_of_another(desk):
    browser = opened(desk)
    other = commons.objection(person=people.person_in(desk.register_id, people.sheet()))

    answer = browser.post(reverse("resident:take_back", args=[other.pk]))

    assert answer.status_code == 404
    other.refresh_from_db()
    assert other.state == "ACTING"


def test_one_address_does_not_try_codes_for_ever(desk, monkeypatch):
    monkeypatch.setattr("entremise.web.resident.tracker.CODES_AN_HOUR", 2)
    code, second = code_of(desk), "09/03/1940"
    for _ in range(2):
        Client().post(url("tracker"), {"code": "AAAA-AAAA", "second": second})

    good = Client().post(url("tracker"), {"code": code, "second": second})
    wrong = Client().post(url("tracker"), {"code": "AAAA-AAAA", "second": second})
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").post(
        url("tracker"), {"code": code, "second": second}
    )

    assert (good.status_code, wrong.status_code, elsewhere.status_code) == (403, 403, 302)
    assert words_of(good) == words_of(wrong)


@pytest.mark.parametrize(
    ("neighbour", "stranger"),
    [("2001:db8:0:7::2", "2001:db8:0:8::1"), ("::ffff:192.0.2.1", "::ffff:192.0.2.2")],
)
def test_the_many_addresses_of_one_household_try_as_one(desk, monkeypatch, neighbour, stranger):
    monkeypatch.setattr("entremise.web.resident.tracker.CODES_AN_HOUR", 1)
    good = {"code": code_of(desk), "second": "09/03/1940"}
    for address in ("2001:db8:0:7::1", "192.0.2.1"):
        Client(REMOTE_ADDR=address).post(url("tracker"), good | {"code": "AAAA-AAAA"})

    answers = [Client(REMOTE_ADDR=one).post(url("tracker"), good) for one in (neighbour, stranger)]

    assert [answer.status_code for answer in answers] == [403, 302]


@pytest.mark.parametrize("year", ["9" * 12, "0", "²"])
def test_a_date_that_no_calendar_has_is_a_wrong_date_like_another(desk, year):
    commons.register()

    opening = Client().post(url("tracker"), {"code": code_of(desk), "second": f"9/3/{year}"})
    entering = Client().post(url("register"), ENTRY | {"birth_year": year})

    assert (opening.status_code, entering.status_code) == (403, 422)


def words_of(answer):
    return answer.context["title"], answer.context["advice"]


STOP = {"first": "Lucienne", "phone": "01 99 00 31 07", "scope": "ALERT_CALL"}


def test_without_a_code_she_stops_the_calls_and_it_is_checked_with_her(desk):
    answer = Client().post(url("stop"), STOP)

    assert answer.url == url("stopped")
    made = Objection.objects.get()
    assert (made.person, made.purpose, made.channel) == (desk.person, "ALERT_CALL", "WEB")
    assert made.verify_by is not None
    assert Letter.objects.get().person == desk.person


def test_in_quiet_times_it_is_checked_too(desk):
    Activation.objects.update(lifted_at=commons.now())

    Client().post(url("stop"), STOP)

    assert 1 <= (Objection.objects.get().verify_by - commons.now()).days <= 2


def test_sent_twice_it_counts_once(desk):
    for _ in range(2):
        Client().post(url("stop"), STOP)

    assert (Objection.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_second_number_stops_too_on_the_page_of_the_first(desk):
    browser, form = Client(), STOP | {"once": "the-key-of-a-form"}
    browser.post(url("stop"), form | {"phone": "01 99 00 99 99"})

    browser.post(url("stop"), form)

    assert Objection.objects.get().person == desk.person


def test_the_answer_is_the_same_for_whom_nobody_knows(desk, monkeypatch):
    """Each waits for what is left of four tenths of a second, by a clock on which all that is done takes one."""
    waits: list[float] = []
    clock = SimpleNamespace(sleep=waits.append, monotonic=(n / 10 for n in count()).__next__)
    monkeypatch.setattr(tries, "time", clock)
    monkeypatch.setattr(tries, "ANSWER_SECONDS", 0.4)

    unknown = Client().post(url("stop"), STOP | {"first": "Josiane"}, follow=True)
    known = Client().post(url("stop"), STOP, follow=True)

    assert Objection.objects.count() == 1
    assert unknown.redirect_chain == known.redirect_chain
    assert waits == pytest.approx([0.3, 0.3])


def test_she_sees_that_somebody_without_account_stopped_her_calls(desk):
    Client().post(url("stop"), STOP)

    text = opened(desk).get(url("readings")).content.decode()

    assert "Sans compte" in text


def test_one_address_does_not_stop_a_whole_town(desk):
    for number in range(5):
        Client().post(url("stop"), STOP | {"first": f"Prénom{number}"})

    answer = Client().post(url("stop"), STOP)

    assert answer.status_code == 422
    assert Objection.objects.count() == 0


def test_the_town_as_a_whole_has_a_limit_of_refusals_without_code(desk):
    for number in range(60):
        people_refusing(first=f"Prénom{number}", number="+33199003107", at=commons.now())

    answer = Client().post(url("stop"), STOP)

    assert answer.status_code == 429
    assert Objection.objects.count() == 0


def test_closing_the_page_closes_it(desk):
    browser = opened(desk)

    browser.post(url("close"))

    assert browser.get(url("readings")).status_code == 403


def test_a_refusal_is_read_back_then_acts_at_once_and_queues_its_letter(desk):
    browser = opened(desk)
    read = browser.get(url("read_back"), {"scope": "ALERT_CALL"})
    assert (read.status_code, Objection.objects.count()) == (200, 0)

    answer = browser.post(url("read_back"), {"scope": "ALERT_CALL"}, follow=True)

    assert answer.redirect_chain[-1][0].split("?")[0] == url("receipt")
    assert Objection.objects.get().purpose == Purpose.ALERT_CALL
    assert Objection.objects.get().verify_by is not None  # an alert is on
    assert Letter.objects.get().person == desk.person


def test_a_refusal_without_choice_says_what_is_missing(desk):
    assert opened(desk).get(url("read_back")).status_code == 422


def test_without_code_nobody_refuses_for_somebody(desk):
    assert Client().post(url("read_back"), {"scope": "ALL"}).status_code == 403
    assert Objection.objects.count() == 0


def test_an_entry_of_the_web_counts_at_once_and_starts_the_clock():
    register_id = commons.register()

    answer = Client().post(url("register"), ENTRY)

    assert answer.status_code == 302
    held = Record.objects.get(register_id=register_id)
    assert held.mode == "SELF"
    assert 7 <= (held.acknowledge_by - commons.now()).days <= 8
    assert EntryRequest.objects.get().person == held.person


def test_two_people_typed_with_the_key_of_one_form_are_both_registered():
    commons.register()
    browser, form = Client(), ENTRY | {"once": "the-key-of-a-form"}
    father = form | {"title": "MONSIEUR", "first": "Raymond", "birth_year": "1936"}

    for sent in (form, form, father, father):
        assert browser.post(url("register"), sent).status_code == 302

    assert EntryRequest.objects.count() == 2


def test_with_several_alert_registers_the_first_one_takes_the_entry():
    first = commons.register(title="Registre canicule")
    commons.register(title="Autre registre")

    Client().post(url("register"), ENTRY)

    assert Record.objects.get().register_id == first


def test_an_entry_for_somebody_else_says_who_asks():
    commons.register()

    unsaid = Client().post(url("register"), ENTRY | {"who": "OTHER"})
    said = Client().post(url("register"), ENTRY | {"who": "OTHER", "asker": "Paul, son fils"})

    assert (unsaid.status_code, said.status_code) == (422, 302)
    assert Record.objects.get().mode == "THIRD_PARTY"
    assert EntryRequest.objects.get().is_for_other is True


def test_a_script_does_not_fill_the_register(settings):
    settings.ENTREMISE_ENTRIES_AN_HOUR = 12  # two from one address
    register_id = commons.register()
    for number in range(2):
        Client().post(url("register"), ENTRY | {"first": f"Odette{number}"})

    answer = Client().post(url("register"), ENTRY)

    assert answer.status_code == 422
    assert "3 rue des Lilas" in answer.content.decode()
    assert Record.objects.filter(register_id=register_id).count() == 2
    assert Client(REMOTE_ADDR="192.0.2.7").post(url("register"), ENTRY).status_code == 302


@pytest.mark.parametrize(("an_hour", "hours_waiting"), [(2, 5), (4, 0.5)])
def test_many_addresses_do_not_fill_it_either(settings, monkeypatch, an_hour, hours_waiting):
    settings.ENTREMISE_ENTRIES_AN_HOUR = an_hour
    monkeypatch.setattr("entremise.web.resident.entry.HOURS_WAITING", hours_waiting)
    register_id = commons.register()
    for number in range(2):
        entry = ENTRY | {"first": f"Odette{number}"}
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(url("register"), entry)

    answer = Client(REMOTE_ADDR="192.0.2.99").post(url("register"), ENTRY)

    assert answer.status_code == 422
    assert Record.objects.filter(register_id=register_id).count() == 2


def test_who_registers_a_person_that_refused_learns_nothing_of_it(desk):
    asked = ENTRY | {"who": "OTHER", "asker": "Paul", "last": "Palluel", "first": "Lucienne"}
    asked |= {"birth_day": "9", "birth_month": "3", "birth_year": "1940"}
    opened(desk).post(url("read_back"), {"scope": "ALL"})

    answer = Client().post(url("register"), asked)

    assert answer.url == url("registered")
    assert Record.objects.count() == 1


def test_who_types_as_a_person_that_refused_learns_nothing_of_it_either(desk):
    hers = ENTRY | {"last": "Palluel", "first": "Lucienne"}
    hers |= {"birth_day": "9", "birth_month": "3", "birth_year": "1940"}
    plain = Client().post(url("register"), ENTRY, follow=True)
    opened(desk).post(url("read_back"), {"scope": "ALL"})

    answer = Client().post(url("register"), hers, follow=True)

    assert answer.redirect_chain == plain.redirect_chain
    assert NONCE.sub("", text(answer)) == NONCE.sub("", text(plain))
    assert Record.objects.latest("pk").state == "ASKED"


def test_a_mistake_keeps_what_was_typed():
    commons.register()

    answer = Client().post(url("register"), ENTRY | {"phone": "01 99"})

    assert answer.status_code == 422
    assert "3 rue des Lilas" in answer.content.decode()


def test_without_an_open_register_the_page_gives_the_number():
    commons.host_id()

    answer = Client().get(url("register"))

    assert "01 99 00 12 00" in " ".join(answer.content.decode().split())


def test_the_paper_form_has_a_code_to_scan():
    commons.host_id()

    text = Client().get(url("register_form")).content.decode()

    assert 'role="img"' in text
    assert "/s-inscrire/" in text


def test_the_paper_form_says_what_becomes_of_the_answers():
    commons.register()

    assert "CASF L121-6-1" in Client().get(url("register_form")).content.decode()


@pytest.mark.parametrize("number", ["06 39 98 23 11", "06 39 98"])
def test_whoever_is_to_be_warned_has_a_name(number):
    commons.register()

    answer = Client().post(url("register"), ENTRY | {"relative_phone": number})

    assert answer.status_code == 422
    assert answer.context["form"].errors["relative"] == ["Dites qui est cette personne."]
    assert "Dites qui est cette personne." in text(answer)
    assert Record.objects.count() == 0


def test_each_link_of_the_summary_of_mistakes_leads_to_its_question():
    commons.register()

    page = Client().post(url("register"), {"who": ""}).content.decode()

    summary = page[page.index("<error-summary") : page.index("</error-summary>")]
    aims = re.findall(r'href="#([^"]+)"', summary)
    ids = re.findall(r' id="([^"]+)"', page)
    assert {"id_who", "id_birth", "id_last"} <= set(aims)
    assert [ids.count(aim) for aim in aims] == [1] * len(aims)
    assert len(ids) == len(set(ids))


def test_the_browser_gives_her_own_number_and_not_for_another():
    commons.register()

    shown = Client().get(url("register")).content.decode()

    numbers = [tag for tag in re.findall(r"<input[^>]*>", shown) if 'type="tel"' in tag]
    own = [re.findall(r'name="(\w+)"', tag)[0] for tag in numbers if 'autocomplete="tel"' in tag]
    assert len(numbers) == 4
    assert own == ["asker_phone", "phone"]


def test_the_town_is_written_already_and_a_commune_without_districts_asks_for_none():
    Place.objects.create(code="93066", name="Saint-Denis", kind="COMMUNE", postcodes=["93200"])
    commons.register()
    Organization.objects.filter(is_host=True).update(territory_code="93066")

    page = Client().get(url("register"))

    assert 'value="Saint-Denis"' in page.content.decode()
    assert "Quartier" not in page.content.decode()
    assert Client().post(url("register"), ENTRY).status_code == 302


def test_nobody_is_born_tomorrow():
    commons.register()
    year = str(commons.now().year + 1)

    assert Client().post(url("register"), ENTRY | {"birth_year": year}).status_code == 422


def test_a_street_says_the_district_of_whoever_does_not_know_it():
    name_districts(cards=[DistrictCard("Q3", "Les Grands-Prés")], at=commons.now())
    load_streets(cards=[StreetCard("rue des Lilas", 46.5, 3.2, "Q3")], at=commons.now())

    unsure, elsewhere = EntryForm(ENTRY), EntryForm(ENTRY | {"line": "3 rue du Lavoir"})

    assert (unsure.is_valid(), elsewhere.is_valid()) == (True, True)
    assert (unsure.sheet().district, elsewhere.sheet().district) == ("Q3", "")


def test_the_name_of_a_departement_is_no_town():
    load_places()
    accounts.host(kind="DEPARTEMENT", territory_code="01")

    assert EntryForm().initial == {}
