"""The made-up town built twice at one moment: the same people, the same states, the same counts."""

from collections import Counter
from datetime import UTC, datetime
from typing import Final

import pytest
from django.core.management import call_command
from django.db import connection

from entremise.jobs.database.migrating import as_migrator
from entremise.jobs.town.building import build_town
from entremise.kits.operations.loading import load_shipped

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])

# Drawn anew, or read from the clock of the database, at each build: keys and what they seal, tokens, hours of readings.
DRAWN: Final = {
    "public.accounts_user": {"password"},
    "public.commons_assignment": {
        "id",
        "starts_at",
        "until",
    },  # July and mutual aid number them at once
    "public.commons_export": {"copy_mark"},
    "public.commons_exportfile": {"sealed"},
    "public.commons_record": {"updated_at"},
    "public.commons_register": {"key_id"},
    "public.directory_servicedelivery": {"digest", "token"},
    "public.mfa_authenticator": {"data", "created_at"},
    "public.mutual_aid_introduction": {"word"},
    "public.mutual_aid_round": {"milliseconds"},
    "public.notices_incoming": {"content"},
    "public.notices_message": {"reference", "content"},
    "public.outreach_bundle": {"code"},
    "public.outreach_engagement": {"manager_name"},
    "public.outreach_levelmove": {"reason"},
    "public.outreach_milestone": {"words"},
    "public.outreach_scriptremark": {"words"},
    "public.procrastinate_events": {"at"},
    "public.referral_referral": {"link_digest", "code_digest", "coupon"},
    "public.referral_report": {"question"},
    "public.referral_step": {"service_name", "detail"},
    "public.registers_delivery": {"digest"},
    "public.solidarity_certificate": {"code", "name_digest"},
    "public.solidarity_receipt": {"ciphertext"},
    "sealed.cap": {"counted_at"},
    "sealed.event": {"xid", "at", "reading", "digest"},
    "sealed.note": {"written_at", "ciphertext", "key_id"},
    "sealed.own_code": {"expires_at"},
    "sealed.ticket": {"id", "xid", "at", "used_at"},
    "sealed.value": {"ciphertext", "key_id", "changed_at"},
}
COLUMNS: Final = """
    SELECT c.table_schema || '.' || c.table_name, array_agg(c.column_name::text ORDER BY c.ordinal_position)
      FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema IN ('public', 'sealed') AND t.table_type = 'BASE TABLE' GROUP BY 1
"""


def built(at: datetime) -> dict[str, Counter[str]]:
    """How often each row stands in each table; then the town is gone."""
    load_shipped(actor_id=None, at=at)
    build_town(now=at)
    with as_migrator(), connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        found = {}
        for table, columns in cursor.fetchall():
            kept = [f'"{one}"' for one in columns if one not in DRAWN.get(table, set())]
            cursor.execute(f"SELECT ({', '.join(kept)})::text FROM {table}")
            found[table] = Counter(row for (row,) in cursor.fetchall())
    call_command("flush", interactive=False)
    return found


def test_two_builds_at_one_moment_are_one_town():
    at = datetime.now(UTC).replace(microsecond=0)

    first, second = built(at), built(at)

    assert first["public.people_person"].total() > 1000
    assert first["sealed.mark"].total() > 1000  # keyed indexes of names and numbers: who they are
    other = {
        table: ((rows - second[table]).most_common(2), (second[table] - rows).most_common(2))
        for table, rows in first.items()
        if rows != second[table]
    }
    assert other == {}
