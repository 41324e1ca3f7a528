"""The order in which the town comes to life."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from entremise.accounts.operations import (
    NewAccount,
    give_role,
    open_account,
    share_password,
)
from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import SYSTEM, Actor, Role
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import COMPUTABLE, Purpose
from entremise.jobs.database.migrating import as_migrator
from entremise.jobs.faults import Trouble
from entremise.jobs.town.aid import fill_mutual_aid
from entremise.jobs.town.assembly import (
    adopt,
    decide_standing,
    emergency_of_july,
    seat_colleges,
    standing_use,
    uses_of_today,
)
from entremise.jobs.town.cast import PASSWORD, Cast, account_lines, open_accounts, open_bodies
from entremise.jobs.town.desk import fill_desk
from entremise.jobs.town.july import play_july
from entremise.jobs.town.leaving import ask_for_the_trace, send_to_prefect
from entremise.jobs.town.messages import leave_messages
from entremise.jobs.town.places import DISTRICTS, STREETS
