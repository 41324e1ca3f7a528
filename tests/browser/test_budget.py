"""Money from the envelope to the payment, in French, with real people, a real file and the accountant's copy."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from python_calamine import load_workbook
from tests.browser.conftest import Visitor, VisitorMaker
from tests.browser.road.fields import fill_day
from tests.browser.road.narrow import assert_fits
from tests.make.budget import PDF

TITLE = "Goûter des Grands-Prés"


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    path = tmp_path / "Facture Mme Canari.pdf"
    path.write_bytes(PDF)
    return path


def open_envelope(page: Page) -> str:
    page.goto("/budget/")
    page.get_by_role("link", name="Ouvrir une enveloppe").click()
    page.get_by_label("À quoi sert cet argent").fill(TITLE)
    page.get_by_label("Montant en euros").fill("1 250,50")
    page.get_by_label("Référence du vote").fill("Délibération 2026-77")
    page.get_by_role("button", name="Ouvrir cette enveloppe").click()
    expect(page.locator("main")).to_contain_text("L’enveloppe est ouverte")
    return page.url


def commit(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Engager de l’argent").first.click()
    page.get_by_label("Pour quoi").fill("Goûter pour quarante personnes")
    page.get_by_label("Fournisseur ou collectif").fill("Boulangerie du Marché-Couvert")
    page.get_by_label("Montant en euros").fill("1300")
    page.get_by_role("button", name="Engager cet argent").click()
    expect(page.locator("main")).to_contain_text("L’enveloppe ne contient plus autant")
    page.get_by_label("Montant en euros").fill("300")
    page.get_by_role("button", name="Engager cet argent").click()
    expect(page.locator("main")).to_contain_text("L’argent est réservé")


def spend(page: Page, receipt: Path) -> str:
    page.get_by_role("link", name="Saisir une dépense").click()
    page.get_by_label("Ce qui a été payé").fill("Quarante goûters")
    page.get_by_label("Montant en euros").fill("287,40 €")
    fill_day(page, "spent_on", localdate())
    page.get_by_label("Justificatif").set_input_files(receipt)
    page.get_by_role("button", name="Saisir cette dépense").click()
    expect(page.locator("main")).to_contain_text("attend l’accord de deux personnes")
    return page.url


def approve(visitor: Visitor, address: str) -> Page:
    visitor.page.goto(address)
    visitor.page.get_by_role("button", name="Approuver cette dépense").click()
    return visitor.page


def test_money_goes_from_a_vote_to_a_payment_by_two_people_and_to_the_accountant(
    visit: VisitorMaker, receipt: Path, tmp_path: Path
) -> None:
    decider, spender = visit(login="helene.marchadier"), visit(login="olga.shevchuk")
    envelope = open_envelope(decider.page)
    commit(spender.page, envelope)
    expense = spend(spender.page, receipt)
    expect(spender.page.get_by_role("button", name="Approuver cette dépense")).to_have_count(0)

    page = approve(decider, expense)
    expect(page.locator("main")).to_contain_text("Une deuxième personne approuve")
    expect(page.get_by_role("button", name="Approuver cette dépense")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("une autre personne approuve")
    second = visit(login="gaspard.hurel")
    second.page.goto("/budget/depenses/")
    second.page.get_by_role("link", name="Quarante goûters").last.click()
    with second.page.expect_download() as saved:
        second.page.get_by_role("link", name="Enregistrer le justificatif").click()
    assert Path(saved.value.path()).read_bytes() == PDF
    assert "Canari" not in saved.value.suggested_filename
    approve(second, expense)
    expect(second.page.locator("main")).to_contain_text("Approuvée par deux personnes")

    check_export(second.page, envelope, tmp_path)
    check_public(visit(width=320, script=False).page)


def check_public(page: Page) -> None:
    """Everybody sees what came of the vote, and nobody's name."""
    page.goto("/ce-que-la-ville-donne/")
    envelope = page.locator("main section, main article", has_text=TITLE).last
    expect(envelope).to_contain_text("287,40")
    assert_fits(page)


