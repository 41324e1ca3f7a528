import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, people
from tests.make import outreach as make
from tests.make.accounts import LONG_AGO
from tests.make.kits import all_kits

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.kits.models import KitVersion
from entremise.kits.operations.editing import change_kit
from entremise.kits.queries import current_version, current_version_id, version, versions_of
from entremise.kits.vocabulary import Provenance, Theme
from entremise.kits.vocabulary.edits import Part, PutRow, SetCalling
from entremise.web.kits.step_forms import ChangeStepForm

pytestmark = pytest.mark.django_db
CODE = "canicule"


def url(name, *args):
    return reverse(f"kits:{name}", args=args)


@pytest.fixture
def browser():
    all_kits()
    client = Client()
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    client.force_login(User.objects.get(pk=lead.user_id))
    return client


def sent(form, **changes):
    """What a browser would send of a form, with its answers, and the version it was drawn from."""
    data = {"base_id": current_version_id(code=CODE), "note": "Pour la fête"}
    forms = [form, *getattr(form, "answers", ()), *getattr(form, "hours", ())]
    for group in (getattr(form, "answers", None), getattr(form, "hours", None)):
        if group is not None:
            data |= {f"{group.prefix}-{n}": v for n, v in group.management_form.initial.items()}
    for one in forms:
        for bound in one:
            value = bound.value()
            if value not in (None, False, ""):
                data[bound.html_name] = f"{value:%H:%M}" if hasattr(value, "hour") else value
    return data | changes


def edit_theme(**changes):
    theme = {"label": "Jardin partagé", "answered_by": "association"} | changes
    return {"base_id": current_version_id(code=CODE), "note": "Pour la fête"} | theme


def test_a_lead_adds_a_category_a_step_and_a_theme_and_a_running_campaign_keeps_its_version(
    browser,
):
    running = make.room().campaign
    before = running.kit_version_id

    browser.post(url("add_row", CODE, "themes"), edit_theme())
    category = {"label": "Arroser les plantes", "kind": "x-jardin-partage", "rule": "Le soir."}
    category |= {"credential": "none", "minimum_age": 16, "note": "Pour la fête"}
    category["base_id"] = current_version_id(code=CODE)
    browser.post(url("add_row", CODE, "aides"), category)
    form = browser.get(url("add_step", CODE)).context["form"]
    step = {"road": "company/often", "kind": "question", "say": "Avez-vous un jardin ?"}
    step |= {"answers-0-label": "Oui", "answers-1-label": "Non"}
    step |= {"answers-0-theme": "x-jardin-partage", "answers-0-severity": 4}
    browser.post(url("add_step", CODE), sent(form, **step))

    running.refresh_from_db()
    newest, kept = current_version(CODE), version(running.kit_version_id)
    assert running.kit_version_id == before
    assert "x-jardin-partage" in {theme.code for theme in newest.themes}
    assert "arroser-les-plantes" in {row.code for row in newest.help_categories}
    assert "avez-vous-un-jardin" in {one.id for one in newest.script.steps}
    assert "x-jardin-partage" not in {theme.code for theme in kept.themes}
    assert "arroser-les-plantes" not in {row.code for row in kept.help_categories}
    assert "avez-vous-un-jardin" not in {one.id for one in kept.script.steps}


def test_a_new_step_stands_on_the_road_and_goes_on_where_the_road_went(browser):
    form = browser.get(url("add_step", CODE)).context["form"]
    step = {"road": "company/often", "kind": "question", "say": "Avez-vous un jardin ?"}

    browser.post(url("add_step", CODE), sent(form, **step, **{"answers-0-label": "Oui"}))

    steps = {one.id: one for one in current_version(CODE).script.steps}
    assert steps["avez-vous-un-jardin"].answers[0].next == "meals"
    assert {one.code: one.next for one in steps["company"].answers}[
        "often"
    ] == "avez-vous-un-jardin"
    assert {one.code: one.next for one in steps["company"].answers}["never"] == "meals"


