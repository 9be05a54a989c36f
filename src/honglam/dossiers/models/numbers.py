"""Counters. Each is touched last in its transaction: whoever waits for the row waits for a commit and nothing else."""

from django.db import models

from honglam.dossiers.contracts import SlipKind


class CodeCounter(models.Model):
    """The last dossier number of an agency identifier on a date."""

    pk = models.CompositePrimaryKey("agency_code", "on")
    agency_code = models.CharField(max_length=40, db_collation="C")
    on = models.DateField()
    last = models.IntegerField()


class SlipBook(models.Model):
    """The last number of a desk's book of one form in a year."""

    pk = models.CompositePrimaryKey("agency_id", "kind", "year")
    agency_id = models.BigIntegerField()
    kind = models.CharField(max_length=30, choices=[(one.value, one.value) for one in SlipKind])
    year = models.SmallIntegerField()
    last = models.IntegerField()
