"""Keeps the search rows equal to what they are made from. Small and whole: a procedure's rows are written anew."""

from collections.abc import Iterable, Sequence

from django.db import connection

from honglam.kernel.text import nfc, sort_key
from honglam.procedures.contracts import VersionContent, VersionState
from honglam.procedures.models import Procedure, ProcedureVersion, SearchEntry
from honglam.procedures.rules.searching import words_of
from honglam.procedures.rules.storage import to_content

_WEIGH = """
UPDATE procedures_searchentry SET document =
    setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'B') ||
    setweight(to_tsvector('simple', %s), 'C') || setweight(to_tsvector('simple', %s), 'D')
WHERE version_id = %s
"""
# Two transactions that collect the words at once would each insert what the other has not yet committed.
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('procedures_searchword'))"
_WORDS = """
DELETE FROM procedures_searchword;
INSERT INTO procedures_searchword (word, entries)
SELECT left(word, 60), max(ndoc) FROM ts_stat('SELECT document FROM procedures_searchentry WHERE listed')
GROUP BY left(word, 60);
"""


def index_procedures(procedure_ids: Iterable[int]) -> None:
    """Write the search rows of these procedures anew. Call `index_words` once afterwards."""
    procedures = Procedure.objects.filter(id__in=list(procedure_ids)).select_related("field")
    for procedure in procedures.prefetch_related("versions"):
        SearchEntry.objects.filter(procedure=procedure).delete()
        for version in procedure.versions.all():
            _index(procedure, version, to_content(version.content))


def index_words() -> None:
    """Collect the distinct words of what is listed."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute(_WORDS)


def _index(procedure: Procedure, version: ProcedureVersion, content: VersionContent) -> None:
    name = content.name or procedure.name
    SearchEntry.objects.create(
        version=version,
        procedure=procedure,
        field=procedure.field,
        code=procedure.code,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        listed=version.state == VersionState.PUBLISHED.value and procedure.retired_at is None,
        name=name,
        name_en=procedure.name_en,
        summary=content.summary,
        levels=procedure.levels,
        applicants=[kind.value for kind in content.applicants],
        channels=[rule.channel.value for rule in content.channels],
        agencies=[code for code in (content.competent.agency, *content.supporting) if code],
        online=content.online.value,
        has_form=content.form is not None,
        immediate=content.immediate,
        provisional=version.provisional,
        sort_key=sort_key(nfc(name)),
        phrases=[" ".join(words_of(phrase)) for phrase in (name, procedure.name_en, *procedure.keywords) if phrase],
        document="",
    )
    texts = [_folded(part) for part in _weighted(procedure, name, content)]
    with connection.cursor() as cursor:
        cursor.execute(_WEIGH, [*texts, version.id])


def _weighted(procedure: Procedure, name: str, content: VersionContent) -> tuple[Sequence[str], ...]:
    """The texts of the four weights: name; what people call it; result, field and summary; papers."""
    return (
        [name],
        [*procedure.keywords, procedure.name_en],
        [content.result.name, procedure.field.name, content.summary],
        [component.name for component in content.components],
    )


def _folded(texts: Sequence[str]) -> str:
    return " ".join(word for text in texts for word in words_of(text))