def test_a_question_before_the_notice_is_refused_beside_the_form_and_nothing_is_lost(browser):
    form = browser.get(url("add_step", CODE)).context["form"]
    step = {"road": "identity/guardian", "kind": "question", "say": "Avez-vous un jardin ?"}

    answer = browser.post(
        url("add_step", CODE), sent(form, **step, **{"answers-0-label": "Peut-être"})
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "Étape « avez-vous-un-jardin » : Cela peut être demandé sans l'information."
    ]
    assert 'value="Peut-être"' in page
    assert len(versions_of(code=CODE)) == 1


@pytest.mark.parametrize("code", ["time", "company", "notice"])
def test_a_step_is_saved_as_it_was(browser, code):
    before = current_version(CODE)
    form = browser.get(url("change_step", CODE, code)).context["form"]

    answer = browser.post(url("change_step", CODE, code), sent(form))

    assert answer.status_code == 302
    assert current_version(CODE) == before


def test_every_step_goes_through_its_form_unchanged(browser):
    kit = current_version(CODE)

    for step in kit.script.steps:
        form = ChangeStepForm(kit=kit, before=step)
        again = ChangeStepForm(sent(form), kit=kit, before=step)
        assert again.is_valid(), again.errors
        assert again.edit().row == step


def test_a_step_taken_out_leaves_the_road_whole(browser):
    base = current_version_id(code=CODE)

    answer = browser.post(
        url("remove_step", CODE, "company"),
        {"base_id": base, "note": "Trop long", "instead": "meals"},
    )

    steps = {one.id: one for one in current_version(CODE).script.steps}
    assert answer.status_code == 302
    assert "company" not in steps
    assert {one.next for one in steps["how_are_you"].answers} >= {"meals"}


def test_a_change_made_meanwhile_is_told_and_what_was_typed_is_kept(browser):
    base = current_version_id(code=CODE)
    garden = Theme(code="x-animaux", label="Animaux", answered_by=("voisins",), local=True)
    change_kit(
        actor_id=1, code=CODE, base_id=base, edit=PutRow(Part.THEMES, garden), note="", at=LONG_AGO
    )

    answer = browser.post(url("add_row", CODE, "themes"), edit_theme(base_id=base))
    page = answer.content.decode()
    again = browser.post(
        url("add_row", CODE, "themes"), edit_theme(base_id=answer.context["base_id"])
    )

    assert (answer.status_code, again.status_code) == (422, 302)
    assert "Jardin partagé" in page
    assert {"x-animaux", "x-jardin-partage"} <= {one.code for one in current_version(CODE).themes}


def test_a_message_too_long_is_refused_with_its_length(browser):
    form = browser.get(url("change_row", CODE, "messages", "advice--sms")).context["form"]

    answer = browser.post(
        url("change_row", CODE, "messages", "advice--sms"), sent(form, text="x" * 200)
    )

    assert answer.status_code == 422
    assert "200" in answer.content.decode()


def test_a_fault_in_a_question_stands_beside_this_question(browser):
    answer = browser.post(url("add_row", CODE, "themes"), edit_theme(label="Ton jardin"))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"label": ["Dites « vous »."]}


def test_one_channel_of_a_message_is_taken_out_and_the_other_stays(browser):
    message = next(m for m in current_version(CODE).messages if m.channel == "mail")
    key = f"{message.code}--mail"
    both = {m.channel for m in current_version(CODE).messages if m.code == message.code}

    browser.post(
        url("remove_row", CODE, "messages", key),
        {"base_id": current_version_id(code=CODE), "note": "Pas de courriel"},
    )

    left = {m.channel for m in current_version(CODE).messages if m.code == message.code}
    assert left == both - {"mail"}


