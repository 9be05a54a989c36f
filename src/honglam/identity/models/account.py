"""The account of a person or a service, and the identities that providers vouch for."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from honglam.identity.contracts import AccountKind, Gender, Proof
from honglam.kernel.ids import uuid7


class Account(AbstractBaseUser):
    """Who someone is to this province. Contacts stand here only once proven by a code, a provider or a clerk.

    Rights come from posts held (directory), never from this row: there is no staff or superuser flag.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in AccountKind])
    full_name = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=300, db_collation="C", editable=False)
    email = models.EmailField(null=True, blank=True)
    phone = models.CharField(max_length=16, null=True, blank=True)
    citizen_id = models.CharField(max_length=12, blank=True)
    citizen_id_proof = models.CharField(
        max_length=8, blank=True, choices=[(proof.value, proof.value) for proof in Proof]
    )
    birth = models.CharField(max_length=10, blank=True)
    gender = models.CharField(max_length=6, blank=True, choices=[(gender.value, gender.value) for gender in Gender])
    address = models.CharField(max_length=300, blank=True)
    unit_code = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=2, default="vi")
    second_factor_required = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager["Account"]()

    class Meta:
        constraints = [
            # Two accounts under one address: a code sent there would open both.
            models.UniqueConstraint(fields=["email"], name="account_one_per_email"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="account_email_in_lower_case"),
            models.UniqueConstraint(fields=["phone"], name="account_one_per_phone"),
            # Only a proven number is unique: whoever merely typed a stranger's number must not lock the owner out.
            models.UniqueConstraint(
                fields=["citizen_id"],
                condition=~Q(citizen_id_proof="") & ~Q(citizen_id=""),
                name="account_one_per_citizen",
            ),
            models.CheckConstraint(
                condition=Q(citizen_id="") | Q(citizen_id__regex=r"^[0-9]{12}$"), name="account_citizen_id_digits"
            ),
            # A proof without a number would vouch for nothing.
            models.CheckConstraint(
                condition=Q(citizen_id_proof="") | ~Q(citizen_id=""), name="account_proof_of_something"
            ),
            models.CheckConstraint(
                condition=Q(birth="") | Q(birth__regex=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"), name="account_birth_iso"
            ),
        ]
        indexes = [models.Index(fields=["citizen_id"], name="account_by_citizen_id")]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """The name, for libraries that ask."""
        return self.full_name


class ExternalIdentity(models.Model):
    """An account's identity at an OpenID provider: the pair (issuer, subject) never changes hands."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="external_identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    assurance = models.SmallIntegerField()
    linked_at = models.DateTimeField()
    last_used_at = models.DateTimeField()

    class Meta:
        constraints = [
            # The same person at the provider opening two accounts here.
            models.UniqueConstraint(fields=["issuer", "subject"], name="external_identity_once"),
            # Two people at the provider opening one account here.
            models.UniqueConstraint(fields=["account", "issuer"], name="external_identity_per_issuer"),
        ]
