"""Two pages opened by codes in one browser: no tab acts on what the other opened."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.make import mutual_aid as make
from tests.make import people
from tests.make.reading import text
from tests.web.test_asking import desk, sent, town
from tests.web.test_resident import code_of, url

from entremise import web
from entremise.commons.models import Objection
from entremise.mutual_aid.models import Need

__all__ = ["desk", "town"]
pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
LINKS = re.compile(r'(?:href|action)="(/(?:mes-donnees|suivre/ouvert)/[^"]+)"')


def opened_by(browser, house) -> str:
    """The address to which her code leads."""
    answer = browser.post(url("tracker"), {"code": code_of(house), "second": "09/03/1940"})
    return answer.headers["Location"]


def followed_by(browser, code) -> str:
    answer = browser.post(reverse("asking:follow"), {"code": code, "second": "07"})
    return answer.headers["Location"]


def test_what_was_begun_on_one_page_never_stops_the_calls_of_another_person():
    father, mother, browser = people.desk(), people.desk(), Client()
    opened_by(browser, father)
    form = HIDDEN.findall(text(browser.get(url("read_back"), {"scope": "ALERT_CALL"})))
    opened_by(browser, mother)

    answer = browser.post(url("read_back"), dict(form))

    assert answer.status_code == 409
    assert "Une autre page a été ouverte depuis" in text(answer)
    assert Objection.objects.count() == 0


def test_a_page_that_is_no_more_the_one_open_leads_nowhere():
    father, mother, browser = people.desk(), people.desk(), Client()
    former = opened_by(browser, father)
    links = LINKS.findall(browser.get(former).content.decode())
    now = opened_by(browser, mother)

    answers = {browser.get(one).status_code for one in (former, *links) if "?" in one}

    assert (answers, browser.get(now).status_code) == ({409}, 200)


def test_the_same_person_opened_again_goes_on_in_both_tabs():
    mother, browser = people.desk(), Client()

    former, now = opened_by(browser, mother), opened_by(browser, mother)

    assert former == now
    assert browser.post(url("read_back"), {"scope": "ALERT_CALL"}).status_code == 302
    assert Objection.objects.get().person == mother.person


def test_what_stops_a_need_in_one_tab_never_stops_another(desk):
    browser = Client()
    first, second = sent(Client()), sent(Client())
    followed_by(browser, first)
    form = HIDDEN.findall(text(browser.get(reverse("asking:withdraw"))))
    followed_by(browser, second)

    answer = browser.post(reverse("asking:withdraw"), dict(form))

    assert answer.status_code == 409
    assert set(Need.objects.values_list("state", flat=True)) == {"RECEIVED"}


def ways() -> dict[str, list[str]]:
    """Files of the web that may lead to a page which a code opened, with the names they write."""
    root = Path(web.__file__).parent
    files = [*root.rglob("*.html"), *root.rglob("*.py")]
    plain = re.compile(r'(?:% url |\bredirect\(|\breverse\()"((?:resident|asking):\w+)"')
    return {
        str(one.relative_to(root)): plain.findall(one.read_text())
        for one in files
        if one.name != "samples.py"
    }


def test_every_way_between_these_pages_carries_their_mark():
    behind = {
        f"{pattern.app_name}:{one.name}"
        for pattern in get_resolver().url_patterns
        if getattr(pattern, "app_name", "") in {"resident", "asking"}
        for one in pattern.url_patterns
        if str(one.pattern).startswith(("mes-donnees/", "suivre/ouvert/"))
    } - {"resident:tracker", "resident:close"}

    plain = {file: behind & set(names) for file, names in ways().items() if behind & set(names)}

    assert len(behind) > 20
    assert plain == {}


def test_every_form_of_these_pages_carries_their_mark(desk):
    code = sent(Client())
    make.introduced(desk, Need.objects.get(), is_agreed=False)
    aided, browser = Client(), Client()
    tracked = opened_by(browser, people.desk())
    browser.post(url("read_back"), {"scope": "ALERT_CALL"})
    starts = [(aided, followed_by(aided, code)), (browser, tracked)]

    forms = [form for one, start in starts for form in forms_from(one, start)]

    assert len(forms) > 6
    assert [one for one in forms if 'name="onglet"' not in one] == []


def forms_from(browser, start) -> list[str]:
    """The forms that act, on this page and on those it leads to."""
    page = browser.get(start).content.decode()
    pages = [page, *(browser.get(one).content.decode() for one in LINKS.findall(page))]
    mains = [one[one.index("<main") : one.index("</main")] for one in pages]
    forms = [form for main in mains for form in re.findall(r"<form\b.*?</form>", main, re.DOTALL)]
    return [one for one in forms if "/fermer/" not in one]


def test_on_a_shared_computer_her_page_leaves_the_screen_by_itself(desk):
    browser = Client()
    opened_by(browser, people.desk())
    followed_by(browser, sent(Client()))
    shown = {url("readings"): "tracker", url("own_card"): "tracker"}

    leaving = {page: browser.get(page).headers.get("Refresh") for page in shown}
    followed = browser.get(reverse("asking:more")).headers.get("Refresh")

    assert leaving == {page: f"900;url={url(name)}" for page, name in shown.items()}
    assert followed == f"900;url={reverse('asking:follow')}"
