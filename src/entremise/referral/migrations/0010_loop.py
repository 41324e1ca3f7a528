"""Review, breaches, coupons and codes; the trace of a report only grows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

REPORT_STATES = ("TO_REVIEW", "WAITING", "HELD", "BACK_TO_CALLER", "FOLLOWED", "CLOSED")
# Rows of before get an end of sight, and a code that nobody knows: their links are made anew.
FILLED = """
UPDATE referral_referral SET seen_until = sent_at + interval '45 days' WHERE seen_until IS NULL;
UPDATE referral_referral SET code_digest = sha256(gen_random_uuid()::text::bytea)
  WHERE link_digest IS NOT NULL;
UPDATE referral_referral SET kept_due_at = due_at WHERE state = 'QUESTIONED';
UPDATE referral_referral SET questioned_at = NULL WHERE state <> 'QUESTIONED';
INSERT INTO referral_helpcheck (item_id, state, due_on, tries_count)
  SELECT id, 'DUE', coalesce(check_on, (closed_at + interval '21 days')::date), 0
  FROM referral_item WHERE ending IN ('ORIENTED', 'ANSWERED_AT_ONCE');
UPDATE referral_report r SET state = 'WAITING' WHERE state = 'FOLLOWED'
  AND EXISTS (SELECT FROM referral_item i WHERE i.report_id = r.id AND i.state = 'ANSWERED');
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""  # checked now: a table with pending checks takes neither index nor constraint
KEPT = """
CREATE FUNCTION referral_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % stay as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER step_stays BEFORE UPDATE OR DELETE ON referral_step
  FOR EACH ROW EXECUTE FUNCTION referral_kept();
CREATE TRIGGER vital_review_stays BEFORE UPDATE OR DELETE ON referral_vitalreview
  FOR EACH ROW EXECUTE FUNCTION referral_kept();
"""
LET_GO = """
DROP TRIGGER vital_review_stays ON referral_vitalreview;
DROP TRIGGER step_stays ON referral_step;
DROP FUNCTION referral_kept();
"""


def words(*codes):
    return [(code, code) for code in codes]


def account(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        **options,
    )


def item(related_name):
    return models.OneToOneField(
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to="referral.item",
    )


class Migration(migrations.Migration):
    atomic = True
    dependencies = [
        ("referral", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField(
            "report", "state", models.CharField(max_length=14, choices=words(*REPORT_STATES))
        ),
        migrations.AlterField(
            "step", "service_name", models.CharField(max_length=200, blank=True)
        ),
        migrations.AddField("report", "is_read_first", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "report",
            models.CheckConstraint(
                condition=~Q(state="TO_REVIEW") | Q(is_read_first=True),
                name="only_an_awaited_review_is_to_do",
            ),
        ),
        migrations.AddField(
            "referral", "kept_due_at", models.DateTimeField(null=True, blank=True)
        ),
        migrations.AddField(
            "referral", "breaches_count", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddField("referral", "late_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField(
            "referral", "code_digest", models.BinaryField(max_length=32, null=True, blank=True)
        ),
        migrations.AddField(
            "referral", "code_tries_count", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddField(
            "referral",
            "coupon",
            models.CharField(max_length=9, null=True, blank=True, unique=True),
        ),
        migrations.AddField("referral", "is_to_forget", models.BooleanField(default=False)),
        migrations.RenameField("referral", "link_ends_at", "seen_until"),
        migrations.CreateModel(
            name="HelpCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        max_length=10,
                        choices=words("DUE", "HELPED", "NOT_HELPED", "UNREACHED", "WAIVED"),
                    ),
                ),
                ("due_on", models.DateField()),
                ("tries_count", models.PositiveSmallIntegerField(default=0)),
                ("held_at", models.DateTimeField(null=True, blank=True)),
                ("answered_at", models.DateTimeField(null=True, blank=True)),
                ("held_by", account(null=True, blank=True)),
                ("item", item("help_check")),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["due_on", "id"], condition=Q(state="DUE"), name="check_by_day"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state__in=("DUE", "WAIVED")) | Q(answered_at__isnull=False),
                        name="answered_check_has_its_date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VitalReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author_id", models.BigIntegerField()),
                (
                    "verdict",
                    models.CharField(max_length=12, choices=words("JUSTIFIED", "UNJUSTIFIED")),
                ),
                ("at", models.DateTimeField()),
                ("item", item("vital_review")),
                ("reviewer", account()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(author_id=F("reviewer_id")),
                        name="nobody_reviews_her_own_word",
                    )
                ],
            },
        ),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
        migrations.RemoveField("item", "check_on"),
        migrations.RunSQL(KEPT, LET_GO),
    ]
