"""From three messy files to a person helped, with a vote in between: every role before its screen, in French."""

from pathlib import Path

from django.utils.timezone import localdate, localtime
from playwright.sync_api import Page, expect
from pyrage import x25519
from tests.browser.conftest import VisitorMaker
from tests.browser.road import (
    calls,
    campaign,
    helping,
    leaving,
    registers,
    rights,
    trace,
    votes,
)
from tests.browser.road.clock import let_the_debate_pass
from tests.browser.road.files import VOLUNTARY, Registered, write_three_files
from tests.browser.town import RunningTown

from entremise.jobs.town.residents import Resident

ALERT_LIST, SAFEGUARD_LIST, VOLUNTARY_LIST = (
    "Liste des Lavandières",
    "Plan du quartier",
    "Volontaires du quartier",
)
CAMPAIGN, LATER = "Appels du quartier", "Appels du mois prochain"
CALLERS = (  # they have learnt, each to her level; how is told by the tests of staffing
    ("Anaïs Courtil", "anais.courtil", 2),
    ("Chloé Vasseur", "chloe.vasseur", 2),
    ("Émile Sarrazin", "emile.sarrazin", 4),
)


def test_three_files_a_vote_and_a_call_bring_help_to_a_person_who_then_says_no(
    visit: VisitorMaker, town: RunningTown, tmp_path: Path
) -> None:
    people = write_three_files(tmp_path)
    lead, clerk = visit("CAMPAIGN_LEAD").page, visit(login="romain.delacourt").page
    steward = visit("STEWARD").page
    bring_three_files(steward, people)

    number = campaign.draft_campaign(lead, CAMPAIGN)
    plan = campaign.activate_plan(lead, localdate())
    assert campaign.may_be_called_from(lead, number, SAFEGUARD_LIST)
    assert not campaign.may_be_called_from(lead, number, VOLUNTARY_LIST)
    decide(visit, town, lead, clerk)
    assert campaign.may_be_called_from(lead, number, VOLUNTARY_LIST)

    callers = open_campaign(visit, lead, number)
    names = [calls.take(caller, number) for caller in callers]
    assert len(set(names)) == len(CALLERS)
    told, held, other = callers
    assert calls.in_another_tab(held) == names[1]

    calls.talk(told)
    reference = calls.write_report(told)
    bring_help(visit, reference)
    told.goto("/appeler/comptes-rendus/")
    expect(told.locator("main li", has_text=reference)).to_contain_text(
        "Un service a répondu. La personne est prévenue."
    )

    rights.find_at_the_desk(clerk, people.named(names[1]).mobile)
    rights.stop_calls_by_phone(clerk)
    held.reload()
    expect(held.locator("main h1")).to_contain_text("ne vous est plus réservée")
    assert calls.take(held, number) not in names

    says_no_on_the_web(visit, clerk, people.named(names[0]))
    calls.talk(other)
    calls.is_well(other)
    written = trace.export_trace(lead, tmp_path)
    assert reference in written
    assert not [one for one in people.everybody if one.last in written or one.mobile in written]

    sealed_for_the_departement(visit, steward, people.named(names[0]), tmp_path)
    campaign.lift_plan(lead, plan, localdate())
    assert not campaign.may_be_called_from(
        lead, campaign.draft_campaign(lead, LATER), SAFEGUARD_LIST
    )


def says_no_on_the_web(visit: VisitorMaker, clerk: Page, person: Resident) -> None:
    """The code is spelt on the phone; she reads who used her data, no agent's name among them, and stops the calls."""
    rights.find_at_the_desk(clerk, person.mobile)
    code = rights.give_code(clerk)
    page = visit(width=390).page
    rights.open_tracker(page, code, person.birth)
    readings = page.locator("main").inner_text()
    assert "Appelant" in readings
    assert not [name for name, _login, _level in CALLERS if name.split()[-1] in readings]
    rights.stop_calls_on_the_web(page)


