import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import make
from tests.make import people, triage
from tests.make.reading import text

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Record
from entremise.commons.queries.registers import people_in, register_counts
from entremise.commons.vocabulary.access import Reach, RegistrationMode
from entremise.commons.vocabulary.law import Purpose
from entremise.jobs.tasks.imports import import_delivery
from entremise.people.vault import store_sheet
from entremise.people.vocabulary import Sheet
from entremise.registers.models import Delivery
from entremise.registers.vocabulary import DeliveryState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uploads")]
FILE = """Nom;Prénom;Date de naissance;Adresse;Téléphone
CORBIN;Josette;12/04/1941;3 rue du Lavoir;01 99 00 51 01
MAUDUIT;René;30/11/1938;8 quai des Tanneurs;06 39 98 51 02
SENECHAL;Odile;05/06/1945;1 place du Marché;01 99 00 51 03
"""
SEALED = ("CORBIN", "Corbin", "Josette", "Lavoir", "99005101", "99 00 51 01")


@pytest.fixture
def steward():
    return make.actor(Role.STEWARD, organization=make.host())


@pytest.fixture
def browser(steward):
    return triage.browser(steward)


@pytest.fixture
def register_id(steward):
    return make.register(controller_id=steward.organization_id, dossier=make.DOSSIER)


def brought(browser, register_id, content=FILE, **more):
    file = SimpleUploadedFile("Registre canicule.csv", content.encode())
    return browser.post(reverse("steward:upload", args=[register_id]), {"file": file} | more)


def url(name):
    return reverse(f"steward:{name}", args=[Delivery.objects.get().pk])


def columns():
    return {f"column_{index}": word for index, word in enumerate(Delivery.objects.get().mapping)}


def compared(browser, register_id, content=FILE):
    brought(browser, register_id, content)
    return browser.post(url("mapping"), columns(), follow=True)


def imported(browser, register_id):
    compared(browser, register_id)
    browser.post(url("confirm"))
    import_delivery(delivery_id=Delivery.objects.get().pk)


def count(register_id):
    return register_counts([register_id]).get(register_id, (0, 0))[0]


def test_a_file_goes_from_its_choice_to_its_entries_and_back(browser, register_id):
    answer = brought(browser, register_id)
    assert answer.status_code == 302

    columns_shown = browser.get(url("mapping"))
    assert "Que contiennent les colonnes ?" in text(columns_shown)
    assert "CORBIN" in text(columns_shown)

    found = browser.post(url("mapping"), columns(), follow=True)
    assert "Importer 3 inscriptions" in text(found)
    assert "Toutes les lignes peuvent être importées" in text(found)
    assert count(register_id) == 0

    waiting = browser.post(url("confirm"), follow=True)
    assert "en attente" in text(waiting)
    assert waiting.headers["Refresh"].startswith("2;")
    import_delivery(delivery_id=Delivery.objects.get().pk)
    done = browser.get(url("delivery"))
    assert "Import terminé" in text(done)
    assert "Refresh" not in done.headers
    assert count(register_id) == 3

    assert "Annuler cet import ?" in text(browser.get(url("undo")))
    undone = browser.post(url("undo"), follow=True)
    assert "L'import est annulé : 3 inscriptions sont retirées." in text(undone)
    assert count(register_id) == 0


def test_an_import_taken_back_says_how_many_entries_somebody_has_corrected_since(
    browser, steward, register_id
):
    imported(browser, register_id)
    Delivery.objects.all().delete()
    brought(browser, register_id, FILE.replace("3 rue du Lavoir", "9 rue du Lavoir"))
    browser.post(url("mapping"), columns())
    browser.post(url("confirm"))
    import_delivery(delivery_id=Delivery.objects.get().pk)
    store_sheet(
        actor=steward,
        grant_id=people.grant_of(steward, Purpose.REGISTER_UPKEEP, Reach.PAGE, register_id),
        register_id=register_id,
        sheet=Sheet(phones=("+33199005199",)),
        mode=RegistrationMode.SELF,
        person=Record.objects.latest("updated_at").person,
        at=make.commons.now(),
    )

    undone = browser.post(url("undo"), follow=True)

    assert "1 inscription a été corrigée depuis" in text(undone)


