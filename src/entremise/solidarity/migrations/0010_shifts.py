"""Shifts with an orienteur within reach, absences, reminders, and what a debrief says."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Whoever is orienteur stands behind the shifts that are open already.
WITHIN_REACH = """
UPDATE solidarity_shift SET orienteur_id = (
    SELECT r.user_id FROM accounts_roleheld r WHERE r.role = 'ORIENTEUR' AND r.ends_at IS NULL ORDER BY r.id LIMIT 1)
WHERE origin_kind = 'CAMPAIGN';
UPDATE solidarity_booking SET talk = CASE WHEN wants_to_talk THEN 'LATER' ELSE 'NO' END WHERE energy IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('solidarity', '0002_budget_guard'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='booking',
            name='is_light',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='booking',
            name='missed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='booking',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='booking',
            name='talk',
            field=models.CharField(blank=True, choices=[('TODAY', 'TODAY'), ('LATER', 'LATER'), ('NO', 'NO')], max_length=5),
        ),
        migrations.AddField(
            model_name='shift',
            name='orienteur',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='booking',
            name='state',
            field=models.CharField(choices=[('BOOKED', 'BOOKED'), ('CONFIRMED', 'CONFIRMED'), ('STARTED', 'STARTED'), ('ENDED', 'ENDED'), ('NO_SHOW', 'NO_SHOW'), ('CANCELLED', 'CANCELLED')], default='BOOKED', max_length=9),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'NO_SHOW'), _negated=True), ('missed_at__isnull', False), _connector='OR'), name='absence_has_its_moment'),
        ),
        migrations.RunSQL(WITHIN_REACH, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='booking',
            name='remark',
        ),
        migrations.RemoveField(
            model_name='booking',
            name='wants_to_talk',
        ),
    ]
