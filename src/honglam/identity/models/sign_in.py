"""Sign-ins: the devices that are signed in now and the history the person sees."""

from django.db import models
from django.db.models import Q

from honglam.identity.models.account import Account
from honglam.kernel.ids import uuid7


class SignIn(models.Model):
    """One sign-in, or one refused attempt at a known account. A session lives as long as `ended_at` is empty."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    method = models.CharField(max_length=20)
    succeeded = models.BooleanField()
    second_factor = models.BooleanField(default=False)
    assurance = models.SmallIntegerField(default=0)
    user_agent = models.CharField(max_length=300, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    began_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-began_at"], name="sign_in_history"),
            models.Index(fields=["account"], condition=Q(ended_at=None), name="sign_in_live"),
            models.Index(fields=["began_at"], name="sign_in_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(succeeded=True) | Q(ended_at__isnull=False), name="sign_in_refused_is_over"
            )
        ]
