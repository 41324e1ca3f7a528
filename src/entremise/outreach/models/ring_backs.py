"""The call-back desk, and what callers who use their own phone were told."""

from django.db import models
from django.db.models import Q

from entremise.outreach.models.calls import Call
from entremise.outreach.vocabulary.ring_backs import FoundBy, RingBackEnd


class RingBack(models.Model):
    """Somebody rings back: which call it was, who took the line, what came of it."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    found_by = models.CharField(max_length=5, choices=[(f, f) for f in FoundBy])
    confirmed_at = models.DateTimeField(null=True, blank=True)  # she said who she is
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=7, choices=[(e, e) for e in RingBackEnd], blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ending="", ended_at=None) | (~Q(ending="") & Q(ended_at__isnull=False)),
                name="ring_back_ends_with_its_end",
            ),
            models.CheckConstraint(
                condition=Q(ending__in=["", "TOLD"]) | Q(confirmed_at__isnull=False),
                name="ring_back_confirmed_before_it_acts",
            ),
        )

    def __str__(self) -> str:
        return f"ring back {self.pk}"


class OwnPhone(models.Model):
    """A caller has read how to ring from her own phone without showing its number."""

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"own phone {self.pk}"
