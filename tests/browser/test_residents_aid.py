"""Residents without account nor script, on a small screen: asking for somebody close, giving meals."""

import re
from datetime import timedelta

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker

CODE = re.compile(r"[A-Y]{3}-[A-Y]{3}")


def small(visit: VisitorMaker) -> Page:
    return visit(width=320, script=False).page


def code_on(page: Page) -> str:
    expect(page.locator("main")).to_contain_text("Votre code")
    found = CODE.search(page.locator("main").inner_text())
    assert found is not None
    return found[0]


def who_and_where(page: Page, *, first_name: str, phone: str) -> None:
    page.get_by_label("Rue, avec le numéro si vous voulez").fill("8 rue du Vieux-Pont")
    page.get_by_label("Cette semaine").check()
    page.get_by_role("textbox", name="Prénom").fill(first_name)
    page.get_by_role("textbox", name="Téléphone").fill(phone)
    page.get_by_label("Non", exact=True).check()


def test_a_son_asks_meals_for_his_mother_with_her_yes_and_the_desk_reads_who_asks(
    visit: VisitorMaker,
) -> None:
    page = small(visit)
    yes = localdate() - timedelta(days=1)
    page.goto("/demander-de-l-aide/")
    page.get_by_label("Repas ou collation").check()
    page.get_by_label("Pour quelqu’un qui est d’accord").check()
    who_and_where(page, first_name="Simone", phone="01 99 00 52 17")
    page.get_by_role("button", name="Relire mes réponses").click()
    expect(page.locator("main")).to_contain_text("Encore une chose")
    page.get_by_label("Combien ?").fill("2")
    page.get_by_label("par téléphone", exact=True).check()
    for name, value in (("day", yes.day), ("month", yes.month), ("year", yes.year)):
        page.locator(f"[name=agreed_on_{name}]").fill(str(value))
    page.get_by_label("Votre nom").fill("Marc Teissier")
    page.locator("[name=asker_tie]").select_option("FAMILY")
    page.get_by_label("Votre téléphone").fill("06 39 98 52 17")
    page.get_by_role("button", name="Relire mes réponses").click()
    expect(page.locator("h1")).to_have_text("Tout est juste ?")
    expect(page.locator("main")).to_contain_text("Repas ou collation (2)")
    page.get_by_role("button", name="Envoyer ma demande").click()
    code = code_on(page)
    page.reload()

    assert code_on(page) == code
    olga = visit(login="olga.shevchuk").page
    olga.goto("/entraide/")
    olga.get_by_label("Numéro, code ou téléphone").fill(code)
    olga.get_by_role("button", name="Chercher").click()
    olga.get_by_role("button", name="Prendre cette demande").click()
    expect(olga.locator("main")).to_contain_text("Marc Teissier, famille")
    expect(olga.locator("main")).to_contain_text("A dit oui par téléphone")
    confirm(olga)
    mother = follow(small(visit), her_code(olga), "17")
    son = follow(page, code, "17")
    expect(son.locator("main")).to_contain_text("Vous agissez pour un proche")
    expect(mother.locator("main")).to_contain_text("Qui peut agir pour moi")
    mother.get_by_role("button", name="Retirer ce droit").click()
    expect(mother.locator("main")).to_contain_text("ce code n’ouvre plus rien")
    son.reload()
    expect(son.locator("main")).not_to_contain_text("Repas ou collation")


def confirm(page: Page) -> None:
    """The desk has rung the mother: she says yes, for the time that is proposed."""
    page.get_by_role("link", name="Qui peut agir pour elle").click()
    page.get_by_label("la personne a dit oui par téléphone").check()
    page.get_by_role("button", name="Confirmer ce droit").click()
    expect(page.locator("main")).to_contain_text("C’est confirmé")
    page.get_by_role("link", name="Revenir à la demande").click()


def her_code(page: Page) -> str:
    page.get_by_role("button", name="Donner un code de suivi").click()
    found = CODE.search(page.locator("main").inner_text())
    assert found is not None
    return found[0]


def follow(page: Page, code: str, second: str) -> Page:
    page.goto("/suivre/")
    page.get_by_label("Votre code").fill(code)
    page.get_by_label("Les deux derniers chiffres").fill(second)
    page.get_by_role("button", name="Voir où cela en est").click()
    return page


