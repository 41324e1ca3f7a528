import pytest
from django.urls import reverse
from tests.make import accounts, directory, kits
from tests.make import triage as make
from tests.make.reading import text

from entremise.accounts.vocabulary import Role
from entremise.directory.queries import service as card_of

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Portage de repas d'Aubrelle",
    "themes": ["courses_repas"],
    "capacity": "OPEN",
    "reply_days": "2",
    "phone": "01 99 00 44 10",
    "has_account": "no",
}


@pytest.fixture
def browser():
    return make.browser(make.orienteur())


@pytest.fixture(autouse=True)
def kit():
    """Themes come from the kits."""
    return kits.kit_version()


def test_a_service_is_added_shown_and_found_again(browser):
    assert browser.get(reverse("triage:add_service")).status_code == 200

    shown = browser.post(reverse("triage:add_service"), FORM, follow=True)
    found = browser.get(reverse("triage:services"), {"text": "portage"})

    assert shown.status_code == 200
    assert "Le service est dans l'annuaire." in text(shown)
    assert FORM["name"] in text(found)


def test_a_wrong_form_answers_422_and_keeps_what_was_typed(browser):
    answer = browser.post(reverse("triage:add_service"), FORM | {"phone": "12", "reply_days": "99"})

    assert answer.status_code == 422
    assert 'value="12"' in text(answer)
    assert FORM["name"] in text(answer)


def test_a_name_that_is_taken_is_refused_in_french(browser):
    browser.post(reverse("triage:add_service"), FORM)

    answer = browser.post(reverse("triage:add_service"), FORM)

    assert answer.status_code == 409
    assert "Un service de ce nom est déjà dans l'annuaire" in text(answer)


def test_an_entry_is_corrected_from_what_it_holds(browser):
    service = directory.service(phone="+33199004410")
    url = reverse("triage:correct_service", args=[service.service_id])

    shown = browser.get(url)
    answer = browser.post(url, FORM | {"capacity": "WAITING", "capacity_note": "4 jours"})

    assert service.name in text(shown)
    assert answer.status_code == 302
    assert card_of(service_id=service.service_id).capacity_note == "4 jours"


def test_an_entry_is_checked_and_closed(browser):
    service = directory.service()

    checked = browser.post(reverse("triage:check_service", args=[service.service_id]), follow=True)
    asked = browser.get(reverse("triage:close_service", args=[service.service_id]))
    browser.post(reverse("triage:close_service", args=[service.service_id]))

    assert "compte comme vérifiée aujourd'hui" in text(checked)
    assert f"Ne plus proposer {service.name} ?" in text(asked)
    assert not card_of(service_id=service.service_id).is_active


def test_the_directory_is_for_orienteurs():
    caller = make.browser(accounts.actor(Role.CALLER))

    for name in ("triage:services", "triage:add_service"):
        assert caller.get(reverse(name)).status_code == 403


def test_the_directory_is_narrowed_by_theme_and_district_and_says_what_is_old(browser):
    old = directory.service(name="Vieille fiche", themes=("x-chaleur",))
    far = directory.service(name="Trop loin", themes=("x-chaleur",), districts=("Q9",))
    meals = directory.service(name="Chez Lucien")
    url = reverse("triage:services")

    found = text(browser.get(url, {"theme": "x-chaleur"}))

    assert [name in found for name in (old.name, far.name, meals.name)] == [True, True, False]
    assert "à vérifier" in found
    browser.post(reverse("triage:check_service", args=[old.service_id]))
    assert "à vérifier" not in text(browser.get(reverse("triage:service", args=[old.service_id])))
