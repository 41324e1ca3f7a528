"""Tips over HTTP: read and proposed by anybody, checked at the desk, as a feed and on paper."""

from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.make import commons, triage
from tests.make import mutual_aid as aid
from tests.make import tips as make
from tests.make.kits import kit_version
from tests.make.reading import text

from entremise.mutual_aid.models import Tip
from entremise.territory.operations import name_districts
from entremise.territory.vocabulary import DistrictCard

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def town():
    cache.clear()
    kit_version(code="temps_ordinaire")
    commons.host_id()
    name_districts(
        cards=[DistrictCard("Q1", "Vieux-Pont"), DistrictCard("Q3", "La Butte")], at=commons.now()
    )


@pytest.fixture
def desk():
    return triage.browser(aid.desk().owner)


def read(name, **query):
    answer = Client().get(reverse(f"tips:{name}"), query)
    assert answer.status_code == 200
    assert len(answer.content) < 30_000
    return answer.content.decode()


def parsed(feed):
    return ET.fromstring(feed)  # noqa: S314 -- written by us


def sent(**given):
    return {
        "title": "Fontaine rouverte",
        "words": "L'eau est bonne, et fraîche.",
        "category": "COOL",
        "district": "Q3",
        "source": "J'y suis allée lundi",
    } | given


def test_an_empty_list_says_what_to_do():
    assert reverse("tips:propose") in read("list")
    assert "Aucun bon tuyau pour le moment" in read("paper")


def test_a_tip_goes_from_a_resident_over_the_desk_to_everybody(desk):
    answer = Client().post(reverse("tips:propose"), sent())
    assert answer.status_code == 302
    row = Tip.objects.get()
    assert "Fontaine rouverte" not in read("list")
    assert "Fontaine rouverte" in desk.get(reverse("between:tips")).content.decode()

    today = commons.now().date()
    when = {"until_day": today.day, "until_month": today.month, "until_year": today.year}
    form = desk.get(reverse("between:tip", args=[row.pk])).context["publishing"]
    names = [widget["name"] for widget in form["until"].subwidgets[0].data["subwidgets"]]
    done = desk.post(
        reverse("between:publish_tip", args=[row.pk]),
        dict(zip(names, when.values(), strict=True)),
    )

    assert done.status_code == 302
    assert "Fontaine rouverte" in read("list")
    page = Client().get(reverse("tips:tip", args=[row.pk])).content.decode()
    assert "Report a mistake" not in page
    assert "Signaler une erreur" in page


def test_private_words_wait_for_the_desk_with_their_reason(desk):
    Client().post(reverse("tips:propose"), sent(words="Appelez Jean : zéro six 39 98 20 11"))

    page = text(desk.get(reverse("between:tip", args=[Tip.objects.get().pk])))

    assert "un numéro de téléphone" in page
    assert "Appelez Jean : zéro six 39 98 20 11" in page


def test_typed_values_stay_when_something_is_missing():
    answer = Client().post(reverse("tips:propose"), sent(source=""))

    assert answer.status_code == 422
    assert "Fontaine rouverte" in answer.content.decode()
    assert Tip.objects.count() == 0


def test_the_same_form_sent_twice_is_one_tip():
    browser = Client()
    key = str(browser.get(reverse("tips:propose")).context["form"]["key"].value())

    for _ in range(2):
        browser.post(reverse("tips:propose"), sent(key=key))

    assert Tip.objects.count() == 1


def test_a_script_that_sends_many_is_slowed_down_and_loses_nothing():
    answers = [Client().post(reverse("tips:propose"), sent()) for _ in range(7)]

    assert [one.status_code for one in answers] == [302] * 6 + [422]
    assert "Fontaine rouverte" in answers[-1].content.decode()


def test_a_mistake_reported_marks_the_tip_and_reaches_the_desk(desk):
    tip_id = make.published(at=commons.now())

    answer = Client().post(
        reverse("tips:wrong", args=[tip_id]), {"fault": "HOURS", "words": "Fermée le lundi"}
    )

    assert answer.status_code == 302
    assert "Signalé faux : nous vérifions" in text(Client().get(reverse("tips:list")))
    assert "Fermée le lundi" not in read("list")
    assert "Fermée le lundi" in desk.get(reverse("between:tip", args=[tip_id])).content.decode()