def test_somebody_in_danger_who_cannot_answer_brings_the_numbers_first(visit: VisitorMaker) -> None:
    page = small(visit)
    page.goto("/demander-de-l-aide/")
    page.get_by_label("Autre chose").check()
    page.get_by_label("Pour une personne en danger").check()
    who_and_where(page, first_name="Simone", phone="01 99 00 52 18")
    page.get_by_role("button", name="Relire mes réponses").click()

    first = page.locator("main .notice").first
    expect(first).to_contain_text("Appelez d’abord")
    expect(first.get_by_role("link", name="112")).to_be_visible()


def test_an_address_elsewhere_says_whom_to_ring_and_keeps_what_was_typed(
    visit: VisitorMaker,
) -> None:
    page = small(visit)
    page.goto("/demander-de-l-aide/?category=courses")
    who_and_where(page, first_name="Odette", phone="01 99 00 41 58")
    page.get_by_label("Pour moi", exact=True).check()
    page.get_by_label("Rue, avec le numéro si vous voulez").fill("3 place Bellecour, 69002 Lyon")
    page.get_by_role("button", name="Relire mes réponses").click()

    expect(page.locator("main")).to_contain_text("n’est pas chez nous (69002 Lyon)")
    expect(page.locator("main")).to_contain_text(re.compile("01.99.00"))
    expect(page.get_by_role("textbox", name="Prénom")).to_have_value("Odette")


def test_a_neighbour_gives_ten_meals(visit: VisitorMaker) -> None:
    page = small(visit)
    page.goto("/proposer-mon-aide/")
    page.get_by_label("Repas ou collation").check()
    page.get_by_label("Rue, avec le numéro si vous voulez").fill("8 rue du Vieux-Pont")
    page.get_by_label("Des objets ou des repas à donner").check()
    page.get_by_label("Français").check()
    page.get_by_role("textbox", name="Prénom").fill("Awa")
    page.get_by_label("Nom", exact=True).fill("Diop")
    page.get_by_role("textbox", name="Téléphone").fill("06 39 98 77 11")
    page.get_by_label("18 ans ou plus").check()
    page.get_by_role("button", name="Envoyer mon offre").click()
    page.get_by_label("Combien ?").fill("10")
    page.get_by_role("button", name="Envoyer mon offre").click()

    expect(page.locator("h1")).to_have_text("Merci")
    assert code_on(page)


def test_near_my_home_without_script_a_neighbour_finds_who_looks_for_a_hand(
    visit: VisitorMaker,
) -> None:
    page = small(visit)
    page.goto("/")
    page.get_by_role("link", name="Près de chez vous").first.click()
    expect(page.locator("h1")).to_have_text("Près de chez vous")
    page.get_by_label("Ma rue").fill("8 rue du Vieux-Pont")
    page.get_by_role("button", name="Trouver mon quartier").click()
    page.wait_for_url(re.compile("district="))
    kind = page.locator("main li.card h3").first.inner_text().split(" (")[0]
    page.get_by_label("Quoi").select_option(label=kind)
    page.get_by_role("button", name="Filtrer").click()
    page.wait_for_url(re.compile("category="))
    expect(page.locator("main")).to_contain_text("dans ce quartier")
    page.locator("main").get_by_role("link", name=re.compile("Je peux aider")).first.click()

    expect(page.locator("h1")).to_have_text("Proposer mon aide")
    expect(page.get_by_label(kind)).to_be_checked()


def test_the_device_chooses_the_nearest_district_and_keeps_its_place(visit: VisitorMaker) -> None:
    visitor = visit(width=320)
    visitor.context.grant_permissions(["geolocation"])
    visitor.context.set_geolocation({"latitude": 46.5, "longitude": 3.2})
    page, asked = visitor.page, []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/pres-de-chez-vous/")
    page.get_by_role("button", name="Autour de moi").click()
    page.wait_for_url(re.compile("district=Q"))

    assert [url for url in asked if "46.5" in url or "3.2" in url] == []


def test_the_form_prints_on_the_two_sides_of_a_sheet(visit: VisitorMaker) -> None:
    page = visit().page
    page.goto("/demander-de-l-aide/papier/")

    printed = page.pdf(format="A4", prefer_css_page_size=True)

    assert len(re.findall(rb"/Type /Page\b", printed)) == 2
