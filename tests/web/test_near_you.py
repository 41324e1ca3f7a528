"""« Près de chez vous », for everybody: what people agreed to show, by district; filters without script."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.make import commons
from tests.make import mutual_aid as make
from tests.make.kits import kit_version
from tests.make.reading import text

from entremise.mutual_aid.models import Need
from entremise.mutual_aid.vocabulary.common import Spot
from entremise.territory.operations import load_streets, name_districts
from entremise.territory.vocabulary import DistrictCard, StreetCard

pytestmark = pytest.mark.django_db
FAR = Spot(46.5271, 3.2093, "Q5")


@pytest.fixture(autouse=True)
def town():
    kit_version(code="temps_ordinaire")
    cache.clear()
    at = commons.now()
    name_districts(cards=[DistrictCard("Q3", "La Butte"), DistrictCard("Q5", "Le Port")], at=at)
    streets = [
        StreetCard("rue de la Butte", 46.5071, 3.2093, "Q3"),
        StreetCard("quai du Port", 46.5271, 3.2093, "Q5"),
    ]
    load_streets(cards=streets, at=at)


@pytest.fixture
def owner():
    return make.desk().owner


def shown(owner, sentence, **given) -> Need:
    row = make.owned_need(owner, **given)
    Need.objects.filter(pk=row.pk).update(sentence=sentence)
    return row


def opened(**asked) -> str:
    return text(Client().get(reverse("public:near"), asked))


def titles(page) -> list[str]:
    return [one for one in ("Porter l'eau", "Lire une lettre", "Promener Rex") if one in page]


def test_everybody_reads_the_sentence_the_category_and_the_district(owner):
    shown(owner, "Porter l'eau.")

    page = opened()

    assert titles(page) == ["Porter l'eau"]
    assert "La Butte" in page


def test_what_the_owner_did_not_agree_to_show_is_not_there(owner):
    for state in ({"is_shown": False}, {"state": "UNMET"}, {"sentence": ""}):
        row = shown(owner, "Porter l'eau.")
        ended = {"closed_at": make.NOON, "ending": "NOBODY_FOUND", "closed_by_id": owner.user_id}
        Need.objects.filter(pk=row.pk).update(**state, **(ended if "state" in state else {}))

    assert titles(opened()) == []


def test_neither_number_nor_key_nor_person_nor_place_stands_on_the_page(owner):
    row = shown(owner, "Porter l'eau.")

    page = opened(district="Q5")

    values = (row.number, str(row.person), str(row.key), "3.20", str(row.lat_e6))
    said = page.replace("&quot;", '"')
    body = said.split("data-middles")[0] + said.split("</near-here>")[1]
    assert titles(page) == ["Porter l'eau"]
    assert [one for one in values if one in body] == []


def test_the_nearest_district_comes_first_and_says_how_far(owner):
    shown(owner, "Porter l'eau.")
    shown(owner, "Lire une lettre.", spot=FAR)

    page = opened(district="Q5")

    assert page.index("Lire une lettre") < page.index("Porter l'eau")
    assert "Le Port, dans ce quartier" in page
    assert "La Butte, à moins de 5 km" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"category": "demarches"}, ["Lire une lettre"]),
        ({"district": "Q3", "radius": "1000"}, ["Porter l'eau"]),
        ({"district": "Q3", "radius": "5000"}, ["Porter l'eau", "Lire une lettre", "Promener Rex"]),
        ({"day": "MON"}, ["Porter l'eau", "Lire une lettre"]),
        ({"day": "TUE"}, ["Porter l'eau", "Promener Rex"]),
        (
            {"category": "nothing", "day": "X", "radius": "7"},
            ["Porter l'eau", "Lire une lettre", "Promener Rex"],
        ),
    ],
)
def test_filters_by_kind_day_and_distance(owner, asked, found):
    shown(owner, "Porter l'eau.")
    other = shown(owner, "Lire une lettre.", category="demarches", spot=FAR)
    third = shown(owner, "Promener Rex.", category="animal", spot=FAR)
    Need.objects.filter(pk=other.pk).update(slots=["MON-AM"])
    Need.objects.filter(pk=third.pk).update(deadline="ON", due_on="2026-07-21")

    assert titles(opened(**asked)) == found


def test_a_street_gives_its_district_and_stays_out_of_the_address(owner):
    answer = Client().post(reverse("public:near_street"), {"street": "4 rue de la Butte"})

    assert answer.url == f"{reverse('public:near')}?district=Q3"


def test_a_street_that_nobody_knows_is_said_beside_the_field(owner):
    answer = Client().post(reverse("public:near_street"), {"street": "rue de Nulle-Part"})

    assert answer.status_code == 422
    assert "Nous ne connaissons pas cette rue" in text(answer)
    assert "rue de Nulle-Part" in text(answer)


@pytest.mark.parametrize(("count", "said"), [(4, "moins de 5"), (5, "5 ou plus"), (9, "5 ou plus")])
def test_offers_are_told_in_classes(owner, count, said):
    for _ in range(count):
        make.offer()

    page = opened(category="courses")

    assert f"<dt>Courses de première nécessité</dt><dd>{said}</dd>" in page


def test_i_can_help_opens_the_offer_form_with_the_kind_of_help(owner):
    shown(owner, "Porter l'eau.", category="animal")

    link = f"{reverse('asking:offer')}?category=animal"

    assert link in opened()
    assert Client().get(link).context["form"]["categories"].value() == ["animal"]


def test_too_many_looks_from_one_address_are_asked_to_wait(owner, monkeypatch):
    monkeypatch.setattr("entremise.web.public.near.LOOKS_AN_HOUR", 2)
    browser = Client()

    answers = [browser.get(reverse("public:near")).status_code for _ in range(3)]

    assert answers == [200, 200, 429]


def test_the_page_may_ask_the_device_where_it_is_and_no_other_page_may(owner):
    near, home = (Client().get(reverse(name)) for name in ("public:near", "public:home"))

    assert "geolocation=(self)" in near["Permissions-Policy"]
    assert "geolocation=()" in home["Permissions-Policy"]


def test_the_same_statements_for_one_and_for_many(owner):
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            opened(district="Q3")
        return len(asked)

    shown(owner, "Porter l'eau.")
    opened()
    first = statements()
    for _ in range(3):
        shown(owner, "Lire une lettre.")
        make.offer()

    assert statements() == first


def test_without_a_decision_nothing_is_shown():
    assert "L'entraide n'est pas ouverte" in opened()


def test_a_need_with_a_day_says_it(owner):
    row = shown(owner, "Porter l'eau.")
    Need.objects.filter(pk=row.pk).update(deadline="ON", due_on="2026-07-21")

    assert "21/07/2026" in opened()
