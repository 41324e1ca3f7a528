"""Engagements, what is learnt, levels earned; a caller never stands above her level."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Whoever calls already keeps her level: it was given by a lead.
ENGAGE = """
INSERT INTO outreach_engagement (user_id, organization_id, kind, state, standing, level, hours_per_week, ends_on,
    languages, manager_name, consented_on, asked_at, decided_by_id, decided_at, signed_at, quiz_tries, quiz_wrong,
    suspension_reason, appeal)
SELECT DISTINCT ON (c.user_id) c.user_id, k.organization_id, 'VOLUNTEER', 'ADMITTED', 'READY',
    max(c.level) OVER (PARTITION BY c.user_id), 3, (now() + interval '1 year')::date, c.languages, '', NULL,
    c.admitted_at, k.lead_id, c.admitted_at, NULL, 0, '{}', '', ''
FROM outreach_caller c JOIN outreach_campaign k ON k.id = c.campaign_id
ORDER BY c.user_id, c.ended_at IS NOT NULL, c.id;
UPDATE outreach_caller c SET engagement_id = e.id FROM outreach_engagement e WHERE e.user_id = c.user_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""

# Both sides look at each other: the engagement is locked by whoever admits, so neither races past.
GUARD = """
CREATE FUNCTION outreach_level_is_earned() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    earned integer;
BEGIN
    SELECT e.level INTO earned FROM outreach_engagement e
    WHERE e.id = NEW.engagement_id AND e.user_id = NEW.user_id AND e.state = 'ADMITTED' FOR SHARE;
    IF earned IS NULL OR NEW.level > earned THEN
        RAISE EXCEPTION 'caller_level_is_earned' USING ERRCODE = 'check_violation', CONSTRAINT = 'caller_level_is_earned';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER caller_level_is_earned BEFORE INSERT OR UPDATE OF level, engagement_id, user_id, ended_at ON outreach_caller
FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION outreach_level_is_earned();

CREATE FUNCTION outreach_level_covers_callers() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM outreach_caller c WHERE c.engagement_id = NEW.id AND c.ended_at IS NULL
               AND (c.level > NEW.level OR NEW.state <> 'ADMITTED')) THEN
        RAISE EXCEPTION 'caller_level_is_earned' USING ERRCODE = 'check_violation', CONSTRAINT = 'caller_level_is_earned';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER level_covers_callers BEFORE UPDATE OF level, state ON outreach_engagement
FOR EACH ROW EXECUTE FUNCTION outreach_level_covers_callers();
"""

