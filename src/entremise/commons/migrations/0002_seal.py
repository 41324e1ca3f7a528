"""The sealed schema: tables only; its functions and the law are loaded after each migrate."""

from pathlib import Path

from django.db import migrations

TABLES = Path(__file__).parent.parent / "seal" / "tables.sql"


class Migration(migrations.Migration):
    dependencies = [("commons", "0001_initial")]

    operations = [
        migrations.RunSQL(
            TABLES.read_text(encoding="utf-8"), reverse_sql="drop schema sealed cascade"
        )
    ]