def test_tries_and_hours_are_changed_and_late_hours_are_only_advised_against(browser):
    form = browser.get(url("change_calling", CODE)).context["form"]

    answer = browser.post(
        url("change_calling", CODE),
        sent(form, **{"tries_per_day": 3, "hours-0-end": "23:00"}),
        follow=True,
    )

    calling = current_version(CODE).calling
    assert (calling.tries_per_day, calling.hours[0].end.hour) == (3, 23)
    assert "7 h" in answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_too_many_tries_are_refused_beside_the_form(browser):
    form = browser.get(url("change_calling", CODE)).context["form"]

    answer = browser.post(url("change_calling", CODE), sent(form, tries_per_day=9))

    assert answer.status_code == 422
    assert len(versions_of(code=CODE)) == 1


def test_a_phone_s_apostrophe_is_made_straight(browser):
    browser.post(url("add_row", CODE, "themes"), edit_theme(label="L’eau du jardin"))

    assert current_version(CODE).themes[-1].label == "L'eau du jardin"


def test_versions_are_listed_compared_and_put_back(browser):
    before = current_version_id(code=CODE)
    browser.post(url("add_row", CODE, "themes"), edit_theme())
    after = current_version_id(code=CODE)

    listed = browser.get(url("versions", CODE)).content.decode()
    compared = browser.get(url("version", CODE, after)).content.decode()
    asked = browser.get(url("restore", CODE, before))
    browser.post(url("restore", CODE, before))

    assert "Pour la fête" in listed
    assert "Jardin partagé" in compared
    assert asked.status_code == 200
    assert current_version(CODE) == version(before)
    assert len(versions_of(code=CODE)) == 3


def test_a_shipped_version_that_waits_is_told_and_taken_in_one_click(browser):
    browser.post(url("add_row", CODE, "themes"), edit_theme())
    row = KitVersion.objects.get(pk=current_version_id(code=CODE))
    content = row.content | {"purpose": "Un autre but."}
    waiting = KitVersion.objects.create(
        kit=row.kit, number=9, content=content, provenance=Provenance.WAITING, made_at=LONG_AGO
    )
    told = browser.get(url("script", CODE)).content.decode()

    browser.post(url("restore", CODE, waiting.pk))

    assert url("restore", CODE, waiting.pk) in told
    assert current_version(CODE).purpose == "Un autre but."
    assert url("restore", CODE, waiting.pk) not in browser.get(url("script", CODE)).content.decode()


@pytest.mark.parametrize(
    "name", ["script", "themes", "helps", "messages", "calling", "priority", "lessons", "versions"]
)
def test_each_tab_of_each_content_opens(browser, name):
    codes = ("canicule", "inondation", "temps_ordinaire")

    answers = {browser.get(url(name, code)).status_code for code in codes}

    assert answers == {200}


def test_the_training_is_read_on_a_page_without_its_marks_for_proof_readers(browser):
    page = browser.get(url("module")).content.decode()

    assert "Une personne à la fois" in page
    assert "à vérifier" not in page


def test_callers_do_not_open_contents():
    all_kits()
    client = Client()
    caller = accounts.actor(Role.CALLER, organization=people.body())
    client.force_login(User.objects.get(pk=caller.user_id))

    assert client.get(url("script", CODE)).status_code == 403


def test_days_of_the_hours_of_calls_are_said_in_french_and_other_words_are_left(browser):
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    hours = [{"days": ["mon", "tue"], "from": "10:00", "to": "11:00"}]
    for edit in (
        SetCalling({"hours": hours}),
        PutRow(Part.THEMES, Theme("x-ami", "mon ami tue le temps", ("CCAS",), local=True)),
    ):
        base = current_version_id(code=CODE)
        change_kit(
            actor_id=lead.user_id, code=CODE, base_id=base, edit=edit, note="Pour voir", at=LONG_AGO
        )

    first, now = (versions_of(code=CODE)[place].version_id for place in (-1, 0))
    rows = browser.get(url("version", CODE, now), {"avec": first}).context["rows"]

    said = [text for row in rows for text in (row[0], row[4])]
    assert "Horaires des appels « lundi mardi 10:00 »" in said
    assert "lundi\nmardi" in said
    assert "mon ami tue le temps" in said
