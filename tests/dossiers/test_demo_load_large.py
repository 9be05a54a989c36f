"""A large load: indexes and keys stand aside and come back as they were; writers never share a book."""

import copy
import re
from typing import Any

import pytest
from django.db import connection, transaction

from honglam.dossiers.models import Dossier, LateSteps, StepDay, Task
from honglam.dossiers.services.loading import load
from honglam.dossiers.services.loading.aside import standing_aside
from honglam.dossiers.services.loading.lot import Drawing, gather
from honglam.dossiers.services.loading.numbers import Numbers, open_books, write_books
from honglam.dossiers.services.loading.tables import TABLES
from honglam.dossiers.services.serving import days_to_tell
from tests.dossiers.scene import Scene, vn

_CASTS = re.compile(r"::(character varying|text)(\[\])?|[()\[\]]")
TODAY = vn("2026-11-16 10:30")
_DEFINITIONS = """
SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE conrelid = ANY(%s::regclass[])
UNION ALL
SELECT c.relname, pg_get_indexdef(i.indexrelid), i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY(%s::regclass[])
ORDER BY 1, 2
"""


@pytest.fixture
def drawing(scene: Scene) -> Drawing:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the scene wrote may still be unchecked
    return load.prepare(lot=gather(at=TODAY), how_many=100, at=TODAY, seed=5)


def definitions() -> list[tuple[Any, ...]]:
    """Casts of constants are left out: PostgreSQL writes them otherwise once it has read its own definition again."""
    with connection.cursor() as cursor:
        cursor.execute(_DEFINITIONS, [list(TABLES)] * 2)
        return [(name, _CASTS.sub("", text), valid) for name, text, valid in cursor.fetchall()]


def write(drawing: Drawing, how_many: int) -> int:
    return load.write_lives(lives=drawing.lives(how_many=how_many), seed=5, sample_file=drawing.sample_file, size=20)


def test_what_stood_aside_comes_back(drawing: Drawing) -> None:
    before = definitions()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with transaction.atomic(), standing_aside(TABLES):
        assert len(definitions()) < len(before) - 50
        assert write(drawing, 50) == 50
    assert definitions() == before
    assert Dossier.objects.count() == 50


def test_an_interrupted_load_leaves_nothing(drawing: Drawing) -> None:
    before = definitions()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(KeyboardInterrupt), transaction.atomic(), standing_aside(TABLES):
        write(drawing, 20)
        raise KeyboardInterrupt
    assert definitions() == before
    assert not Dossier.objects.exists()


def test_writers_side_by_side_never_want_the_same_book(drawing: Drawing) -> None:
    drawing.lay_everything()
    books: list[set[int]] = []
    whole = 0.0
    for part in range(2):
        mine = copy.copy(drawing)
        whole += mine.share(part=part, parts=2)
        drawn = {life.track.desk_id for life in mine.lives(how_many=200)}
        assert drawn <= {track.desk_id for track in mine.own_tracks()}
        books.append({track.desk_id for track in mine.own_tracks()})
    assert whole == pytest.approx(1.0)
    assert not books[0] & books[1]


def test_books_go_on_where_they_stood(drawing: Drawing) -> None:
    write(drawing, 50)
    with transaction.atomic():
        books = open_books()
        other = Numbers(codes=copy.copy(books.codes), slips=copy.copy(books.slips))
        code = next(iter(other.codes))
        other.codes[code] += 7
        books.follow(other)
        write_books(books)
    with transaction.atomic():
        assert open_books() == other


def test_a_load_leaves_no_day_untold(open_scene: Scene) -> None:
    """Steps are told by the days that were counted before: the night finds nothing left to do."""
    load.load_dossiers(how_many=300, at=TODAY, seed=5, say=lambda _: None)
    assert days_to_tell(at=TODAY) == []
    finished = Task.objects.filter(state="done", closed_at__lt=TODAY.replace(hour=0, minute=0)).exclude(result_class="")
    late = finished.filter(result_class="overdue").count()
    assert sum(StepDay.objects.values_list("steps", flat=True)) == finished.count() > 300
    assert sum(LateSteps.objects.values_list("many", flat=True)) == late > 0
