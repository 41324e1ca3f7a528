"""Words typed about somebody are sealed: a copy of the database does not show them."""

from django.db import migrations, models

COLUMNS = (
    ("referral_report", "question"),
    ("referral_report", "reply"),
    ("referral_step", "detail"),
    ("referral_step", "service_name"),
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
    dependencies = [("referral", "0002_trace_stays")]

    operations = [
        migrations.AlterField("report", "question", models.TextField(blank=True)),
        migrations.AlterField("report", "reply", models.TextField(blank=True)),
        migrations.AlterField("step", "detail", models.TextField(blank=True)),
        migrations.AlterField("step", "service_name", models.TextField(blank=True)),
        migrations.RunSQL("ALTER TABLE referral_step DISABLE TRIGGER step_stays", ""),
        migrations.RunPython(seal),
        migrations.RunSQL(
            "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE referral_step ENABLE TRIGGER step_stays", ""
        ),
    ]
