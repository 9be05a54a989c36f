"""Halls that give numbers and their groups of services, as the pack says."""

from typing import ClassVar

from django.db import models


class Hall(models.Model):
    """The hall of one desk. `priority_in_row`: after so many with priority somebody in turn is called; 0: never.

    `kiosk_key` is part of the kiosk's address: with another key the former address opens nothing.
    """

    desk = models.OneToOneField("directory.Agency", on_delete=models.PROTECT, related_name="+")
    online = models.BooleanField(default=False)
    priorities = models.JSONField(default=list)
    priority_in_row = models.PositiveSmallIntegerField(default=0)
    kiosk_key = models.CharField(max_length=24, blank=True, default="")
    source = models.JSONField(null=True)
    provisional = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.desk_id)


class Group(models.Model):
    """A group of services with its letter; `minutes`: what one service usually takes, until a day has measured it."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="groups")
    code = models.CharField(max_length=40)
    letter = models.CharField(max_length=2)
    name = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hall", "code"], name="queue_group_once"),
            # Two groups with one letter would call one number for two people.
            models.UniqueConstraint(
                fields=["hall", "letter"], condition=models.Q(retired_at=None), name="queue_letter_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"
