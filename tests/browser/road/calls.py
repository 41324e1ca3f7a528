"""The caller: the next person, her number, her yes, what she says, what is passed on."""

import re

from playwright.sync_api import Page, expect

THREAD_AT_MOST = 8
SAID = "Le pansement n’est plus refait depuis lundi."


def let_go(page: Page) -> None:
    """Whom another test left on her screen goes back to the others."""
    page.goto("/appeler/")
    going_on = page.get_by_role("link", name="Reprendre cet appel")
    if not going_on.count():
        return
    going_on.click()
    expect(page).to_have_url(re.compile(r"/appeler/appel/\d+/"))
    held = re.search(r"/appeler/appel/\d+/", page.url)
    assert held is not None
    page.goto(f"{held[0]}rendre/choisir/")
    page.locator("[name=reason]").first.check()
    page.get_by_role("button", name="Rendre cette personne").click()
    expect(page).to_have_url(re.compile("/appeler/$"))


def take(page: Page, campaign: int | None = None) -> str:
    """The one button; return the name that the screen shows, with no digit of the number."""
    let_go(page)
    form = f"form[action='/appeler/{campaign}/suivante/']" if campaign else "main form"
    page.locator(form).get_by_role("button", name="Personne suivante").click()
    expect(page).to_have_url(re.compile(r"/appeler/appel/\d+/$"))
    assert not page.locator("a[href^='tel:']").count(), "the number is shown before it is asked for"
    return page.get_by_role("heading", level=1).inner_text()


def in_another_tab(page: Page) -> str:
    """The name that a second tab of the same caller shows."""
    tab = page.context.new_page()
    tab.goto("/appeler/")
    tab.get_by_role("link", name="Reprendre cet appel").click()
    name = tab.get_by_role("heading", level=1).inner_text()
    tab.close()
    return name


def show_number(page: Page) -> str:
    """The number, shown because the caller asked for it."""
    page.get_by_role("button", name="Afficher et appeler").click()
    link = page.locator("main a[href^='tel:']").first
    return (link.get_attribute("href") or "").removeprefix("tel:")


def talk(page: Page) -> None:
    """Show the number, hear that it is she, say who calls and that she may say no, then the thread."""
    page.get_by_role("button", name="Afficher et appeler").click()
    difficulty = page.get_by_role("button", name="Difficulté", exact=True)
    expect(difficulty).to_have_count(0)
    page.get_by_role("button", name="Oui, c’est cette personne").click()
    for _step in range(THREAD_AT_MOST):
        if difficulty.count():
            return
        page.locator("main form button:visible").first.click()
    raise AssertionError("the thread never comes to what is difficult")


def write_report(page: Page) -> str:
    """One item she agrees to pass on; return the reference that the caller reads afterwards."""
    page.get_by_role("button", name="Difficulté", exact=True).click()
    page.locator("[name=theme0]").select_option(label="Soins et traitement")
    page.get_by_text("2, Urgent").click()
    page.locator("[name=said0]").fill(SAID)
    page.get_by_text("La personne accepte que ce soit transmis").click()
    page.locator("[name=reach]").fill("le matin")
    page.get_by_role("button", name="Envoyer le compte rendu").click()
    expect(page).to_have_url(re.compile("/appeler/$"))
    newest = page.locator("section", has_text="vos comptes rendus").locator("li").first
    found = re.search(r"R-\d+", newest.inner_text())
    assert found is not None
    return found[0]


def is_well(page: Page) -> None:
    page.get_by_role("button", name="Tout va bien").first.click()
    expect(page).to_have_url(re.compile("/appeler/$"))
