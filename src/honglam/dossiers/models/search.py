"""The narrow table that searches read: never the wide one, whose pages would have to be fetched for every hit."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Upper

from honglam.dossiers.models.dossier import Dossier

ON_PAPER = "#"
"""Before a word that stands on a paper, so that a search for names does not find everybody whom a paper mentions."""


class DossierSearch(models.Model):
    """Words of one dossier without accents, and who may find it.

    `words` holds the folded words of names and procedure, the digits of numbers, and the readers as tokens of their
    own (`@17`: an ancestor of a unit that works on it, `=17`: that unit itself), so that what an officer may not read
    is not even looked at. Words read from papers stand among them under `ON_PAPER`. `codes`: lawful and registration
    code, searched by any part of them.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, primary_key=True, related_name="+")
    words = SearchVectorField()
    codes = models.CharField(max_length=80, db_collation="C")

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["words"], name="dossier_words"),
            GinIndex(OpClass(Upper("codes"), name="gin_trgm_ops"), name="dossier_codes_trigram"),
        ]
