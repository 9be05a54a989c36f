"""Keys with which programs act for an account."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from honglam.identity.models.account import Account
from honglam.kernel.ids import uuid7


class ApiToken(models.Model):
    """A token: the prefix finds the row, the hash (SHA-256 of 256 random bits) proves the secret."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_tokens")
    label = models.CharField(max_length=100, blank=True)
    prefix = models.CharField(max_length=12)
    secret_hash = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=50))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix"], name="api_token_prefix")]
