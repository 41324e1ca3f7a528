"""The steward: a register with its dossier, a file, its columns, what will change, the import."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

DOSSIER = {
    "plain_name": "la liste du quartier",
    "legal_reference": "CASF, article L121-6-1",
    "authorising_act": "Arrêté 2026-41",
    "notice": "Notice de mars 2026",
    "impact_assessment": "AIPD-2026-02",
    "recipients": "Le CCAS et les appelants désignés",
    "retention": "Jusqu’au retrait, vérifié chaque année",
    "source": "Fichier de l’accueil",
    "agreement": "aucun",
}
IMPORTED, IMPORTED_WITHIN_MS = re.compile("importé|terminé"), 60_000


def open_register(
    page: Page, kind: str, title: str, agreed: str = "être appelées pendant une alerte"
) -> str:
    """A new register; whoever enters a voluntary list agrees to one thing; return the address of its page."""
    page.goto("/registres/nouveau/")
    page.locator("[name=kind]").select_option(kind)
    if kind == "VOLUNTARY":
        page.get_by_label(agreed).check()
    page.locator("[name=title]").fill(title)
    for name, text in DOSSIER.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Ouvrir ce registre").click()
    expect(page).to_have_url(re.compile(r"/registres/\d+/$"))
    return page.url


def bring_file(page: Page, register: str, file: Path, people: int) -> None:
    """The columns are guessed, what will change is shown, nothing is written before the last button."""
    page.goto(register)
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name="Lire ce fichier").click()
    page.get_by_role("button", name="Voir ce qui va changer").click()
    confirm = page.get_by_role("button", name=f"Importer {people} inscriptions")
    expect(confirm).to_be_visible(timeout=IMPORTED_WITHIN_MS)
    assert entries(page, register) == 0, "a dry run has written"
    confirm.click()
    expect(page.locator("main h1")).to_contain_text(IMPORTED, timeout=IMPORTED_WITHIN_MS)
    assert entries(page, register) == people


def entries(page: Page, register: str) -> int:
    """How many people the register says that it holds."""
    delivery = page.url
    page.goto(register)
    shown = page.locator("main .fig, main .grid > *").first.inner_text()
    page.goto(delivery)
    found = re.search(r"\d+", shown)
    assert found is not None, shown
    return int(found[0])
