"""The facts as statements: by day for the roll-up, as totals for one officer or dossier, as keys for drill-down."""

from honglam.dossiers.models.serving import NUMBERS
from honglam.dossiers.queries.serving.facts import PARTS, Part

DAY = "(({moment}) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
_COLUMNS = ", ".join(NUMBERS)
_TOTALS = ", ".join(f"coalesce(sum({name}), 0)::int AS {name}" for name in NUMBERS)
_SPAN = "{moment} >= %(start)s AND {moment} < %(end)s"


def _counts(part: Part) -> str:
    """One column for every number, in their order; what the part does not count is zero."""
    return ", ".join(
        f"count(*) FILTER (WHERE {part.numbers[name]}) AS {name}" if name in part.numbers else f"0 AS {name}"
        for name in NUMBERS
    )


def rebuild_days() -> str:
    """Insert every agency's every day."""
    return _insert(" UNION ALL ".join(_by_day(part, "") for part in PARTS))


def recount_days() -> str:
    """Insert the days named in %(agencies)s and %(days)s, taken in pairs."""
    pairs = """JOIN (SELECT k.agency_id, k.day, k.day::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS start,
            (k.day + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS until
        FROM unnest(%(agencies)s::bigint[], %(days)s::date[]) AS k(agency_id, day)) k
        ON {agency} = k.agency_id AND {moment} >= k.start AND {moment} < k.until"""
    lines = [_by_day(part, pairs.format(agency=part.agency, moment=part.moment)) for part in PARTS]
    return _insert(" UNION ALL ".join(lines))


def totals(where: str) -> str:
    """One row of all numbers in the period; `where` narrows every part (`{person}` stands for its way to officers)."""
    lines = [
        f"SELECT {_counts(part)} FROM {part.source} WHERE {part.where} AND {_SPAN.format(moment=part.moment)}"
        f" {where.format(person=part.person, agency=part.agency)}"
        for part in PARTS
    ]
    return f"SELECT {_TOTALS} FROM ({' UNION ALL '.join(lines)}) every"


def by_agency(where: str) -> str:
    """The same, one row an agency, straight from the rows: what the roll-ups are compared with."""
    lines = [
        f"SELECT {part.agency} AS agency_id, {_counts(part)} FROM {part.source} WHERE {part.where}"
        f" AND {_SPAN.format(moment=part.moment)} {where.format(person=part.person, agency=part.agency)} GROUP BY 1"
        for part in PARTS
    ]
    return f"SELECT agency_id, {_TOTALS} FROM ({' UNION ALL '.join(lines)}) every GROUP BY 1 ORDER BY 1"


def by_officer() -> str:
    """One row an officer of %(agencies)s: steps they finished, and dossiers settled in which they finished one."""
    settled, steps = PARTS[1], PARTS[4]
    hands = """JOIN LATERAL (SELECT DISTINCT t.holder_id, t.holder_name FROM dossiers_task t
        WHERE t.dossier_id = d.id AND t.state = 'done' AND t.holder_id IS NOT NULL) h ON true"""
    inside = "= ANY(%(agencies)s)"
    lines = [
        f"SELECT h.holder_id, h.holder_name, {_counts(settled)} FROM {settled.source} {hands} WHERE {settled.where}"
        f" AND {settled.agency} {inside} AND {_SPAN.format(moment=settled.moment)} GROUP BY 1, 2",
        f"SELECT t.holder_id, t.holder_name, {_counts(steps)} FROM {steps.source} WHERE {steps.where}"
        f" AND t.holder_id IS NOT NULL AND {steps.agency} {inside}"
        f" AND {_SPAN.format(moment=steps.moment)} GROUP BY 1, 2",
    ]
    return f"""SELECT holder_id, max(holder_name) AS label, {_TOTALS}
        FROM ({" UNION ALL ".join(lines)}) every GROUP BY 1 ORDER BY 2, 1"""


def keys(part: Part, name: str, where: str) -> str:
    """Moments and ids of the dossiers that a number counts, newest first, after the key (%(moment)s, %(id)s)."""
    return f"""SELECT k.moment, k.id FROM unnest(%(agencies)s::bigint[]) AS lane(agency_id)
        CROSS JOIN LATERAL (SELECT {part.moment} AS moment, d.id FROM {part.source}
            WHERE {part.where} AND {part.agency} = lane.agency_id AND {_SPAN.format(moment=part.moment)}
              AND ({part.numbers[name]}) AND ({part.moment}, d.id) < (%(moment)s, %(id)s)
              {where.format(person=part.person, agency=part.agency)}
            ORDER BY {part.moment} DESC, d.id DESC LIMIT %(limit)s) k
        ORDER BY k.moment DESC, k.id DESC LIMIT %(limit)s"""


def _by_day(part: Part, pairs: str) -> str:
    day = DAY.format(moment=part.moment)
    return (
        f'SELECT {day} AS "on", {part.agency} AS agency_id, {_counts(part)} FROM {part.source} {pairs}'
        f" WHERE {part.where} GROUP BY 1, 2"
    )


def _insert(lines: str) -> str:
    sums = ", ".join(f"sum({name})" for name in NUMBERS)
    return (
        f'INSERT INTO dossiers_serviceday ("on", agency_id, {_COLUMNS})'
        f' SELECT "on", agency_id, {sums} FROM ({lines}) every GROUP BY 1, 2'
    )
