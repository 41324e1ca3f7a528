"""A file with names: the steward asks, another human signs, the file is sealed for its recipient alone."""

from pathlib import Path

from playwright.sync_api import Page, expect
from pyrage import decrypt, x25519
from tests.browser.road.fields import choose, number_in
from tests.browser.road.trace import written_in

BUILT_WITHIN_MS = 60_000


def ask_for_names(page: Page, register: str, recipient: x25519.Identity) -> int:
    """A file of those who accepted to be helped; return its number in addresses."""
    page.goto("/registres/exports/")
    page.get_by_role("link", name=register).click()
    page.locator("[name=recipient]").fill("Département, service des solidarités")
    page.locator("[name=act_reference]").fill("Convention 2026-09")
    page.locator("[name=reason]").fill("Le département reprend le suivi des demandes.")
    choose(page, "groups", "name", "phone")
    page.locator("[name=recipient_key]").fill(str(recipient.to_public()))
    page.get_by_role("button", name="Demander cet export").click()
    return number_in(page, r"/registres/exports/(number)/$")


def sign(page: Page, export: int) -> None:
    """The second person reads what would leave, and signs."""
    page.goto(f"/exports/{export}/")
    form = page.locator("form[action$='/contresigner/']")
    for box in form.locator("[type=checkbox]").all():
        box.check()
    form.locator("button").click()
    expect(page.locator("form[action$='/contresigner/']")).to_have_count(0)


def collect(page: Page, export: int, folder: Path) -> bytes:
    """The sealed bytes, once the work behind has built them."""
    page.goto(f"/registres/exports/{export}/")
    button = page.get_by_role("button", name="Retirer le fichier chiffré")
    for _second in range(BUILT_WITHIN_MS // 1000):
        if button.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    with page.expect_download() as download:
        button.click()
    target = folder / "export.age"
    download.value.save_as(target)
    return target.read_bytes()


def opened(sealed: bytes, recipient: x25519.Identity, folder: Path) -> str:
    """All that the recipient reads with her key."""
    target = folder / "export.xlsx"
    target.write_bytes(decrypt(sealed, [recipient]))
    return written_in(target)
