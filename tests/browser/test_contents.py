"""A lead adds a category, a script step and a theme on screen: the next campaign shows them, the running one does not."""

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road import calls
from tests.browser.road.fields import number_in

THEME, CATEGORY, QUESTION = "Jardin partagé", "Arroser les plantes", "Qui arrose vos plantes"
ADDED = (THEME, CATEGORY, QUESTION)


def test_what_a_lead_adds_is_in_the_next_campaign_and_not_in_the_running_one(
    visit: VisitorMaker,
) -> None:
    lead = visit("CAMPAIGN_LEAD").page
    running = first_campaign(lead)
    content = content_of(lead, running)

    add_theme(lead, content)
    add_category(lead, content)
    add_step(lead, content)
    coming = draft_next(lead, content)

    assert content_of(lead, coming) == content
    for words in ADDED:
        expect(lead.locator("main")).to_contain_text(words)
    content_of(lead, running)
    expect(lead.locator("main")).to_contain_text("Cette campagne garde la sienne")
    for words in ADDED:
        expect(lead.locator("main")).not_to_contain_text(words)
    caller = visit("CALLER").page
    take_or_go_on(caller)
    expect(caller.locator("main")).not_to_contain_text(THEME)


def first_campaign(page: Page) -> int:
    """The one that is open."""
    page.goto("/campagnes/")
    page.locator("main li", has_text="Ouverte").last.get_by_role("link").first.click()
    return number_in(page, "/campagnes/(number)/$")


def content_of(page: Page, campaign: int) -> str:
    """Opens what a campaign was given; return the title of the content."""
    page.goto(f"/campagnes/{campaign}/contenu/")
    return page.locator("main .lead").inner_text().partition(",")[0]


def edit(page: Page, content: str, tab: str, button: str) -> None:
    page.goto("/contenus/")
    page.get_by_role("link", name=content, exact=True).click()
    page.get_by_role("link", name=tab, exact=True).click()
    page.locator("main").get_by_role("link", name=button).click()


def save(page: Page) -> None:
    page.locator("[name=note]").fill("Pour la fête des jardins")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("Les campagnes en cours gardent la leur")


def add_theme(page: Page, content: str) -> None:
    edit(page, content, "Thèmes", "Ajouter un thème")
    page.locator("[name=label]").fill(THEME)
    page.locator("[name=answered_by]").fill("association de quartier")
    save(page)


def add_category(page: Page, content: str) -> None:
    edit(page, content, "Aides", "Ajouter une catégorie d’aide")
    page.locator("[name=label]").fill(CATEGORY)
    page.locator("[name=kind]").select_option(label=THEME)
    page.locator("[name=rule]").fill("Le soir, quand il fait frais.")
    save(page)


def add_step(page: Page, content: str) -> None:
    """After « how are you », whatever the content: its first answer."""
    edit(page, content, "Script", "Ajouter une étape")
    page.locator("[name=road]").select_option("company/often")
    page.locator("[name=say]").fill(f"{QUESTION} ?")
    page.locator("[name=answers-0-label]").fill("Oui")
    page.locator("[name=answers-1-label]").fill("Non")
    save(page)


def draft_next(page: Page, content: str) -> int:
    page.goto("/campagnes/nouvelle/")
    page.get_by_text(f"{content}.").click()
    page.locator("[name=title]").fill(f"{content} : la suite")
    page.get_by_role("button", name="Choisir les registres").click()
    return number_in(page, "/campagnes/(number)/registres/")


def take_or_go_on(page: Page) -> None:
    """The talk of a call, with the themes one may add."""
    page.goto("/appeler/")
    going_on = page.get_by_role("link", name="Reprendre cet appel")
    if going_on.count():
        going_on.click()
    else:
        calls.take(page)
    if page.get_by_role("button", name="Afficher et appeler").count():
        calls.talk(page)
