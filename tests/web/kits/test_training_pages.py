"""A lead gives the training the words of her town: draft, look, publish, print, take back."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, people
from tests.make import outreach as make
from tests.make.pdf import read_pdf

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.kits.models import TrainingVersion
from entremise.kits.queries import shipped_training, training, training_draft

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"kits:{name}", args=args)


def client_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def browser():
    return client_of(accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body()))


def text(answer):
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def sent(browser, *address, **changes):
    """What the page of a part would send, with changes."""
    form = browser.get(url("module_part", *address)).context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {"base": form.stamp} | data | changes


def change(browser, *address, **changes):
    return browser.post(url("module_part", *address), sent(browser, *address, **changes))


def test_words_are_changed_looked_at_published_and_read_by_callers(browser):
    her = make.learner(make.campaign(organization=people.body()))
    caller = client_of(her)

    saved = change(browser, "ecran", 1, title="Votre rôle à Aubrelle")
    assert saved.url == url("module_draft")
    assert "Votre rôle à Aubrelle" in text(browser.get(saved.url))
    assert "Votre rôle à Aubrelle" not in text(caller.get(reverse("phone:screen", args=[1])))

    unsaid = browser.post(url("module_draft"), {"note": ""})
    assert unsaid.status_code == 422
    browser.post(url("module_draft"), {"note": "Le nom de la ville."}, follow=True)

    assert "Votre rôle à Aubrelle" in text(caller.get(reverse("phone:screen", args=[1])))
    page = text(browser.get(url("module")))
    assert "Version 1" in page and "Le nom de la ville." in page
    printed = read_pdf(browser.get(url("module_print"), {"pdf": "1"}).content)
    assert printed.is_accessible and printed.says("Votre rôle à Aubrelle")


def test_a_question_has_one_right_answer_chosen_among_its_own(browser):
    answer = change(browser, "question", 1, right="")

    assert answer.status_code == 422
    assert "Choisissez une réponse" in text(answer)
    change(browser, "question", 1, right="2")
    assert [
        one.right for one in training_draft(organization_id=people.body().pk).quiz[0].choices
    ] == [
        False,
        False,
        True,
    ]


def test_what_is_wrong_is_said_beside_the_form_and_nothing_typed_is_lost(browser):
    answer = change(browser, "ecran", 1, text="mot " * 61)

    assert answer.status_code == 422
    assert "60 mots au plus" in text(answer)
    assert "mot mot mot" in text(answer)
    assert not TrainingVersion.objects.filter(published_at__isnull=False).exists()


def test_the_words_of_a_colleague_are_told_before_they_are_covered(browser):
    late = sent(browser, "ecran", 1, title="Le mien")
    change(browser, "ecran", 1, title="Le sien")

    answer = browser.post(url("module_part", "ecran", 1), late)

    assert answer.status_code == 422
    assert "Une autre personne a changé ce texte" in text(answer)
    assert "Le mien" in text(answer)
    again = late | {"base": answer.context["form"].stamp}
    assert browser.post(url("module_part", "ecran", 1), again).status_code == 302


def test_an_older_version_and_the_text_of_the_product_come_back_as_drafts(browser):
    change(browser, "jamais", 0, lines="Promettre.\nInsister.")
    browser.post(url("module_draft"), {"note": "Plus court."})
    first = TrainingVersion.objects.get()
    assert training(organization_id=people.body().pk).never == ("Promettre.", "Insister.")

    browser.post(url("module_shipped"))
    assert training_draft(organization_id=people.body().pk) == shipped_training()
    browser.post(url("module_drop"))
    assert training_draft(organization_id=people.body().pk) is None
    browser.post(url("module_again", first.pk))

    assert training_draft(organization_id=people.body().pk).never == ("Promettre.", "Insister.")
    assert "Promettre." in text(browser.get(url("module_version", first.pk)))


def test_each_part_has_its_page_and_its_fields_have_names(browser):
    parts = [("ecran", n) for n in range(1, 11)] + [("question", n) for n in range(1, 6)]
    parts += [("personne", n) for n in range(1, 4)]
    parts += [(name, 0) for name in ("ecouter", "jamais", "debriefing")]
    for address in parts:
        assert change(browser, *address).status_code == 302

    page = text(browser.get(url("module_part", "personne", 1)))
    assert "Réplique 3, phrase possible 2" in page
    assert training_draft(organization_id=people.body().pk) == shipped_training()


@pytest.mark.parametrize("address", [("ecran", 11), ("ecran", 0), ("jamais", 1), ("autre", 1)])
def test_there_is_no_other_part(browser, address):
    assert browser.get(url("module_part", *address)).status_code == 404


def test_the_draft_of_another_body_is_nobodys_business(browser):
    change(browser, "ecran", 1, title="Votre rôle à Aubrelle")
    browser.post(url("module_draft"), {"note": "Le nom de la ville."})
    change(browser, "ecran", 1, title="Brouillon")
    stranger = client_of(accounts.actor(Role.CAMPAIGN_LEAD))

    assert stranger.get(url("module_draft")).status_code == 404
    version = TrainingVersion.objects.get(published_at__isnull=False)
    assert stranger.get(url("module_version", version.pk)).status_code == 404
    assert "Votre rôle à Aubrelle" not in text(stranger.get(url("module_part", "ecran", 1)))
