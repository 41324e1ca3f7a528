"""The lead reads which texts leave by themselves, and when; what the pages say is what those who send take."""

import pytest
from django.urls import reverse
from tests.make import accounts, people, triage
from tests.make.accounts import LONG_AGO
from tests.make.kits import all_kits
from tests.make.reading import text

from entremise.accounts.vocabulary import Role
from entremise.journeys.message_words import TEXTS
from entremise.kits.models import KitVersion
from entremise.kits.queries import current_version_id
from entremise.kits.vocabulary import Provenance
from entremise.kits.vocabulary.leaving import ORDINARY
from entremise.notices.vocabulary import Channel

pytestmark = pytest.mark.django_db
CODE = "canicule"


def url(name, *args):
    return reverse(f"kits:{name}", args=args)


@pytest.fixture
def browser():
    all_kits()
    return triage.browser(accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body()))


def lines(browser, code):
    """The list of messages, by their keys."""
    return {one.key: one for one in browser.get(url("messages", code)).context["rows"]}


def card(browser, code, key):
    """What the list shows of one message."""
    listed = text(browser.get(url("messages", code)))
    return listed.partition(f'id="{key}"')[2].partition("</li>")[0]


def test_a_text_that_nothing_sends_says_so_beside_it_and_on_its_page(browser):
    said = "Ce texte ne part pas tout seul : copiez-le pour l'envoyer, ou lisez-le au téléphone."

    beside = card(browser, CODE, "objection_done--sms")
    listed = text(browser.get(url("messages", CODE)))
    shown = text(browser.get(url("change_row", CODE, "messages", "objection_done--sms")))

    assert "Un refus est noté" in beside
    assert said in beside
    assert "Aucun de ces textes ne part tout seul." in listed
    assert url("messages", ORDINARY) in listed
    assert said in shown
    assert not any(one.leaves for one in lines(browser, CODE).values())


def test_a_text_that_leaves_says_when_on_the_list_on_its_page_and_before_it_is_taken_out(browser):
    said = "Part tout seul quand une demande est notée sur le site"
    shown, removed = (
        text(browser.get(url(name, ORDINARY, "messages", "need_received--sms")))
        for name in ("change_row", "remove_row")
    )

    assert said in card(browser, ORDINARY, "need_received--sms")
    assert said in shown
    assert "Une fois retiré, il ne part plus." in removed
    assert "ne part pas tout seul" in card(browser, ORDINARY, "objection_done--sms")


def test_the_same_text_in_a_crisis_says_which_one_leaves(browser):
    beside = card(browser, CODE, "need_received--sms")

    assert "c'est celui du contenu « Temps ordinaire » qui part" in beside


def test_who_adds_a_message_reads_that_it_does_not_leave(browser):
    page = text(browser.get(url("add_row", ORDINARY, "messages")))

    assert "Un message avec un nouveau code ne part jamais tout seul" in page
    assert 'class="notice"' not in text(browser.get(url("add_row", ORDINARY, "themes")))


class EveryFact(dict):
    """Whatever a text asks to be filled in."""

    def __missing__(self, name):
        return "1"

    def __contains__(self, name):
        return True


def test_the_texts_said_to_leave_are_those_that_the_messages_take(browser):
    row = KitVersion.objects.get(pk=current_version_id(code=ORDINARY))
    marked = [
        one | {"text": [f"marked {one['code']}--{one['channel']}"]}
        for one in row.content["messages"]
    ]
    content = row.content | {"messages": marked}
    KitVersion.objects.create(
        kit=row.kit, number=2, content=content, provenance=Provenance.EDITED, made_at=LONG_AGO
    )
    facts = EveryFact(at=LONG_AGO.isoformat())

    texts = [write(facts) for (_one, channel), write in TEXTS.items() if channel is Channel.SMS]

    taken = {one.removeprefix("marked ") for one in texts if one.startswith("marked ")}
    assert taken == {key for key, one in lines(browser, ORDINARY).items() if one.leaves}