def sealed_for_the_departement(
    visit: VisitorMaker, steward: Page, helped: Resident, folder: Path
) -> None:
    """The names of those who agreed leave under two signatures, and open with one key alone."""
    recipient = x25519.Identity.generate()
    export = leaving.ask_for_names(steward, CAMPAIGN, recipient)
    leaving.sign(visit("LEGAL_OFFICER").page, export)
    sealed = leaving.collect(steward, export, folder)
    assert helped.last.encode() not in sealed
    assert helped.last in leaving.opened(sealed, recipient, folder)


def bring_three_files(steward: Page, people: Registered) -> None:
    for kind, title, file, count in (
        ("CASF_ALERT", ALERT_LIST, people.alert_file, len(people.alert)),
        ("PCS", SAFEGUARD_LIST, people.safeguard_file, len(people.safeguard)),
        ("VOLUNTARY", VOLUNTARY_LIST, people.voluntary_file, len(people.voluntary)),
    ):
        register = registers.open_register(steward, kind, title)
        registers.bring_file(steward, register, file, count)


def decide(visit: VisitorMaker, town: RunningTown, lead: Page, clerk: Page) -> None:
    """Seven people, none of whom can do another's part."""
    today = localdate()
    use = votes.ask_use(
        lead, votes.Asked("Appels d’alerte du quartier", VOLUNTARY_LIST, VOLUNTARY, today)
    )
    votes.advise(visit("DPO").page, use)
    officer = visit("LEGAL_OFFICER").page
    votes.admit_and_publish(officer, use)
    let_the_debate_pass(town, use)
    votes.open_vote(officer, use, today)
    for member in ("ginette.aumont", "deniz.yildirim", "solange.pernety"):
        votes.vote(visit(login=member).page, use)
    assert votes.vote_on_paper(clerk, visit(login="lise.montreynaud").page, use) == 7
    votes.count_votes(officer, use)


def open_campaign(visit: VisitorMaker, lead: Page, number: int) -> list[Page]:
    """The list, three callers, a shift that is on, the opening; the callers take their seats."""
    campaign.build_list(lead, number, (ALERT_LIST, SAFEGUARD_LIST, VOLUNTARY_LIST))
    for name, _login, level in CALLERS:
        campaign.admit(lead, number, name, level)
    campaign.open_shift(lead, number, localtime())
    campaign.open_campaign(lead, number)
    pages = [visit(login=login).page for _name, login, _level in CALLERS]
    for page in pages:
        calls.let_go(page)
        page.goto("/appeler/creneaux/")
        page.get_by_role("button", name="Prendre une place").first.click()
    return pages


def bring_help(visit: VisitorMaker, reference: str) -> None:
    """The orienteur sends the item by a link; the service answers it without account; the person is told."""
    orienteur, service = visit("ORIENTEUR").page, visit().page
    helping.take_report(orienteur, reference)
    link, code = helping.orient_by_link(orienteur)
    service.goto(link)
    service.get_by_label("Code à six chiffres").fill(code)
    helping.accept_and_answer(service)
    helping.tell(orienteur, reference)


def test_the_trace_has_each_step_and_no_name(visit: VisitorMaker) -> None:
    caller, orienteur = visit(login="hugo.perrault").page, visit("ORIENTEUR").page
    name = calls.take(caller).split()[-1]
    calls.talk(caller)
    reference = calls.write_report(caller)
    helping.take_report(orienteur, reference)
    helping.orient_to_account(orienteur)
    helping.accept_and_answer(open_request(visit("SERVICE").page, reference))

    orienteur.goto("/orientation/trace/")

    expect(orienteur.locator("main tr", has_text=reference)).to_contain_text(helping.WITH_ACCOUNT)
    assert name not in orienteur.locator("main").inner_text()


def open_request(service: Page, reference: str) -> Page:
    service.goto("/service/")
    helping.open_row(service, reference)
    return service