def check_export(page: Page, envelope: str, folder: Path) -> None:
    """The workbook and the lines agree with the page, to the cent."""
    page.goto(envelope)
    assert "287,40" in page.locator("main").inner_text()
    page.goto("/budget/")
    shown = page.locator("tbody tr").last.inner_text().replace("\u202f", "").replace("\u00a0", "")
    files = {}
    for name in ("xlsx", "csv"):
        with page.expect_download() as saved:
            page.get_by_role("link", name=f"({name})").click()
        files[name] = folder / f"budget.{name}"
        saved.value.save_as(files[name])
    rows = load_workbook(str(files["xlsx"])).get_sheet_by_index(0).to_python()
    goods = [row for row in rows if row[5] == "Quarante goûters"]  # another test may buy them too
    line = next(row for row in goods if row[9] == "Gaspard Hurel")
    assert (line[0], line[13], line[4]) == ("Dépense", 287.4, localdate())
    assert [line[8], line[9]] == ["Hélène Marchadier", "Gaspard Hurel"]
    for total in rows[-1][10:]:
        assert f"{total:.2f}".replace(".", ",").removesuffix(",00") + "€" in shown
    read = list(csv.reader(StringIO(files["csv"].read_text("utf-8-sig")), delimiter=";"))
    assert any("287,40" in row for row in read if row[5] == "Quarante goûters")
    assert isinstance(line[4], date)


def test_a_refused_expense_says_why_and_is_corrected(visit: VisitorMaker, receipt: Path) -> None:
    decider, spender = visit(login="helene.marchadier"), visit(login="olga.shevchuk")
    commit(spender.page, open_envelope(decider.page))
    expense = spend(spender.page, receipt)
    decider.page.goto(expense)
    decider.page.get_by_label("Pourquoi").fill("   ")
    decider.page.get_by_role("button", name="Refuser cette dépense").click()
    expect(decider.page.get_by_role("alert")).to_be_visible()
    decider.page.get_by_label("Pourquoi").fill("La facture porte sur une autre action.")
    decider.page.get_by_role("button", name="Refuser cette dépense").click()

    spender.page.goto(expense)
    expect(spender.page.locator("main")).to_contain_text("La facture porte sur une autre action")
    spender.page.get_by_role("link", name="Corriger cette dépense").click()
    spender.page.get_by_label("Ce qui a été payé").fill("Quarante goûters, bonne facture")
    spender.page.get_by_label("Montant en euros").fill("280")
    fill_day(spender.page, "spent_on", localdate())
    spender.page.get_by_label("Justificatif").set_input_files(receipt)
    spender.page.get_by_role("button", name="Saisir cette dépense").click()

    expect(spender.page.locator("main")).to_contain_text("la dépense refusée")


def test_everybody_reads_what_the_town_gives_without_script_on_a_small_screen(
    visit: VisitorMaker,
) -> None:
    page = visit(width=320, script=False).page
    page.goto("/")
    page.get_by_role("link", name="Ce que nous donnons").click()

    main = page.locator("main")
    expect(main).to_contain_text("Repas et goûters de quartier")
    assert_fits(page)
    for name in ("Bricovert", "Collectif", "Olga", "Marchadier"):
        expect(main).not_to_contain_text(name)


def test_a_helper_accepts_a_mission_and_stands_on_the_list_of_the_insurer(
    visit: VisitorMaker,
) -> None:
    between = visit(login="idris.caradec").page
    between.goto("/missions/nouvelle/")
    between.get_by_label("Personne sollicitée").select_option(label="Samira Belkacem")
    between.get_by_label("Tâches").fill("Traduire au centre de vaccination.")
    between.get_by_label("Référence de l’acte").fill("Arrêté 2026-210")
    fill_day(between, "starts_on", localdate())
    fill_day(between, "ends_on", localdate())
    between.get_by_role("button", name="Proposer cette mission").click()
    between.goto("/missions/couverture/")
    expect(between.locator("main")).not_to_contain_text("centre de vaccination")

    helper = visit(login="samira.belkacem", width=320, script=False).page
    helper.goto("/aider/")
    helper.get_by_role("link", name="Mes missions").click()
    assert_fits(helper)
    expect(helper.locator("main")).to_contain_text("Une mission n’est pas l’entraide entre voisins")
    helper.get_by_role("button", name="Accepter cette mission").first.click()
    expect(helper.locator("main")).to_contain_text("couverte en ce moment")

    between.goto("/missions/couverture/")
    row = between.locator("main tr", has_text="centre de vaccination")
    expect(row).to_contain_text("Samira Belkacem")
