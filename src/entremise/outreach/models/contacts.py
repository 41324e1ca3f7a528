"""Somebody rung beside the person, in one hold of her call: no identity, only what came of it."""

from django.db import models
from django.db.models import Q

from entremise.outreach.models.calls import Attempt
from entremise.outreach.vocabulary.contacts import SPOKEN_WITH, ContactKind, News


class SecondContact(models.Model):
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=11, choices=[(kind, kind) for kind in ContactKind])
    shown_at = models.DateTimeField()
    informed_at = models.DateTimeField(null=True, blank=True)  # GDPR 14: told before she tells
    news = models.CharField(max_length=12, choices=[(news, news) for news in News], blank=True)
    until = models.DateField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["attempt", "kind"], name="one_contact_of_a_kind"),
            models.CheckConstraint(
                condition=~Q(kind="RELATIVE", news__in=sorted(SPOKEN_WITH))
                | Q(informed_at__isnull=False),
                name="relative_informed_before_news",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(news__in=["HOSPITAL", "AWAY"]),
                name="until_when_she_is_away",
            ),
            models.CheckConstraint(
                condition=Q(news="", noted_at=None) | (~Q(news="") & Q(noted_at__isnull=False)),
                name="news_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"second contact {self.pk}"