def test_a_mistake_without_choice_is_asked_again():
    tip_id = make.published(at=commons.now())

    answer = Client().post(reverse("tips:wrong", args=[tip_id]), {"words": "Fermée"})

    assert answer.status_code == 422
    assert "Fermée" in answer.content.decode()


def test_a_draft_is_nowhere_in_public():
    tip_id = make.draft(at=commons.now(), title="Canari du brouillon")

    for name in ("list", "paper", "feed"):
        assert "Canari du brouillon" not in read(name)
    for name in ("tip", "wrong"):
        assert Client().get(reverse(f"tips:{name}", args=[tip_id])).status_code == 404


def test_the_feed_is_atom_with_ids_that_stay_and_no_cookie(desk):
    tip_id = make.published(at=commons.now(), title="Pain & <eau>")
    answer = Client().get(reverse("tips:feed"))
    feed = parsed(answer.content)

    assert answer["Content-Type"].startswith("application/atom+xml")
    assert not answer.cookies
    for name in ("id", "title", "updated", "author"):  # RFC 4287, 4.1.1
        assert feed.find(ATOM + name) is not None
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Pain & <eau>"
    assert entry.findtext(f"{ATOM}id") == Tip.objects.get(pk=tip_id).key.urn
    assert entry.findtext(f"{ATOM}updated")


def test_an_empty_feed_is_valid_too():
    assert parsed(read("feed").encode()).findtext(f"{ATOM}updated")


def test_paper_has_a_sheet_a_district_and_the_whole_town_on_each():
    make.published(at=commons.now(), title="Au pont", district="Q1")
    make.published(at=commons.now(), title="Sur la butte", district="Q3")
    make.published(at=commons.now(), title="Partout", district="")

    whole, one = read("paper"), read("paper", district="Q3")

    assert (whole.count("<article"), whole.count("Partout")) == (2, 2)
    assert "Au pont" not in one
    assert one.count("Partout") == 1


def test_a_retired_tip_says_why_and_offers_nothing_more(desk):
    tip_id = make.published(at=commons.now())

    desk.post(reverse("between:retire_tip", args=[tip_id]), {"ending": "OVER"})

    page = desk.get(reverse("between:tip", args=[tip_id])).content.decode()
    assert "Retirer le bon tuyau" not in page
    assert Client().get(reverse("tips:tip", args=[tip_id])).status_code == 404


def test_the_desk_corrects_and_notes(desk):
    tip_id = make.draft(at=commons.now())

    desk.post(reverse("between:correct_tip", args=[tip_id]), sent(title="Corrigé"))
    desk.post(reverse("between:new_tip"), sent(title="Noté"))

    assert set(Tip.objects.values_list("title", flat=True)) == {"Corrigé", "Noté"}


def test_a_day_too_far_is_said_beside_the_field(desk):
    tip_id = make.draft(at=commons.now())
    form = desk.get(reverse("between:tip", args=[tip_id])).context["publishing"]
    names = [widget["name"] for widget in form["until"].subwidgets[0].data["subwidgets"]]

    answer = desk.post(
        reverse("between:publish_tip", args=[tip_id]), dict(zip(names, (1, 1, 2099), strict=True))
    )

    assert answer.status_code == 422


def test_pages_cost_the_same_for_one_tip_and_three(desk):
    def statements(browser, address):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        return len(asked)

    addresses = (
        (Client(), reverse("tips:list")),
        (Client(), reverse("tips:paper")),
        (Client(), reverse("tips:feed")),
        (desk, reverse("between:tips") + "?view=PUBLISHED"),
    )
    make.published(at=commons.now())
    first = [statements(*one) for one in addresses]
    make.published(at=commons.now())
    make.published(at=commons.now())

    assert [statements(*one) for one in addresses] == first