def test_only_the_page_of_columns_shows_cells_of_the_file(browser, register_id):
    compared(browser, register_id)

    shown = [
        browser.get(reverse("steward:register", args=[register_id])),
        browser.get(url("dry_run")),
    ]

    assert not [word for word in SEALED for answer in shown if word in text(answer)]


def test_a_forbidden_column_is_said_in_french(browser, register_id):
    content = "Nom;Prénom;Pathologie\nCORBIN;Josette;diabète\n"

    answer = compared(browser, register_id, content)

    assert answer.status_code == 422
    assert "Cette colonne ne peut pas entrer dans un registre." in text(answer)
    assert "Pathologie" in text(answer)
    assert count(register_id) == 0


def test_a_file_that_cannot_be_read_answers_422(browser, register_id):
    answer = brought(browser, register_id, "rien de lisible")

    assert answer.status_code == 422
    assert "Aucune ligne de titres n'a été trouvée" in text(answer)
    assert not Delivery.objects.exists()


def test_without_its_dossier_no_file_enters_a_register_until_it_is_completed(browser, steward):
    register_id = make.register(controller_id=steward.organization_id)
    refused = brought(browser, register_id)
    assert refused.status_code == 409
    assert "Le dossier de ce registre n'est pas complet" in text(refused)
    url = reverse("steward:dossier", args=[register_id])
    assert browser.get(url).status_code == 200
    assert browser.post(url, make.DOSSIER | {"notice": ""}).status_code == 422

    saved = browser.post(url, make.DOSSIER, follow=True)

    assert "Arrêté 2026-12" in text(saved)
    assert brought(browser, register_id).status_code == 302


def test_no_file_answers_422(browser, register_id):
    answer = browser.post(reverse("steward:upload", args=[register_id]), {})

    assert answer.status_code == 422


def test_columns_that_name_nobody_answer_422_and_keep_the_choices(browser, register_id):
    brought(browser, register_id)
    chosen = columns() | {"column_0": "SKIPPED", "column_1": "SKIPPED"}

    answer = browser.post(url("mapping"), chosen)

    assert answer.status_code == 422
    assert "Aucune colonne ne donne le nom et le prénom." in text(answer)
    assert [str(field.value()) for field in answer.context["form"]][:2] == ["SKIPPED", "SKIPPED"]


def test_lines_left_out_have_their_number_and_a_reason(browser, register_id):
    content = FILE + "CORBIN;Josette;12/04/1941;;\nPETIT;;01/02/1940;;\n"

    answer = compared(browser, register_id, content)

    assert "2 lignes laissées de côté" in text(answer)
    assert "pas de nom ou pas de prénom" in text(answer)
    assert "la même personne est plus haut dans le fichier" in text(answer)


def test_a_line_that_enters_without_its_date_is_said_and_is_not_left_out(browser, register_id):
    answer = compared(browser, register_id, FILE + "PETIT;Odile;72 ans;;\n")

    assert '<h2 id="p">1 case illisible</h2>' in text(answer)
    assert "Personne inscrite sans une date qui n'est pas claire" in text(answer)


def test_the_list_of_lines_left_out_is_saved_with_numbers_and_reasons_alone(browser, register_id):
    compared(browser, register_id, FILE + "PETIT;;01/02/1940;;\n")

    answer = browser.get(url("left_out"))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Ligne;Pourquoi",
        "5;pas de nom ou pas de prénom",
    ]


def test_each_of_six_hundred_lines_left_out_is_in_the_saved_list(browser, register_id):
    compared(browser, register_id, FILE + "PETIT;;01/02/1940;;\n" * 600)

    answer = browser.get(url("left_out"))

    lines = answer.content.decode("utf-8-sig").splitlines()[1:]
    assert lines == [f"{number};pas de nom ou pas de prénom" for number in range(5, 605)]


def test_the_columns_of_the_last_file_are_remembered_and_it_is_said(browser, register_id):
    brought(browser, register_id)
    assert "la dernière fois" not in text(browser.get(url("mapping")))
    browser.post(url("mapping"), columns() | {"column_3": "SKIPPED"})
    browser.post(url("cancel"))
    brought(browser, register_id)
    second = Delivery.objects.latest("pk")

    again = browser.get(reverse("steward:mapping", args=[second.pk]))

    assert second.mapping[3] == "SKIPPED"
    assert "Ce sont les colonnes que vous aviez choisies la dernière fois" in text(again)


