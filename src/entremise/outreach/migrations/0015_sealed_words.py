"""Words typed about somebody are sealed: a copy of the database does not show them."""

from django.db import migrations, models

COLUMNS = (
    ("outreach_alarm", "words"),
    ("outreach_bundle", "opening_reason"),
    ("outreach_sheet", "closing_note"),
    ("outreach_engagement", "appeal"),
    ("outreach_engagement", "manager_name"),
    ("outreach_engagement", "suspension_reason"),
    ("outreach_levelmove", "reason"),
    ("outreach_milestone", "words"),
    ("outreach_review", "sentence"),
    ("outreach_scriptremark", "answer"),
    ("outreach_scriptremark", "words"),
)


def seal(apps, schema_editor):
    from entremise.kernel.sealing import (
        seal_for,
    )  # the key is a setting; nothing of a model is read

    with schema_editor.connection.cursor() as cursor:
        words_seal = seal_for("words")
        for table, column in COLUMNS:
            cursor.execute(f"SELECT id, {column} FROM {table} WHERE {column} <> ''")
            rows = [
                (words_seal.encrypt(words.encode()).decode(), pk) for pk, words in cursor.fetchall()
            ]
            cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE id = %s", rows)


class Migration(migrations.Migration):
    dependencies = [("outreach", "0012_lease_index")]

    operations = [
        migrations.AlterField("alarm", "words", models.TextField(blank=True)),
        migrations.AlterField("bundle", "opening_reason", models.TextField(blank=True)),
        migrations.AlterField("sheet", "closing_note", models.TextField(blank=True)),
        migrations.AlterField("engagement", "appeal", models.TextField(blank=True)),
        migrations.AlterField("engagement", "manager_name", models.TextField(blank=True)),
        migrations.AlterField("engagement", "suspension_reason", models.TextField(blank=True)),
        migrations.AlterField("levelmove", "reason", models.TextField(blank=True)),
        migrations.AlterField("milestone", "words", models.TextField(blank=True)),
        migrations.AlterField("review", "sentence", models.TextField(blank=True)),
        migrations.AlterField("scriptremark", "answer", models.TextField(blank=True)),
        migrations.AlterField("scriptremark", "words", models.TextField()),
        migrations.RunPython(seal),
    ]
