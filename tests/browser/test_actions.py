"""Actions in French, from the first click to the last state: an association prepares, a helper comes, a stranger checks."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road.narrow import assert_fits
from tests.make.pdf import read_pdf


def prepare(page: Page, title: str) -> str:
    """The partner drafts an action with a slot of one seat, each week; return its address."""
    page.goto("/organiser/")
    page.get_by_role("link", name="Préparer une action").first.click()
    page.get_by_label("Quel genre ?").select_option(label="Repas partagé")
    page.get_by_label("Nom de l’action").fill(title)
    page.locator("[name=text]").fill("Éplucher, cuire, servir.")
    page.locator("[name=place]").fill("Salle des Tanneurs")
    page.get_by_label("Numéro à appeler").fill("01 99 00 61 09")
    page.get_by_text("16 ans et plus").click()
    page.get_by_role("button", name="Garder le brouillon").click()
    first = localdate() + timedelta(days=9)
    page.locator("[name=on]").fill(first.isoformat())
    page.locator("[name=start]").fill("18:00")
    page.locator("[name=end]").fill("20:00")
    page.locator("[name=task]").fill("Cuisine")
    page.locator("[name=seats]").fill("1")
    page.locator("[name=repeat]").select_option(label="Chaque semaine")
    page.get_by_role("button", name="Ajouter ces créneaux").click()
    expect(page.locator(".err, [role=alert], .notice").first).to_be_visible()  # no last day yet
    page.locator("[name=until]").fill((first + timedelta(days=14)).isoformat())
    page.get_by_role("button", name="Ajouter ces créneaux").click()
    expect(page.locator("main")).to_contain_text("3 créneaux sont ajoutés")
    return page.url


def find(page: Page, title: str) -> str:
    """A visitor finds it in the list; return its public address."""
    page.goto("/")
    page.get_by_role("link", name="Actions").first.click()
    assert_fits(page)
    page.locator("[name=kind]").select_option(label="Repas partagé")
    page.get_by_role("button", name="Voir ces actions").click()
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url


def join(page: Page, address: str, act: str, sent: str) -> None:
    page.goto(address)
    assert_fits(page)
    page.get_by_role("link", name=act).first.click()
    assert_fits(page)
    page.get_by_text("J’ai 18 ans ou plus").click()
    page.get_by_role("button", name=sent).click()
    expect(page).to_have_url(re.compile("/mes-actions/$"))
    assert_fits(page)


def of(page: Page, title: str) -> Locator:
    """The line of this action in « Mes actions »."""
    return page.locator("main li", has_text=title)


def free(page: Page, title: str) -> None:
    page.goto("/mes-actions/")
    of(page, title).get_by_role("link", name="Libérer ma place").click()
    page.get_by_role("button", name="Libérer ma place").click()


@pytest.mark.parametrize("width", [1280, 320])
def test_an_action_goes_from_its_draft_to_a_promoted_helper_without_script(
    visit: VisitorMaker, width: int
) -> None:
    title = f"Soupe à {width // 20}"
    partner = visit(login="fatoumata.sow", script=False).page
    address = prepare(partner, title)
    desk = visit("GO_BETWEEN", script=False).page
    desk.goto(address)
    desk.get_by_role("button", name="Valider l’action").click()
    partner.goto(address)
    partner.get_by_role("button", name="Annoncer l’action").click()

    stranger = visit(width=width, script=False).page
    public = find(stranger, title)
    first = visit("CONTRIBUTOR", width=width, script=False).page
    second = visit("CALLER", width=width, script=False).page
    join(first, public, "Prendre une place", "Prendre cette place")
    join(second, public, "Attendre une place", "M’inscrire en liste d’attente")
    expect(of(second, title)).to_contain_text("En liste d’attente")
    free(first, title)
    second.goto("/mes-actions/")
    expect(of(second, title)).to_contain_text("Une place s’est libérée pour vous")
    of(second, title).get_by_role("button", name="Confirmer ma venue").click()
    expect(of(second, title)).to_contain_text("Confirmée")

    partner.goto(address)
    partner.locator("main tbody a").first.click()
    partner.get_by_role("link", name="Imprimer la feuille de présence").click()
    expect(partner.get_by_role("heading", level=1)).to_have_text("Feuille de présence")
    free(second, title)
    partner.goto(address)
    partner.get_by_role("link", name="Annuler l’action").click()
    partner.locator("[name=reason]").fill("La salle est inondée")
    partner.get_by_role("button", name="Annuler l’action").click()
    stranger.goto(public)
    expect(stranger.locator("main")).to_contain_text("La salle est inondée")


def test_hours_become_a_certificate_that_a_third_party_checks_without_script(
    visit: VisitorMaker,
) -> None:
    page = visit("CONTRIBUTOR", script=False).page
    page.goto("/mes-actions/")
    page.get_by_role("link", name="Voir mes heures").click()
    page.locator("main label", has_text="Mairie").click()
    page.get_by_role("button", name="Faire l’attestation").click()
    sheet = page.locator("article.sheet")
    expect(sheet).to_contain_text("Samira Belkacem")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Garder en PDF").click()
    code = re.search(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b", sheet.inner_text())
    assert code is not None
    paper = read_pdf(Path(saved.value.path()).read_bytes())
    assert (paper.is_accessible, paper.says(code[0])) == (True, True)

    other = visit(width=320, script=False).page
    other.goto("/attestation/")
    other.get_by_label("Code de l’attestation").fill(code[0].lower())
    other.get_by_label("Prénom et nom").fill("belkacem samira")
    other.get_by_role("button", name="Vérifier cette attestation").click()
    expect(other.locator("main")).to_contain_text("Cette attestation est vraie")
    expect(other.locator("main")).to_contain_text("Le nom est le même")
    assert "Samira" not in other.locator("main").inner_text()


def test_the_private_calendar_is_followed_and_closed(visit: VisitorMaker) -> None:
    visitor = visit("CONTRIBUTOR")
    visitor.page.goto("/mes-actions/")
    visitor.page.get_by_role("button", name=re.compile("adresse")).first.click()
    address = visitor.page.locator("#address").inner_text()
    stranger = visit()

    followed = stranger.context.request.get(address)
    assert (followed.status, followed.text()[:15]) == (200, "BEGIN:VCALENDAR")
    assert "Belkacem" not in followed.text()
    visitor.page.goto("/mes-actions/")
    visitor.page.get_by_role("button", name="Fermer l’adresse").click()
    assert stranger.context.request.get(address).status == 404
