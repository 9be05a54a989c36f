"""What came from a predecessor system: under which code it was known there."""

from typing import ClassVar

from django.db import models

from honglam.dossiers.models.dossier import Dossier


class TakenOver(models.Model):
    """One dossier of another system, taken over as it stood there. `digest` names the row it was made from."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True, related_name="+")
    system = models.CharField(max_length=60)
    foreign_code = models.CharField(max_length=60, db_collation="C")
    digest = models.CharField(max_length=64, db_collation="C")
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # The same dossier twice: two officers would settle it, and the citizen would hear two answers.
            models.UniqueConstraint(fields=["system", "foreign_code"], name="taken_over_once"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.foreign_code}"
