"""Humans, their accounts, organizations, teams, and roles with dates."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from entremise.accounts.vocabulary import OrganizationKind, Role


class Human(models.Model):
    """One human being at work here; two accounts of the same human share it."""

    full_name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"human {self.pk}"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(login=username)


class User(AbstractBaseUser):
    """An account for signing in; the names here are those of staff and volunteers at work."""

    human = models.ForeignKey(Human, on_delete=models.PROTECT, related_name="accounts")
    login = models.CharField(max_length=150, unique=True)
    display_name = models.CharField(max_length=120)
    first_name = models.CharField(max_length=60)
    mail = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    is_elected = models.BooleanField(default=False)  # one of two emergency signatories must be
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.login


class Organization(models.Model):
    name = models.CharField(max_length=120, unique=True)
    name_with_article = models.CharField(max_length=130)
    name_after_de = models.CharField(max_length=134)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in OrganizationKind])
    territory_code = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    mail = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    opening_hours = models.CharField(max_length=200, blank=True)
    hue = models.PositiveSmallIntegerField(default=178)
    is_host = models.BooleanField(default=False)  # the body whose instance this is

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["is_host"], condition=Q(is_host=True), name="one_host"),
            models.CheckConstraint(condition=Q(hue__lt=360), name="hue_is_an_angle"),
        )

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organization", "name"], name="team_name_once"),
        )

    def __str__(self) -> str:
        return self.name


class RoleHeld(models.Model):
    """A role held by an account in an organization, from one moment to another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles_held")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=16, choices=[(role, role) for role in Role])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="role_ends_after_start",
            ),
        )
        indexes = (models.Index(fields=["user", "organization", "role"], name="role_by_user"),)

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class Link(models.Model):
    """A one-time link: an invitation or the reset of a password; only its digest is kept."""

    class Kind(models.TextChoices):
        INVITATION = "INVITATION"
        RESET = "RESET"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    digest = models.BinaryField(max_length=32, unique=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="links")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ContactChange(models.Model):
    """That somebody changed where the holder of an account is reached; from where to where is not kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="contact_changes")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"contact change {self.pk}"
