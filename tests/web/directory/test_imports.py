"""A file of services through the pages: chosen, looked at, accepted, taken back; refused when it is bad."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.make import accounts, kits, triage
from tests.make import service_files as make
from tests.make.reading import text

from entremise.accounts.vocabulary import Role
from entremise.directory.queries.deliveries import service_deliveries, twins_proposed
from entremise.directory.queries.search import search
from entremise.jobs.tasks.directory import compare_services, import_services

pytestmark = pytest.mark.django_db
IMPORTS = "directory:imports"


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.ENTREMISE_UPLOADS_DIR = tmp_path
    kits.kit_version()
    accounts.host(territory_code="00001")


@pytest.fixture
def browser():
    return triage.browser(accounts.actor(Role.STEWARD))


def file(data, name="services.json"):
    return SimpleUploadedFile(name, data)


def brought(browser, *records, **more):
    """A file that was brought and compared; its number."""
    answer = browser.post(reverse(IMPORTS), {"services": file(make.as_json(list(records))), **more})
    assert answer.status_code == 302, text(answer)
    number = service_deliveries(offset=0, size=1)[0].delivery_id
    compare_services(delivery_id=number)
    return number


def page(browser, number, name="directory:import"):
    return text(browser.get(reverse(name, args=[number])))


def accept(browser, number, whole="yes"):
    answer = browser.post(reverse("directory:accept_import", args=[number]), {"is_whole": whole})
    assert answer.status_code == 302, text(answer)
    import_services(delivery_id=number)


def test_a_file_is_looked_at_line_by_line_then_written_then_taken_back(browser, tmp_path):
    number = brought(browser, make.service(), make.service(id="", nom="Sans numéro"))

    shown = page(browser, number)
    assert "Voici ce qui va changer" in shown
    assert "Panier du mercredi" in shown
    assert "laissée : pas de numéro ou pas de source" in shown
    assert search(text="panier") == ()

    accept(browser, number)
    assert [card.name for card in search(text="panier")] == ["Panier du mercredi"]
    assert list(tmp_path.iterdir()) == []

    assert "Annuler cet import" in page(browser, number)
    browser.post(reverse("directory:undo_import", args=[number]))
    assert search(text="panier") == ()
    assert "annulé" in text(browser.get(reverse(IMPORTS)))


def test_the_lines_are_saved_without_a_formula(browser):
    number = brought(browser, make.service(nom='=HYPERLINK("http://x")'))

    saved = browser.get(reverse("directory:import_lines", args=[number])).content.decode()

    assert "'=HYPERLINK" in saved
    assert ";=HYPERLINK" not in saved


def test_services_and_structures_are_brought_together(browser):
    number = brought(
        browser,
        make.service(telephone=None),
        structures=file(make.as_json([make.structure()]), "structures.json"),
    )
    accept(browser, number)

    (card,) = search(text="panier")
    assert (card.structure, card.phone) == ("Maison des Cinq-Gués", "+33199006201")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PAR1xxxx", "Les fichiers Parquet ne sont pas lus"),
        (make.as_json([make.service()])[:-40], "coupé ou abîmé"),
        (b"<!doctype html>", "page internet"),
        (make.as_zip({"x.json": b"[" + b" " * 4_000_000 + b"]"}), "se déplie en bien trop gros"),
        (make.as_json([make.service(profils=[])]), "ancien schéma"),
    ],
)
def test_a_bad_file_is_refused_in_french_and_nothing_is_kept(browser, tmp_path, data, words):
    answer = browser.post(reverse(IMPORTS), {"services": file(data)})

    assert answer.status_code == 422
    assert words in text(answer)
    assert service_deliveries(offset=0, size=1) == ()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_lost_much_of_its_source_asks_before_it_ends_them(browser):
    accept(browser, brought(browser, *make.services(4)))
    number = brought(browser, *make.services(2), make.service(id="dora--9"))

    shown = page(browser, number)

    assert "2 services ne sont plus dans ce fichier" in shown
    accept(browser, number, whole="no")
    assert len(search(text="")) == 5


def test_a_file_is_stopped_and_destroyed(browser, tmp_path):
    number = brought(browser, make.service())

    browser.post(reverse("directory:stop_import", args=[number]))

    assert list(tmp_path.iterdir()) == []
    again = browser.post(reverse("directory:accept_import", args=[number]), {"is_whole": "yes"})
    assert again.status_code == 409


def test_a_file_that_says_nothing_new_is_not_written(browser):
    accept(browser, brought(browser, make.service()))
    number = brought(browser, make.service())

    assert "L'annuaire dit déjà tout cela" in page(browser, number)
    answer = browser.post(reverse("directory:accept_import", args=[number]), {"is_whole": "yes"})
    assert answer.status_code == 409


def test_two_sources_of_one_service_are_settled_by_hand(browser):
    accept(browser, brought(browser, make.service()))
    accept(browser, brought(browser, make.service(source="autre", id="autre--9")))
    (twins,) = twins_proposed(offset=0, size=9)

    assert "1 doublon possible" in text(browser.get(reverse(IMPORTS)))
    browser.post(reverse("directory:settle_double", args=[twins.twins_id]), {"same": "yes"})

    assert "Aucun doublon à regarder" in text(browser.get(reverse("directory:doubles")))
    assert len(search(text="panier")) == 1


def test_the_files_are_for_stewards_and_administrators(browser):
    number = brought(browser, make.service())
    caller = triage.browser(accounts.actor(Role.CALLER))

    for name, arguments in ((IMPORTS, []), ("directory:import", [number])):
        assert caller.get(reverse(name, args=arguments)).status_code == 403


def test_the_list_of_files_takes_as_many_statements_for_one_as_for_three(
    browser, django_assert_num_queries
):
    brought(browser, make.service())
    with CaptureQueriesContext(connection) as one:
        browser.get(reverse(IMPORTS))
    count = len(one)
    for _ in range(2):
        brought(browser, make.service())
    with django_assert_num_queries(count):
        browser.get(reverse(IMPORTS))
