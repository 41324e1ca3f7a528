"""Paper forms for everybody; sheets with names for one printer, hidden from the screen."""

import pytest
from django.urls import reverse
from tests.make import accounts, commons
from tests.make import outreach as make
from tests.make.pdf import read_pdf

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.outreach.operations.bundles import draw_bundle
from entremise.outreach.vocabulary.paper import NewBundle

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return accounts.host(phone="+33199001200")


@pytest.mark.parametrize("language", ["fr", "en", "uk", "tr", "pt"])
def test_who_called_is_a_file_for_screen_readers_in_its_language(client, town, language):
    answer = client.get(reverse("paper:who_called", args=[language]), {"pdf": "1"})

    read = read_pdf(answer.content)
    assert (read.is_accessible, read.language) == (True, language)
    assert read.says("01 99 00 12 00")


@pytest.mark.parametrize("language", ["ar", "ta"])
def test_what_no_font_of_ours_writes_is_printed_by_the_browser(client, town, language):
    answer = client.get(reverse("paper:who_called", args=[language]), {"pdf": "1"})

    assert answer["Content-Type"].startswith("text/html")
    assert client.get(reverse("paper:who_called", args=["xx"])).status_code == 404


def test_blank_forms_stand_on_one_page_for_everybody(client, town):
    text = client.get(reverse("paper:blanks")).content.decode()

    for name in (
        "public:refusal_form",
        "resident:register_form",
        "asking:paper",
        "paper:own_phone",
    ):
        assert reverse(name) in text


def test_sheets_with_names_do_not_show_on_a_screen(client):
    room = make.room()
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=room.campaign.organization)
    client.force_login(User.objects.get(pk=lead.user_id))
    address = reverse("paper:bundles", args=[room.campaign.pk])
    half_day = f"{commons.now():%Y-%m-%d}/1"
    given = {"caller": room.caller.user_id, "half_day": half_day, "size": 12}

    answer = client.post(address, given, follow=True)

    text = answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith("/imprimer/")
    assert '<article class="sheet unseen' in text
    assert "Vaudremont" in text


def test_who_does_not_lead_sees_no_bundle(client):
    room = make.room()
    stranger = accounts.actor(Role.CAMPAIGN_LEAD)
    client.force_login(User.objects.get(pk=stranger.user_id))

    assert client.get(reverse("paper:bundles", args=[room.campaign.pk])).status_code == 404
    client.force_login(room.user)  # a caller of level 1
    assert client.get(reverse("paper:bundles", args=[room.campaign.pk])).status_code == 404


def test_how_to_hide_ones_number_is_read_once_and_dated(client):
    room = make.room()
    client.force_login(room.user)
    home = reverse("phone:home")
    assert "#31#" in client.get(home).content.decode()

    client.post(reverse("paper:own_phone_read"))

    assert "#31#" not in client.get(home).content.decode()


def test_a_caller_is_shown_where_to_type_while_her_body_has_sheets_out(client):
    room = make.room()
    client.force_login(room.user)
    home, codes = reverse("phone:home"), reverse("paper:codes")
    assert codes not in client.get(home).content.decode()

    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=room.campaign.organization)
    now = commons.now()
    new = NewBundle(room.campaign.pk, room.caller.user_id, now.date(), is_afternoon=True, size=1)
    draw_bundle(actor=lead, new=new, at=now)

    assert codes in client.get(home).content.decode()
    other = accounts.actor(Role.CALLER)
    client.force_login(User.objects.get(pk=other.user_id))
    assert codes not in client.get(home).content.decode()
