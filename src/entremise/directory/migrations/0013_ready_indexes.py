"""Indexes of words and themes that are ready when a delivery has been written."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

READY = (("word", "keys", "word_by_key"), ("service", "words", "service_by_word"), ("service", "themes", "service_by_theme"))  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        operation
        for model, column, name in READY
        for operation in (
            migrations.RemoveIndex(model_name=model, name=name),
            migrations.AddIndex(
                model_name=model, index=GinIndex(fields=[column], name=name, fastupdate=False)
            ),
        )
    ]
