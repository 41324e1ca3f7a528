"""A moment ends with « at »."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outreach", "0040_paper")]

    operations = [migrations.RenameField("pair", "since", "began_at")]
