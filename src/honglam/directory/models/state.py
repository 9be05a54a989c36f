"""One row whose token changes whenever the tree or the units change: what memory is compared with."""

from uuid import UUID, uuid4

from django.db import models


class DirectoryState(models.Model):
    """The state of the tree. A random token, not a number: a number taken back by a rollback would come again."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField(default=uuid4)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="directory_state_is_one")]

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def current(cls) -> UUID | None:
        """The token in force; None before anything was written."""
        return cls.objects.values_list("token", flat=True).first()
