"""Actions through the browser's requests: found by all, joined, run, certified; never a name to a stranger."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now
from tests.make import accounts, people, solidarity
from tests.make.pdf import read_pdf
from tests.make.triage import browser

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.people.queries import code_of
from entremise.people.vault import add_people
from entremise.solidarity.models import Action, Certificate, Feed, Place, Slot
from entremise.solidarity.vocabulary.actions import ActionKind, ActionState, PlaceState

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def town():
    accounts.host()


def coming(**given):
    return solidarity.slot(starts_at=now() + 3 * DAY, **given)


def booked(slot, who):
    return solidarity.place(slot, who, at=now())


def body(answer):
    """The page, with plain spaces."""
    return re.sub("[\u202f\u00a0]", " ", answer.content.decode())


def get(client, name, *args, **asked):
    return client.get(reverse(f"actions:{name}", args=args), asked)


def post(client, page, *args, **data):
    return client.post(reverse(f"actions:{page}", args=args), {"sent": "yes"} | data)


@pytest.mark.parametrize("pages", ["list", "action"])
def test_everybody_finds_an_action_and_nobody_reads_a_name(pages):
    slot, who = coming(seats=3), solidarity.helper()
    booked(slot, who)
    name = User.objects.get(pk=who.user_id).display_name

    for client in (Client(), browser(solidarity.helper())):
        args = (slot.action_id,) if pages == "action" else ()
        answer = get(client, pages, *args)

        assert slot.action.title.replace("'", "’") in body(answer).replace("&#x27;", "’")
        assert "2 places libres" in body(answer)
        assert name not in body(answer)


def test_filters_narrow_and_an_empty_list_says_what_to_do():
    coming()
    tomorrow = solidarity.slot(
        solidarity.action(district="Q9", kind=ActionKind.MEAL, title="Soupe"),
        starts_at=now() + DAY,
    )
    address = reverse("actions:list")

    assert b"Soupe" in Client().get(address, {"kind": "MEAL"}).content
    on = localdate(tomorrow.starts_at).isoformat()
    assert b"Distribution d" not in Client().get(address, {"on": on}).content.split(b"<ul")[-1]
    assert "Voir toutes les actions" in body(Client().get(address, {"kind": "WORKS"}))
    assert Client().get(address, {"on": "hier", "district": "x", "page": "-1"}).status_code == 200


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01"])
def test_the_last_and_the_first_day_of_the_calendar_have_no_action(on):
    coming()

    answer = Client().get(reverse("actions:list"), {"on": on})

    assert (answer.status_code, list(answer.context["lines"])) == (200, [])


@pytest.mark.parametrize("name", ["list", "run"])
def test_lists_ask_the_database_the_same_with_one_and_with_many(name):
    client = browser(accounts.actor(Role.GO_BETWEEN))
    counts = []
    for more in (1, 4):
        for _ in range(more):
            slot = coming(seats=2)
            coming_too = solidarity.slot(slot.action, starts_at=now() + 5 * DAY, seats=2)
            booked(coming_too, solidarity.helper())
        get(client, name)
        with CaptureQueriesContext(connection) as asked:
            get(client, name)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_an_action_is_full_in_the_list_only_when_all_its_slots_are():
    slot = coming(seats=1)
    later = solidarity.slot(slot.action, starts_at=now() + 9 * DAY, seats=1)
    booked(slot, solidarity.helper())

    assert "1 place libre" in body(get(Client(), "list"))
    booked(later, solidarity.helper())
    assert "Complet" in body(get(Client(), "list"))


@pytest.mark.parametrize("state", ["DRAFT", "VALIDATED"])
def test_an_action_that_is_not_announced_is_not_there(state):
    slot = coming()
    Action.objects.filter(pk=slot.action_id).update(state=state)

    assert get(Client(), "action", slot.action_id).status_code == 404
    assert get(browser(solidarity.helper()), "book", slot.pk).status_code == 404


def test_a_visitor_without_account_is_led_to_sign_in_and_given_a_number():
    slot = coming()

    page = body(get(Client(), "action", slot.action_id))
    answer = get(Client(), "book", slot.pk)

    assert "01 99 00 12 40" in page
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/connexion/")


def test_a_helper_books_confirms_and_frees_her_place():
    slot, client = coming(), browser(solidarity.helper())

    wrong = post(client, "book", slot.pk)
    young = post(client, "book", slot.pk, age="16")
    done = post(client, "book", slot.pk, age="18", wait="False")
    place = Place.objects.get()
    post(client, "confirm", place.pk)
    mine = body(get(client, "mine"))

    assert (wrong.status_code, young.status_code, done.status_code) == (422, 422, 302)
    assert "à partir de 18" in body(young)
    assert "Confirmée" in mine
    assert "cherch" not in body(get(client, "leave", place.pk))
    post(client, "leave", place.pk)
    assert Place.objects.get().state == PlaceState.WITHDRAWN
    assert get(client, "leave", place.pk).status_code == 404


def test_the_last_place_taken_meanwhile_is_a_polite_no():
    slot, client = coming(seats=1), browser(solidarity.helper())
    get(client, "book", slot.pk)
    booked(slot, solidarity.helper())

    late = post(client, "book", slot.pk, age="18", wait="False")
    waits = post(client, "book", slot.pk, age="18", wait="True")

    assert (late.status_code, waits.status_code) == (409, 302)
    assert "La dernière place vient d’être prise" in body(late)


def test_leaving_late_is_told_without_a_reproach():
    slot = solidarity.slot(starts_at=now() + 3 * HOUR)
    who = solidarity.helper()
    place, client = booked(slot, who), browser(who)

    asked = body(get(client, "leave", place.pk))
    post(client, "leave", place.pk)

    assert "Cela arrive à tout le monde" in asked
    assert "Un remplaçant est cherché" in body(get(Client(), "action", slot.action_id))


def test_nobody_touches_the_place_of_somebody_else():
    place = booked(coming(), solidarity.helper())
    stranger = browser(solidarity.helper())

    assert get(stranger, "leave", place.pk).status_code == 404
    assert post(stranger, "confirm", place.pk).status_code == 409
    assert Place.objects.get().state == PlaceState.BOOKED


def test_a_partner_prepares_a_series_the_desk_validates_it_and_it_is_announced():
    partner, desk = accounts.actor(Role.PARTNER), browser(accounts.actor(Role.GO_BETWEEN))
    client = browser(partner)
    given = {
        "kind": "MEAL",
        "title": "Petit-déjeuner",
        "text": "Du café.",
        "place": "Salle des Tanneurs",
        "phone": "01 99 00 12 40",
        "minimum_age": "16",
    }
    first = localdate() + 7 * DAY
    times = {"on": first.isoformat(), "start": "09:00", "end": "11:00", "seats": "4"}
    series = {"repeat": "FREQ=WEEKLY", "until": (first + 21 * DAY).isoformat()}

    assert post(client, "draft").status_code == 422
    post(client, "draft", **given)
    row = Action.objects.get()
    assert post(client, "slots", row.pk, **times, repeat="FREQ=WEEKLY").status_code == 422
    post(client, "slots", row.pk, **times, **series)
    assert "Valider l’action" not in body(get(client, "one", row.pk))
    assert post(client, "validate", row.pk).status_code == 403
    post(desk, "validate", row.pk)
    post(client, "announce", row.pk)

    row.refresh_from_db()
    assert (row.state, row.minimum_age, Slot.objects.count()) == (ActionState.OPEN, 16, 4)
    assert "Petit-déjeuner" in body(get(Client(), "list"))


@pytest.mark.parametrize(
    "name", ["one", "change", "slots", "call_off", "slot", "sheet", "call_off_slot"]
)
def test_an_association_never_opens_what_another_one_runs(name):
    slot = coming()
    stranger = browser(accounts.actor(Role.PARTNER))
    key = slot.pk if ("slot" in name and name != "slots") or name == "sheet" else slot.action_id

    assert get(stranger, name, key).status_code == 404


def test_called_off_says_why_to_all():
    slot = coming()
    who = solidarity.helper()
    booked(slot, who)
    runner = browser(solidarity.runner(slot.action))

    assert post(runner, "call_off", slot.action_id).status_code == 422
    post(runner, "call_off", slot.action_id, reason="Orage annoncé")

    assert "Orage annoncé" in body(get(Client(), "action", slot.action_id))
    assert "Annulée par l’organisation" in body(get(browser(who), "mine"))


def test_presences_are_noted_and_only_those_who_run_it_see_them():
    who = solidarity.helper()
    slot = solidarity.slot(starts_at=now() - HOUR, ends_at=now() + HOUR, taken_count=1)
    place = Place.objects.create(
        slot=slot,
        user_id=who.user_id,
        state=PlaceState.CONFIRMED,
        booked_at=now() - DAY,
        changed_at=now() - DAY,
    )
    runner = browser(solidarity.runner(slot.action))
    name = User.objects.get(pk=who.user_id).display_name

    page = body(get(runner, "slot", slot.pk))
    post(runner, "slot", slot.pk, **{f"place{place.pk}": "ABSENT"})

    assert name in page
    assert name in body(get(runner, "sheet", slot.pk))
    assert Place.objects.get().state == PlaceState.ABSENT
    for stranger in (Client(), browser(solidarity.helper()), browser(who)):
        shown = body(get(stranger, "action", slot.action_id))
        assert name not in shown
        assert "1 place" not in shown


def test_the_desk_writes_a_person_down_by_her_code_and_reads_no_name():
    slot, desk = coming(), accounts.actor(Role.GO_BETWEEN)
    (person,) = add_people(count=1, at=now())
    client = browser(desk)

    wrong = post(client, "enter", slot.pk, code="P-000000", age="18")
    post(client, "enter", slot.pk, code=code_of(person), age="18")
    page = body(get(client, "slot", slot.pk))

    assert wrong.status_code == 422
    assert (Place.objects.get().person, code_of(person) in page) == (person, True)
    post(client, "free", slot.pk, Place.objects.get().pk)
    assert Place.objects.get().state == PlaceState.WITHDRAWN
    assert get(browser(solidarity.runner(slot.action)), "enter", slot.pk).status_code == 403


def certified(who):
    action = solidarity.action()
    solidarity.present(who, action)
    client = browser(who)
    post(
        client,
        "hours",
        organization=str(action.organization_id),
        since="2026-07-01",
        until="2026-07-31",
    )
    return client, Certificate.objects.get()


def test_hours_become_a_certificate_that_a_stranger_checks_without_reading_the_name():
    user = accounts.user(display_name="Samira Belkacem")
    client, row = certified(solidarity.helper(user=user))
    spelled = f"{row.code[:5]}-{row.code[5:]}".lower()

    paper = body(get(client, "certificate", row.pk))
    alone = body(post(Client(), "check", code=spelled))
    same = body(post(Client(), "check", code=spelled, name="BELKACEM Samira"))
    other = body(post(Client(), "check", code=spelled, name="Samia Belkacem"))
    none = body(post(Client(), "check", code="2345678923"))

    assert "Samira Belkacem" in paper
    assert "16 juillet 2026" in paper  # with its year: it is shown years later
    assert "16 juillet 2026" in alone
    assert "3 h" in alone
    assert "Samira" not in alone
    assert "Le nom est le même" in same
    assert "Le nom n’est pas le même" in other
    assert "Aucune attestation n’a ce code" in none
    assert b"Samira" not in bytes(row.name_digest)


def test_a_certificate_opens_to_its_holder_alone_and_hours_are_hers():
    client, row = certified(solidarity.helper())
    stranger = browser(solidarity.helper())

    assert get(stranger, "certificate", row.pk).status_code == 404
    assert get(stranger, "certificate", row.pk, pdf="1").status_code == 404
    pdf = get(client, "certificate", row.pk, pdf="1")
    assert (pdf.status_code, pdf.content[:5], pdf["Cache-Control"]) == (
        200,
        b"%PDF-",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    read = read_pdf(pdf.content)
    assert (read.is_accessible, read.language, read.title) == (True, "fr", "Attestation d’heures")
    assert read.says(row.code[:5] + "-" + row.code[5:])
    none = post(
        client,
        "hours",
        organization=str(row.organization_id),
        since="2020-01-01",
        until="2020-01-02",
    )
    assert none.status_code == 409


def test_the_calendar_opens_by_its_secret_and_holds_no_name():
    who = solidarity.helper()
    slot = coming(seats=1, task="Accueil, tri")
    place = booked(slot, who)
    client = browser(who)
    address = re.search(r"http\S+\.ics", body(post(client, "make_calendar")))[0]

    answer = Client().get(address)
    text = answer.content.decode()

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "no-store" in answer["Cache-Control"]
    assert f"UID:place-{place.pk}@" in text
    assert "Accueil\\, tri" in text
    assert User.objects.get(pk=who.user_id).display_name not in text
    post(client, "leave", place.pk)
    assert "STATUS:CANCELLED" in Client().get(address).content.decode()
    post(client, "make_calendar")
    assert Client().get(address).status_code == 404


def test_a_closed_calendar_opens_nothing():
    client = browser(solidarity.helper())
    address = re.search(r"http\S+\.ics", body(post(client, "make_calendar")))[0]

    post(client, "revoke_calendar")

    assert (Client().get(address).status_code, Feed.objects.count()) == (404, 0)


def test_an_idle_helper_sees_the_call_shifts_and_how_to_become_a_caller():
    from tests.make import outreach  # noqa: PLC0415 -- heavy builders for one test

    campaign = outreach.campaign(state="OPEN", organization=people.body())
    outreach.shift(campaign, starts_at=now() + DAY, ends_at=now() + DAY + 2 * HOUR, seats=1)
    full = outreach.shift(
        campaign, starts_at=now() + 2 * DAY, ends_at=now() + 2 * DAY + HOUR, seats=1
    )
    outreach.booking(full, accounts.actor(Role.CALLER), state="BOOKED", booked_at=now())

    for name in ("list", "calling"):
        page = body(get(Client(), name))
        assert page.count(f"{localdate(now() + DAY):%-d}") > 0
        assert "Comment devenir appelant" in page or "Le pilote vous admet" in page
    assert "Prendre" not in body(get(Client(), "calling"))
