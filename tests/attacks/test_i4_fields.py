"""I4: fields ⊆ grant ⊆ decision ⊆ charter ⊆ law, against a mirror in plain Python, over random lattices."""

import random
from dataclasses import replace

import pytest
from django.db import connections
from tests.attacks.conftest import weakened
from tests.make import accounts, commons, people

from entremise.accounts.vocabulary import Role
from entremise.commons.models import CharterRule, Decision, Grant
from entremise.commons.vocabulary.law import (
    FIELDS_AT_MOST,
    HELD_BY_KIND,
    OPENED_BY_STEP,
    FieldGroup,
    Purpose,
    RegisterKind,
)
from entremise.people.vocabulary import ThirdParty

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

ROUNDS = 60
AROUND = (
    ThirdParty("Catherine Palluel", "fille", "+33639982311", is_named=True),
    ThirdParty("Bénédicte Orain", "tutrice", "+33199006101", is_guardian=True),
)
NAMES = [group.value for group in FieldGroup]
CALL = Purpose.ISOLATION_CALL
LAWFUL = FIELDS_AT_MOST[CALL] & HELD_BY_KIND[RegisterKind.VOLUNTARY] - OPENED_BY_STEP[CALL]
TRICKS: list[object] = ["NAME", "Name", " name", "name ", "*", "", "nom", None, "name,phone"]


class Table:
    """One person of a voluntary register, a decision, a charter and a grant whose groups change each round."""

    def __init__(self) -> None:
        self.register_id = commons.register(RegisterKind.VOLUNTARY)
        self.person = people.person_in(
            self.register_id, replace(people.LUCIENNE, third_parties=AROUND)
        )
        self.caller = accounts.actor(Role.CALLER, organization=people.body())
        self.decision = commons.decision(registers=[self.register_id])
        self.rule = commons.charter_rule("groups.ISOLATION_CALL", NAMES)
        self.grant = commons.grant(
            registers=[self.register_id],
            user_id=self.caller.user_id,
            purpose=CALL,
            decision=self.decision,
            hourly_cap=10_000,
        )
        commons.assignment(self.caller, self.person, CALL)

    def given_by_database(self, granted, decided, chartered, asked) -> frozenset[str]:
        Grant.objects.filter(pk=self.grant.pk).update(groups=granted)
        Decision.objects.filter(pk=self.decision.pk).update(groups=decided)
        CharterRule.objects.filter(pk=self.rule.pk).update(value=chartered)
        return self.read(asked)

    def read(self, asked) -> frozenset[str]:
        with connections["trace"].cursor() as cursor:
            cursor.execute(
                "select ticket from sealed.ask(%s, %s, %s, %s, %s::text[])",
                [
                    self.caller.user_id,
                    self.caller.organization_id,
                    [self.grant.pk],
                    self.person,
                    asked,
                ],
            )
            tickets = [ticket for (ticket,) in cursor.fetchall()]
            cursor.execute("select grp from sealed.redeem(%s::uuid[])", [tickets])
            return frozenset(group for (group,) in cursor.fetchall() if group is not None)


def some(chance: random.Random) -> list[str]:
    return chance.sample(NAMES, chance.randint(0, len(NAMES)))


def disagreements(table: Table, seed: int) -> int:
    """Rounds in which the database gives something else than the mirror."""
    chance = random.Random(seed)
    held = {*NAMES} - {"answers", "facts"}  # what the sheet of this person says
    wrong = 0
    for _ in range(ROUNDS):
        granted, decided, chartered = some(chance), some(chance), some(chance)
        asked = some(chance) * chance.randint(1, 2) + chance.sample(TRICKS, 2)
        expected = frozenset.intersection(
            LAWFUL, *map(frozenset, (granted, decided, chartered, asked))
        )
        wrong += table.given_by_database(granted, decided, chartered, asked) != expected & held
    return wrong


def test_the_database_and_the_mirror_agree():
    assert disagreements(Table(), seed=4) == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "from unnest(g.groups) as named (grp)",
            "from (select unnest(g.groups) union select 'name') as named (grp)",
        ),
        ("where (g.decision_id is null or named.grp = any (d.groups))", "where true"),
        (
            "join sealed.law_group lawful on lawful.purpose = g.purpose and lawful.grp = named.grp",
            "",
        ),
        ("where c.key = 'groups.' || g.purpose", "where false"),
    ],
)
def test_twin_each_level_left_out_is_noticed(old, new):
    table = Table()
    with weakened("judging", old, new):
        assert disagreements(table, seed=4) > 0
