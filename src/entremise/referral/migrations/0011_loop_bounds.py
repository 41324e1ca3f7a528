"""What the rows of before had to be filled for first: a table with pending events takes no constraint."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("referral", "0010_loop")]
    operations = [
        migrations.AlterField("referral", "seen_until", models.DateTimeField()),
        migrations.AddConstraint(
            "referral",
            models.CheckConstraint(
                condition=~Q(state="QUESTIONED")
                | Q(questioned_at__isnull=False, kept_due_at__isnull=False),
                name="stopped_clock_says_where_it_stood",
            ),
        ),
        migrations.AddConstraint(
            "referral",
            models.CheckConstraint(
                condition=Q(link_digest=None) | Q(code_digest__isnull=False),
                name="a_link_has_its_code",
            ),
        ),
        migrations.AddIndex(
            "referral",
            models.Index(fields=["id"], condition=Q(is_to_forget=True), name="service_to_tell"),
        ),
    ]
