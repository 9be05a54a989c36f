"""Where the checker has to look: the database passes over ten million numbers, Python looks at what may be wrong.

A screen is coarser than the rules: it names every place in which a rule could find a fault, and some in which none will
(tests/indicators/test_screening.py holds both against each other). What it cannot judge — numbers said as “about”, in
another unit, by a sentence, of a part — it names too. So a rule in `rules/checking` that learns to see more needs a
wider screen here. A place is an agency, an area or an outsider, with all of its parts: no rule compares two of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection

from honglam.indicators.contracts import Definition, Unit
from honglam.indicators.models import Indicator
from honglam.indicators.queries.figures.screening_sql import PLACES, STANDS, related, screenable
from honglam.indicators.rules.checking.pairs import ADDED
from honglam.indicators.rules.checking.relations import COUNTED

Suspects = dict[str, set[int]]
"""By indicator the places to look at, each by the least id among its scopes."""
_BATCH = 1000
"""Indicators passed over in one statement: what it sorts stays within a few hundred megabytes of temporary files."""


def suspects(found: Mapping[str, Definition]) -> Suspects:
    """The places in which something may be wrong, for every indicator that has any."""
    ids = dict(Indicator.objects.filter(code__in=found).values_list("code", "id"))
    codes = {key: code for code, key in ids.items()}
    named: Suspects = defaultdict(set)
    with connection.cursor() as cursor:
        for key, place in (*_series(cursor, found, ids), *_said_in_words(cursor)):
            if key in codes:
                named[codes[key]].add(place)
        for code, definition in found.items():
            for statement, values in _related(definition, ids):
                cursor.execute(statement, values)
                named[code].update(row[0] for row in cursor.fetchall())
    return {code: places for code, places in named.items() if places}


def places_of() -> dict[int, int]:
    """The place of every scope."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES)
        return {scope_id: place for scope_id, _, place in cursor.fetchall()}


_SERIES = f"""
WITH traits AS (
    SELECT * FROM unnest(%s::bigint[], %s::boolean[], %s::boolean[], %s::boolean[], %s::boolean[], %s::boolean[])
    AS t (indicator_id, added, accumulates, counted, share, parted)
), places AS MATERIALIZED ({PLACES}), series AS (
    SELECT v.indicator_id, v.scope_id, v.value, v.bound, v.unit, v.first_on, v.last_on,
        v.nature <> lag(v.nature) OVER w AS other_nature, lag(v.last_on) OVER w AS before_on,
        lag(v.value) OVER w AS before, lag(v.first_on IS NULL) OVER w AS before_moment
    FROM indicators_indicatorvalue v
    WHERE v.indicator_id = ANY (%s) AND {STANDS.format("v")}
    WINDOW w AS (PARTITION BY v.indicator_id, v.scope_id ORDER BY v.last_on)
)
SELECT DISTINCT s.indicator_id, p.place
FROM series s JOIN traits t USING (indicator_id) JOIN places p USING (scope_id)
WHERE s.bound <> 'exact' OR s.unit <> '' OR s.before_on = s.last_on OR s.other_nature
OR (t.added AND (s.first_on <= s.before_on OR (s.first_on IS NULL) <> s.before_moment))
OR (t.accumulates AND s.value < s.before)
OR (t.counted AND s.value < 0) OR (t.share AND s.value > 100) OR (t.parted AND p.part <> '')
"""  # noqa: S608 - both are constants of this file
_IN_WORDS = f"""
SELECT DISTINCT v.indicator_id, p.place FROM indicators_indicatorvalue v
JOIN indicators_statement t ON t.ground_id = v.ground_id AND t.retired_at IS NULL
JOIN ({PLACES}) p ON p.scope_id = v.scope_id
"""  # noqa: S608 - a constant of this file


def _series(cursor: Any, found: Mapping[str, Definition], ids: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """One number after the other: two for one day, one time within another, a fall, less than nothing."""
    for codes in _in_batches(sorted(found)):
        keys = [ids[code] for code in codes]
        traits = zip(*(_traits(found[code]) for code in codes), strict=True)
        cursor.execute(_SERIES, [keys, *(list(one) for one in traits), keys])
        yield from cursor.fetchall()


def _traits(one: Definition) -> tuple[bool, ...]:
    return one.unit in ADDED, one.accumulates, one.unit in COUNTED, one.unit is Unit.PERCENT, bool(one.parts)


def _said_in_words(cursor: Any) -> list[tuple[int, int]]:
    """What sentences of a pack say: they also enumerate, and are few."""
    cursor.execute(_IN_WORDS)
    found: list[tuple[int, int]] = cursor.fetchall()
    return found


def _related(definition: Definition, ids: Mapping[str, int]) -> Iterator[tuple[str, list[Any]]]:
    """The statements that hold an indicator against those that its expressions name."""
    if not any((*definition.expressions, definition.limit, definition.least)):
        return
    if not screenable(definition):
        yield _EVERYWHERE, [ids[definition.code]]
        return
    yield from related(definition, ids)


_EVERYWHERE = f"""
SELECT DISTINCT p.place FROM indicators_indicatorvalue v JOIN ({PLACES}) p ON p.scope_id = v.scope_id
WHERE v.indicator_id = %s
"""  # noqa: S608 - a constant of this file


def _in_batches(codes: Sequence[str]) -> Iterable[Sequence[str]]:
    return (codes[start : start + _BATCH] for start in range(0, len(codes), _BATCH))
