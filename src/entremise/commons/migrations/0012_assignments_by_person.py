"""Assignments are found by their person or their origin, open or not: an index of the open ones alone was read whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commons", "0011_around")]

    operations = [
        migrations.RemoveIndex(model_name="assignment", name="assignment_in_force"),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["person", "user", "purpose"], name="assignment_by_person"),
        ),
    ]
