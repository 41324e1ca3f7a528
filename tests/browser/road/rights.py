"""The person: by phone through the desk, by her code on the web; what she reads, what she stops."""

import re
from datetime import date

from playwright.sync_api import Page, expect
from tests.browser.road.fields import choose


def find_at_the_desk(page: Page, number: str) -> None:
    """The clerk types the number that the person gives; one person comes."""
    page.goto("/guichet/")
    page.locator("[name=phone]").fill(number)
    page.get_by_role("button", name="Chercher par numéro").click()
    expect(page).to_have_url(re.compile(r"/guichet/personne/[0-9a-f-]+/$"))


def is_found(page: Page, number: str) -> bool:
    """Whether this number belongs to one person."""
    page.goto("/guichet/")
    page.locator("[name=phone]").fill(number)
    page.get_by_role("button", name="Chercher par numéro").click()
    return "/guichet/personne/" in page.url


def give_code(page: Page, word: str = "") -> str:
    """The code that the clerk spells on the phone, with a word the person chose or her date of birth."""
    page.get_by_role("link", name="Donner un code").click()
    page.locator("[name=word]").fill(word)
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile("/code/remis/$"))
    return page.locator("main .big").inner_text().strip()


def stop_calls_by_phone(page: Page) -> None:
    """The clerk, for a person without account: read back, then at once."""
    page.get_by_role("link", name="Noter un refus").click()
    choose(page, "scope", "ALERT_CALL")
    choose(page, "channel", "PHONE")
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Arrêter maintenant").click()


def printed_answer(page: Page) -> str:
    """What the printer gives when she asks who read her data."""
    page.get_by_role("link", name="Imprimer la réponse").click()
    return page.locator("article.sheet").inner_text()


def printed_receipt(page: Page, code: str) -> str:
    """The letter that confirms a refusal, noted as sent."""
    page.goto("/guichet/courrier/")
    page.get_by_role("link", name=f"Imprimer pour {code}").last.click()
    letter = page.locator("article.sheet").inner_text()
    page.get_by_role("button", name="Noter la lettre comme envoyée").click()
    return letter


def readings(page: Page) -> set[str]:
    """The lines of the table of readings, whatever the width of the screen."""
    rows = page.locator("main table tbody tr")
    said = (
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()).join(' | '))"
    )
    return set(rows.evaluate_all(said))


def open_tracker(page: Page, code: str, second: date | str) -> None:
    page.goto("/mes-donnees/")
    page.locator("[name=code]").fill(code)
    page.locator("[name=second]").fill(second if isinstance(second, str) else f"{second:%d/%m/%Y}")
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile("/mes-donnees/lectures/"))


def stop_calls_on_the_web(page: Page) -> None:
    page.goto("/mes-donnees/refus/")
    choose(page, "scope", "ALERT_CALL")
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Arrêter maintenant").click()
    expect(page.locator("main h1")).to_contain_text("Votre refus est noté")
