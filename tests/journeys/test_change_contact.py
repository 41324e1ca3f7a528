"""An administrator alone cannot take an account by changing where its holder is reached."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from tests.make import accounts, commons, messages, people
from tests.make.reading import text
from tests.make.triage import browser
from tests.web.test_messages import queued

from entremise.accounts.models import ContactChange, Link, User
from entremise.accounts.operations import NewAccount, make_reset, open_account
from entremise.accounts.queries import actor_for
from entremise.accounts.vocabulary import SYSTEM, Refusal, Role
from entremise.journeys.change_contact import change_contact
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db
OTHER_MAIL, OTHER_PHONE = "autre@exemple.invalid", "+33639980099"


@pytest.fixture(autouse=True)
def servers(settings):
    settings.EMAIL_HOST = "127.0.0.1"
    settings.ENTREMISE_SMS_URL = "http://127.0.0.1/?to={to}&text={text}"


@pytest.fixture
def administrator():
    return accounts.actor(Role.ADMINISTRATOR, organization=people.body())


def holder(**given):
    defaults = {"mail": messages.MAIL, "phone": messages.PHONE, "password": make_password("x")}
    return accounts.user(**(defaults | given))


def change(actor, user, *, mail=OTHER_MAIL, phone=OTHER_PHONE, at=None):
    change_contact(actor=actor, user_id=user.pk, mail=mail, phone=phone, at=at or commons.now())


def test_the_former_mail_and_the_former_phone_are_told_who_changed_them(administrator):
    user = holder()

    change(administrator, user)

    name = User.objects.get(pk=administrator.user_id).display_name
    by_mail, by_sms = queued()
    assert by_mail[1:3] == ("CONTACT_CHANGED", messages.MAIL)
    assert name in by_mail[3]
    assert by_sms[1:3] == ("CONTACT_CHANGED", messages.PHONE)
    assert name not in by_sms[3]


def test_when_the_mail_alone_changes_the_phone_is_told_too(administrator):
    change(administrator, holder(), phone=messages.PHONE)

    assert [to for _channel, _template, to, _text in queued()] == [messages.MAIL, messages.PHONE]


def test_a_first_address_takes_nothing_from_anybody(administrator):
    user = holder(mail="", phone="")

    change(administrator, user)

    assert queued() == []
    assert make_reset(actor=administrator, user_id=user.pk, at=commons.now())


def test_before_the_first_password_a_slip_is_put_right_without_telling(administrator):
    change(administrator, holder(password="!"))

    assert queued() == []


def test_whoever_changed_the_address_makes_no_link_for_a_day(administrator):
    user, at = holder(), commons.now()
    change(administrator, user, at=at)

    with pytest.raises(Refused, match=Refusal.CONTACT_JUST_CHANGED):
        make_reset(actor=administrator, user_id=user.pk, at=at + timedelta(hours=23))

    assert make_reset(actor=administrator, user_id=user.pk, at=at + timedelta(hours=25))


def test_a_second_account_of_the_same_human_is_no_second_hand(administrator):
    user, at = holder(), commons.now()
    change(administrator, user, at=at)
    new = NewAccount("iris.2", "Iris", "Iris Bellanger", human_id=administrator.human_id)
    other_id = open_account(actor=SYSTEM, new=new, at=at)
    other = actor_for(user_id=other_id, organization_id=None, at=at)

    with pytest.raises(Refused, match=Refusal.CONTACT_JUST_CHANGED):
        make_reset(actor=other, user_id=user.pk, at=at)


@pytest.mark.parametrize("second", ["another", "operator"])
def test_another_administrator_and_the_operator_may_make_it_at_once(administrator, second):
    user = holder()
    change(administrator, user)
    actor = SYSTEM if second == "operator" else accounts.actor(Role.ADMINISTRATOR)

    assert make_reset(actor=actor, user_id=user.pk, at=commons.now())


def test_the_page_says_why_no_link_is_made_mailed_or_shown(administrator):
    user, client = holder(), browser(administrator)
    client.post(reverse("administrator:contact", args=[user.pk]), {"mail": OTHER_MAIL, "phone": ""})
    url = reverse("administrator:make_link", args=[user.pk])

    mailed, shown = client.post(url), client.post(url, {"shown": "yes"})

    assert (mailed.status_code, shown.status_code) == (409, 409)
    assert "un autre administrateur" in text(mailed)
    assert not Link.objects.filter(user=user).exists()


def test_the_holder_reads_it_at_sign_in_and_on_her_page(administrator):
    caller = accounts.actor(Role.CALLER)
    User.objects.filter(pk=caller.user_id).update(mail=messages.MAIL, password=make_password("x"))
    change(administrator, User.objects.get(pk=caller.user_id))
    name = User.objects.get(pk=administrator.user_id).display_name

    client = browser(caller)
    told = client.get(reverse("account:start"), follow=True)
    page = text(client.get(reverse("account:home")))

    assert f"{name} a changé votre courriel ou votre téléphone" in text(told)
    assert name in page
    assert OTHER_MAIL in page


def test_nothing_is_noted_when_nothing_changes(administrator):
    change(administrator, holder(), mail=messages.MAIL, phone=messages.PHONE)

    assert not ContactChange.objects.exists()
    assert queued() == []