FORGET = """
DROP TRIGGER level_covers_callers ON outreach_engagement;
DROP FUNCTION outreach_level_covers_callers();
DROP TRIGGER caller_level_is_earned ON outreach_caller;
DROP FUNCTION outreach_level_is_earned();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("outreach", "0030_visits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="alarm",
            name="due_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="alarm",
            name="words",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("AGENT", "AGENT"), ("VOLUNTEER", "VOLUNTEER")], max_length=9
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ASKED", "ASKED"),
                            ("ADMITTED", "ADMITTED"),
                            ("DECLINED", "DECLINED"),
                            ("ENDED", "ENDED"),
                        ],
                        default="ASKED",
                        max_length=8,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("READY", "READY"),
                            ("ASLEEP", "ASLEEP"),
                            ("SUSPENDED", "SUSPENDED"),
                        ],
                        default="READY",
                        max_length=9,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("hours_per_week", models.PositiveSmallIntegerField()),
                ("ends_on", models.DateField()),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), size=None
                    ),
                ),
                ("manager_name", models.CharField(blank=True, max_length=120)),
                ("consented_on", models.DateField(blank=True, null=True)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("quiz_tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "quiz_wrong",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), default=list, size=None
                    ),
                ),
                ("suspension_reason", models.CharField(blank=True, max_length=200)),
                ("appeal", models.CharField(blank=True, max_length=400)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outreach.campaign",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="accounts.organization"
                    ),
                ),
                (
                    "referent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "suspended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="caller",
            name="engagement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="callers",
                to="outreach.engagement",
            ),
        ),
        migrations.RunSQL(ENGAGE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="caller",
            name="engagement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="callers",
                to="outreach.engagement",
            ),
        ),
        migrations.CreateModel(
            name="Exercise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(max_length=8)),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=None
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exercises",
                        to="outreach.engagement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LevelMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("before", models.PositiveSmallIntegerField()),
                ("after", models.PositiveSmallIntegerField()),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("PROMOTED", "PROMOTED"),
                            ("ELSEWHERE", "ELSEWHERE"),
                            ("BY_WISH", "BY_WISH"),
                            ("SUSPENDED", "SUSPENDED"),
                            ("UPHELD", "UPHELD"),
                            ("RESTORED", "RESTORED"),
                            ("FELL_ASLEEP", "FELL_ASLEEP"),
                            ("REFRESHED", "REFRESHED"),
                        ],
                        max_length=11,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "facts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="outreach.engagement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("SCREEN", "SCREEN"),
                            ("QUIZ", "QUIZ"),
                            ("PERSON", "PERSON"),
                            ("SHADOWED", "SHADOWED"),
                            ("HALF_DAY", "HALF_DAY"),
                            ("OPINION", "OPINION"),
                            ("WISH", "WISH"),
                        ],
                        max_length=8,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=8)),
                ("at", models.DateTimeField()),
                ("words", models.CharField(blank=True, max_length=400)),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="outreach.engagement",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("report_id", models.BigIntegerField(unique=True)),
                ("person", models.UUIDField()),
                ("level", models.PositiveSmallIntegerField()),
                ("drawn_at", models.DateTimeField()),
                ("is_first", models.BooleanField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("PASSED", "PASSED"), ("SENT_BACK", "SENT_BACK")],
                        max_length=9,
                    ),
                ),
                ("sentence", models.CharField(blank=True, max_length=200)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="outreach.campaign",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScriptRemark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kit_code", models.CharField(max_length=40)),
                ("step", models.CharField(blank=True, max_length=40)),
                ("words", models.CharField(max_length=400)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("CALL", "CALL"),
                            ("DEBRIEF", "DEBRIEF"),
                            ("UNANSWERED", "UNANSWERED"),
                        ],
                        max_length=10,
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=200)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outreach.campaign",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("ASKED", "ADMITTED"))),
                fields=("user",),
                name="one_engagement_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__lte", 4)), name="engagement_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ADMITTED"), _negated=True),
                    ("kind", "VOLUNTEER"),
                    models.Q(
                        models.Q(("manager_name", ""), _negated=True),
                        ("consented_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="agent_has_her_managers_consent",
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(("level", 0), ("decided_at__isnull", False), _connector="OR"),
                name="level_comes_after_admission",
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("standing", "SUSPENDED"), _negated=True),
                    models.Q(
                        ("suspended_by__isnull", False),
                        models.Q(("suspension_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="suspension_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="engagement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state", "ENDED")),
                    models.Q(models.Q(("state", "ENDED"), _negated=True), ("ended_at", None)),
                    _connector="OR",
                ),
                name="ended_engagement_has_its_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("engagement", "person"),
                name="one_exercise_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="levelmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cause__in", ["ELSEWHERE", "SUSPENDED", "UPHELD", "RESTORED"]),
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="word_of_a_lead_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="levelmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cause", "PROMOTED"), _negated=True),
                    ("facts__len__gt", 0),
                    _connector="OR",
                ),
                name="promotion_has_its_facts",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["SCREEN", "QUIZ", "PERSON"])),
                fields=("engagement", "kind", "code"),
                name="learnt_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["SHADOWED", "HALF_DAY", "OPINION"]), _negated=True),
                    ("noted_by__isnull", False),
                    _connector="OR",
                ),
                name="attested_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("verdict", "")), fields=["drawn_at"], name="review_open"
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["author", "read_at"], name="review_by_author"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("read_at", None), ("verdict", "")),
                    models.Q(
                        models.Q(("verdict", ""), _negated=True),
                        ("read_at__isnull", False),
                        ("reader__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="verdict_has_its_reader",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "SENT_BACK"), _negated=True),
                    models.Q(("sentence", ""), _negated=True),
                    _connector="OR",
                ),
                name="sent_back_with_a_sentence",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reader", None),
                    models.Q(("reader", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_reads_her_own_report",
            ),
        ),
        migrations.AddIndex(
            model_name="scriptremark",
            index=models.Index(
                condition=models.Q(("settled_at", None)), fields=["raised_at"], name="remark_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="scriptremark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("settled_at", None), ("settled_by__isnull", False), _connector="OR"
                ),
                name="settled_remark_has_its_hand",
            ),
        ),
        migrations.RunSQL(GUARD, FORGET),
    ]