def test_an_old_workbook_is_told_what_to_do(browser, register_id):
    file = SimpleUploadedFile("liste.xls", b"\xd0\xcf\x11\xe0 old")

    answer = browser.post(reverse("steward:upload", args=[register_id]), {"file": file})

    assert answer.status_code == 422
    assert "l'ancien format d'Excel" in text(answer)


def test_a_finished_trial_offers_no_step_back(browser, register_id):
    imported(browser, register_id)

    shown = browser.get(url("dry_run"))

    assert "Corriger les colonnes" not in text(shown)
    assert "Voir cet import" in text(shown)


def test_an_import_that_broke_off_says_so_and_what_to_do(browser, register_id):
    compared(browser, register_id)
    browser.post(url("confirm"))
    Delivery.objects.update(token="")

    import_delivery(delivery_id=Delivery.objects.get().pk)

    shown = text(browser.get(url("delivery")))
    assert "Import interrompu" in shown
    assert "Rien n'a été écrit" in shown


def test_a_file_sent_twice_is_received_once(browser, register_id):
    first = brought(browser, register_id, once="une-fois")
    second = brought(browser, register_id, once="une-fois")

    assert first.headers["Location"] == second.headers["Location"]
    assert Delivery.objects.count() == 1


def test_another_file_with_the_key_of_the_first_is_received_too_and_read_whole(
    browser, register_id
):
    wrong = brought(browser, register_id, FILE.replace("CORBIN", "CORBEL"), once="une-fois")
    right = brought(browser, register_id, once="une-fois")

    assert wrong.headers["Location"] != right.headers["Location"]
    assert "CORBIN" in text(browser.get(right.headers["Location"]))


def test_an_import_is_stopped_and_its_file_destroyed(browser, register_id, settings):
    compared(browser, register_id)

    answer = browser.post(url("cancel"), follow=True)

    assert "le fichier est détruit" in text(answer)
    assert Delivery.objects.get().state == DeliveryState.CANCELLED
    assert not list(settings.ENTREMISE_UPLOADS_DIR.iterdir())


def test_the_file_is_destroyed_once_it_is_imported(browser, register_id, settings):
    imported(browser, register_id)

    assert not list(settings.ENTREMISE_UPLOADS_DIR.iterdir())
    assert "Fichier détruit" in text(browser.get(url("delivery")))


def test_a_step_that_is_over_is_refused_in_french(browser, register_id):
    imported(browser, register_id)

    answer = browser.post(url("confirm"))

    assert answer.status_code == 409
    assert "Cette étape de l'import est passée" in text(answer)


def test_an_import_whose_people_are_called_is_not_taken_back(browser, register_id):
    imported(browser, register_id)
    make.call(person=people_in(register_id=register_id, limit=1)[0])

    answer = browser.post(url("undo"))

    assert answer.status_code == 409
    assert "Des appels ou des comptes rendus dépendent de ces inscriptions" in text(answer)
    assert count(register_id) == 3


def test_a_steward_of_another_body_sees_no_file(browser, register_id):
    brought(browser, register_id)
    stranger = triage.browser(make.actor(Role.STEWARD))

    assert brought(stranger, register_id).status_code == 403
    dossier = reverse("steward:dossier", args=[register_id])
    assert stranger.post(dossier, make.DOSSIER).status_code == 403
    for name in ("mapping", "dry_run", "delivery", "undo"):
        answer = stranger.get(url(name))
        assert answer.status_code == 403
        assert "CORBIN" not in text(answer)
    for name in ("confirm", "cancel"):
        assert stranger.post(url(name)).status_code == 403
    assert Delivery.objects.get().state == DeliveryState.UPLOADED


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.STEWARD])
def test_other_roles_have_no_registers(role, register_id):
    other = triage.browser(make.actor(role))

    for name in ("register", "people"):
        assert other.get(reverse(f"steward:{name}", args=[register_id])).status_code == 403
