"""A silent service is reminded, those who chase learn it, and who must forget is told."""

from datetime import timedelta

import pytest
from tests.make import accounts, commons, directory, people, referral
from tests.make import triage as make

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.engines.short_answers import Word
from entremise.journeys.ask_if_helped import ask_by_message, take_help_answer
from entremise.journeys.chase_services import chase_services, tell_to_forget
from entremise.journeys.deliver_notice import deliver_notice
from entremise.journeys.referral_words import REFERRAL_SUBJECTS, REFERRAL_TEXTS
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.models import Message
from entremise.notices.vocabulary import Answer, Attempt, Channel, MessageTemplate
from entremise.referral.models import HelpCheck, Item, Referral
from entremise.referral.operations.endings import CHECK, close_item
from entremise.referral.operations.referrals import send_referral, take_back_referral
from entremise.referral.operations.reports import take_report
from entremise.referral.vocabulary.referrals import SentBy
from entremise.referral.vocabulary.reports import Consent, Ending, NewItem, Refusal

pytestmark = pytest.mark.django_db
T = MessageTemplate


@pytest.fixture(autouse=True)
def ways_out(settings):
    settings.ENTREMISE_SMS_URL, settings.EMAIL_HOST = "http://127.0.0.1/?to={to}", "127.0.0.1"


@pytest.fixture
def host():
    """The body that signs."""
    body = people.body()
    type(body).objects.filter(pk=body.pk).update(phone="+33199001200")


def sent(severity=3, *, at, mail="accueil@service.exemple.invalid"):
    who = referral.orienteur()
    opened = referral.taken_report(
        at=at, by=who, items=(NewItem("courses_repas", severity, Consent.YES),)
    )
    send_referral(
        actor=who,
        item_id=opened.item_ids[0],
        service_id=directory.service(mail=mail).service_id,
        sent_by=SentBy.LINK,
        at=at,
    )
    return who, opened


def mailed(template):
    return Message.objects.filter(template=template).count()


def test_a_late_service_is_reminded_by_mail_once_a_silence():
    at = commons.now()
    sent(at=at - timedelta(days=5))

    assert chase_services(at=at) == 1
    assert chase_services(at=at) == 0

    assert mailed(T.SERVICE_REMINDED) == 1
    assert mailed(T.REFERRAL_LATE) == 0


def test_a_reminder_says_where_to_sign_in_and_opens_nothing_by_itself():
    facts = {"number": "R-1001", "lien": "https://aide.exemple.invalid/connexion/"}

    text = REFERRAL_TEXTS[T.SERVICE_REMINDED, Channel.EMAIL](facts)

    assert "connectez-vous avec votre compte (https://aide.exemple.invalid/connexion/)" in text


def test_an_urgent_silence_is_told_at_once_to_orienteurs_and_leads_who_have_a_mail():
    at = commons.now()
    who, _opened = sent(2, at=at - timedelta(days=2), mail="")
    lead = accounts.actor(Role.CAMPAIGN_LEAD)
    for number, actor in enumerate((who, lead)):
        mail = f"agent{number}@mairie.exemple.invalid"
        User.objects.filter(pk=actor.user_id).update(mail=mail)

    chase_services(at=at)

    assert mailed(T.SERVICE_REMINDED) == 0
    assert mailed(T.REFERRAL_LATE) == 2


def test_who_saw_the_person_is_told_to_forget_by_mail_or_waits_to_be_rung():
    at = commons.now()
    for mail in ("accueil@service.exemple.invalid", ""):
        who, _opened = sent(at=at, mail=mail)
        row = Referral.objects.order_by("pk").last()
        Referral.objects.filter(pk=row.pk).update(received_at=at)
        take_back_referral(actor=who, referral_id=row.pk, at=at)

    assert tell_to_forget(at=at) == 1

    assert mailed(T.SERVICE_TO_FORGET) == 1
    assert Referral.objects.filter(is_to_forget=True).count() == 1


@pytest.mark.usefixtures("host")
def test_no_message_of_the_loop_says_a_word_of_the_person():
    facts = {"number": "R-1001", "code": "123 456", "lien": "https://x/", "answer": "https://x/a"}
    for template in REFERRAL_SUBJECTS:
        for channel in Channel:
            write = REFERRAL_TEXTS.get((template, channel))
            if write is not None:
                assert "Vaudremont" not in write(facts)


@pytest.fixture
def asked():
    """Somebody whose item was answered at once three weeks ago, and who may be asked."""
    who = make.orienteur()
    opened = make.taken(who, make.FRIDGE)
    close_item(
        actor=who,
        item_id=opened.item_ids[0],
        ending=Ending.ANSWERED_AT_ONCE,
        at=commons.now(),
    )
    return who, HelpCheck.objects.get()


def test_the_question_leaves_by_text_message_and_a_no_opens_the_item_again(asked):
    who, row = asked
    ask_by_message(actor=who, check_id=row.pk, at=commons.now())
    told = []

    deliver_notice(send=lambda envelope: told.append(envelope) or Attempt(), at=commons.now())
    take_help_answer(answer=Answer(Origin(CHECK, row.pk), Word.NO, commons.now()))

    assert Message.objects.get().template == T.HELP_ASKED_AFTER
    assert not [one for one in told if "frigo" in one.text or "Vaudremont" in one.text]
    assert Item.objects.get().state == "OPEN"


def test_an_answer_that_comes_twice_changes_nothing(asked):
    who, row = asked
    ask_by_message(actor=who, check_id=row.pk, at=commons.now())
    answer = Answer(Origin(CHECK, row.pk), Word.YES, commons.now())

    take_help_answer(answer=answer)
    take_help_answer(answer=answer)

    assert HelpCheck.objects.get().state == "HELPED"
    with pytest.raises(Refused, match=Refusal.WRONG_STATE):
        ask_by_message(actor=who, check_id=row.pk, at=commons.now())


def test_violence_is_asked_by_voice_or_not_at_all(asked):
    who, row = asked
    Item.objects.update(theme="violences")

    with pytest.raises(Refused, match=Refusal.WRONG_STATE):
        ask_by_message(actor=who, check_id=row.pk, at=commons.now())
    assert not Message.objects.exists()
    take_report_refused(who)


def take_report_refused(who):
    """The report is closed: asking by voice goes through the list, not through the queue."""
    report_id = Item.objects.values_list("report_id", flat=True).get()
    with pytest.raises(Refused, match=Refusal.WRONG_STATE):
        take_report(actor=who, report_id=report_id, at=commons.now())
