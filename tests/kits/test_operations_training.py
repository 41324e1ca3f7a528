"""The training of a body in its own words: a draft first, versions that never change, five questions with one answer each."""

import pytest
from tests.make import commons, people
from tests.make import outreach as make

from entremise.kernel.errors import Refused
from entremise.kits.models import TrainingVersion
from entremise.kits.operations.training import (
    Rewording,
    draft_training_from,
    drop_training_draft,
    publish_training,
    reword_training,
)
from entremise.kits.queries import (
    shipped_training,
    training,
    training_draft,
    training_version,
    training_versions,
)
from entremise.kits.vocabulary import Refusal
from entremise.kits.vocabulary.reading import data_of
from entremise.kits.vocabulary.training_words import MANY, Part, Place, right_in, words_in
from entremise.outreach.operations.learning import answer_quiz, finish_screen
from entremise.outreach.queries.staffing import learnt_by

pytestmark = pytest.mark.django_db
BODY, LEAD = 7, 3
FIRST = Place(Part.QUIZ, 1)


def reword(said, *, place=FIRST, right=1, body=BODY, looked_at=None):
    known = data_of(training_draft(organization_id=body) or training(organization_id=body))
    change = Rewording(
        place=place,
        looked_at=looked_at or {one.name: one.text for one in words_in(known, place)},
        said=said,
        right=right,
    )
    reword_training(actor_id=LEAD, organization_id=body, change=change, at=commons.now())


def publish(note="Relu avec les référents.", body=BODY):
    return publish_training(actor_id=LEAD, organization_id=body, note=note, at=commons.now())


def test_callers_read_the_draft_once_it_is_published_and_other_bodies_never():
    reword({"question": "Une dame confuse parle de sa tête."})

    assert training(organization_id=BODY) == shipped_training()
    publish()

    assert training(organization_id=BODY).quiz[0].question == "Une dame confuse parle de sa tête."
    assert training(organization_id=BODY + 1) == shipped_training()


def test_a_published_version_never_changes_and_an_older_one_comes_back_as_a_draft():
    reword({"why": "Première version."})
    first = publish()
    reword({"why": "Deuxième version."})
    publish()

    assert training_version(first).quiz[0].why == "Première version."
    draft_training_from(actor_id=LEAD, organization_id=BODY, version_id=first, at=commons.now())

    assert training(organization_id=BODY).quiz[0].why == "Deuxième version."
    publish("La première était plus claire.")
    assert training(organization_id=BODY).quiz[0].why == "Première version."
    assert [card.number for card in training_versions(organization_id=BODY)] == [3, 2, 1]


def test_the_text_of_the_product_comes_back_by_a_draft_too():
    reword({"why": "Nos mots."})
    publish()

    draft_training_from(actor_id=LEAD, organization_id=BODY, version_id=None, at=commons.now())

    assert training_draft(organization_id=BODY) == shipped_training()
    drop_training_draft(organization_id=BODY)
    assert training(organization_id=BODY).quiz[0].why == "Nos mots."


@pytest.mark.parametrize("right", [None, 9])
def test_a_question_without_its_one_right_answer_is_refused_with_words(right):
    with pytest.raises(Refused, match=Refusal.CONTENT_REFUSED) as refused:
        reword({"question": "Que faire ?"}, right=right)

    assert refused.value.facts["text"] == "Une réponse est bonne, et une seule."
    assert not TrainingVersion.objects.exists()


def test_another_answer_may_be_the_right_one():
    reword({}, right=0)

    content = data_of(training_draft(organization_id=BODY))
    assert right_in(content, FIRST) == 0
    assert [choice.right for choice in training_draft(organization_id=BODY).quiz[0].choices] == [
        True,
        False,
        False,
    ]


def test_a_screen_of_more_than_sixty_words_is_refused():
    with pytest.raises(Refused, match=Refusal.CONTENT_REFUSED):
        reword({"text": "mot " * 61}, place=Place(Part.SCREENS, 1), right=None)


def test_what_a_colleague_changed_meanwhile_is_not_written_over():
    before = {one.name: one.text for one in words_in(data_of(shipped_training()), FIRST)}
    reword({"why": "Ses mots."})

    with pytest.raises(Refused, match=Refusal.CHANGED_MEANWHILE):
        reword({"why": "Les miens."}, looked_at=before)


def test_nothing_is_published_without_a_draft_and_no_body_takes_the_version_of_another():
    with pytest.raises(Refused, match=Refusal.UNKNOWN_KIT):
        publish()
    reword({"why": "Nos mots."})
    theirs = publish()

    with pytest.raises(Refused, match=Refusal.UNKNOWN_KIT):
        draft_training_from(
            actor_id=LEAD, organization_id=BODY + 1, version_id=theirs, at=commons.now()
        )


def test_every_part_has_words_and_keeps_its_shape():
    content = data_of(shipped_training())
    places = [
        Place(part, rank)
        for part in Part
        for rank in (range(1, len(content[part.value]) + 1) if part in MANY else (0,))
    ]

    assert len(places) == 10 + 5 + 3 + 3
    assert all(words_in(content, place) for place in places)
    for place in places:
        words = {one.name: one.text for one in words_in(content, place)}
        reword(words, place=place, right=right_in(content, place))
    assert training_draft(organization_id=BODY) == shipped_training()


def test_who_has_finished_on_one_version_stays_finished_on_the_next():
    on = make.campaign(organization=people.body())
    her, at = make.learner(on), commons.now()
    right = {one.id: [c.right for c in one.choices].index(True) for one in shipped_training().quiz}
    finish_screen(actor=her, order=1, words="Nadia", at=at)
    assert answer_quiz(actor=her, answers=right, at=at) == ()
    body = people.body().pk

    reword({"question": "Une dame confuse parle de sa tête."}, right=0, body=body)
    publish(body=body)

    learnt = learnt_by(engagement_id=make.engaged(her).pk)
    assert (learnt.has_quiz, learnt.screens) == (True, frozenset({1}))
    another = make.learner(on)
    assert answer_quiz(actor=another, answers=right, at=at) == ("Q1",)
