"""What search and browsing read: one narrow row for each version, and the distinct words for typing errors."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from honglam.procedures.models.catalogue import Field, Procedure
from honglam.procedures.models.version import ProcedureVersion


class SearchEntry(models.Model):
    """A version as lists show and find it. Written with the version, never edited by hand.

    `document`: folded words, weight A the name, B what people call it, C result, field and summary, D papers.
    `phrases`: folded name and keywords, for whole-phrase matches. `sort_key`: the name in Vietnamese order.
    """

    version = models.OneToOneField(ProcedureVersion, on_delete=models.CASCADE, primary_key=True, related_name="entry")
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="entries")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60, db_collation="C")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    listed = models.BooleanField()
    name = models.CharField(max_length=600)
    name_en = models.CharField(max_length=600, blank=True)
    summary = models.TextField()
    levels = ArrayField(models.CharField(max_length=10))
    applicants = ArrayField(models.CharField(max_length=20))
    channels = ArrayField(models.CharField(max_length=10))
    agencies = ArrayField(models.CharField(max_length=60))
    online = models.CharField(max_length=10)
    has_form = models.BooleanField()
    immediate = models.BooleanField()
    provisional = models.BooleanField()
    sort_key = models.TextField(db_collation="C")
    phrases = ArrayField(models.TextField())
    document = SearchVectorField()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["document"], name="procedures_search_document"),
            models.Index(fields=["sort_key", "version"], name="procedures_search_order"),
            models.Index(fields=["code"], name="procedures_search_code"),
        ]

    def __str__(self) -> str:
        return self.code


class SearchWord(models.Model):
    """A word that stands in at least one entry, and in how many: near words are looked up here, not in the entries."""

    word = models.CharField(max_length=60, primary_key=True, db_collation="C")
    entries = models.IntegerField()

    class Meta:
        indexes: ClassVar = [GistIndex(fields=["word"], opclasses=["gist_trgm_ops"], name="procedures_search_near")]

    def __str__(self) -> str:
        return self.word
