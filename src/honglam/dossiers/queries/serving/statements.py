"""The facts as statements: by day for the roll-up, as totals for one officer or dossier, as keys for drill-down."""

from honglam.dossiers.models.serving import NUMBERS, OFFICER_NUMBERS
from honglam.dossiers.queries.serving.facts import PART_OF, PARTS, STEPS, Part

DAY = "(({moment}) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
_COLUMNS = ", ".join(NUMBERS)
_TOTALS = ", ".join(f"coalesce(sum({name}), 0)::int AS {name}" for name in NUMBERS)
_SPAN = "{moment} >= %(start)s AND {moment} < %(end)s"
_SETTLED = PART_OF["settled"]


def _counts(part: Part, numbers: tuple[str, ...] = NUMBERS) -> str:
    """One column for every number, in their order; what the part does not count is zero."""
    return ", ".join(
        f"count(*) FILTER (WHERE {part.numbers[name]}) AS {name}" if name in part.numbers else f"0 AS {name}"
        for name in numbers
    )


def _pairs(part: Part) -> str:
    return _PAIRS.format(agency=part.agency, moment=part.moment)


_PAIRS = """JOIN (SELECT k.agency_id, k.day, k.day::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS start,
        (k.day + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS until
    FROM unnest(%(agencies)s::bigint[], %(days)s::date[]) AS k(agency_id, day)) k
    ON {agency} = k.agency_id AND {moment} >= k.start AND {moment} < k.until"""
# Who had a hand in a dossier, once however many steps they finished in it: looked up dossier by dossier for a few days,
# read in one go for all of them.
_HANDS = """SELECT {dossier} t.holder_id, max(t.holder_name) AS holder_name FROM dossiers_task t
    WHERE {which} t.state = 'done' AND t.holder_id IS NOT NULL GROUP BY {dossier} t.holder_id"""
_HANDS_OF_ONE = f"JOIN LATERAL ({_HANDS.format(dossier='', which='t.dossier_id = d.id AND')}) h ON true"
_HANDS_OF_ALL = f"JOIN ({_HANDS.format(dossier='t.dossier_id,', which='')}) h ON h.dossier_id = d.id"


def rebuild_days() -> str:
    """Insert every agency's every day."""
    return _insert(" UNION ALL ".join(_by_day(part, "") for part in PARTS))


def recount_days() -> str:
    """Insert the days named in %(agencies)s and %(days)s, taken in pairs."""
    return _insert(" UNION ALL ".join(_by_day(part, _pairs(part)) for part in PARTS))


def rebuild_officer_days() -> str:
    """Insert every officer's every day."""
    return _insert_officers(_settled_by_officer("", _HANDS_OF_ALL), _steps_by_officer(""))


def recount_officer_days() -> str:
    """Insert the officers' days in the agencies and on the days named as for `recount_days`."""
    return _insert_officers(_settled_by_officer(_pairs(_SETTLED), _HANDS_OF_ONE), _steps_by_officer(_pairs(STEPS)))


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
    sums = ", ".join(f"sum({name})" if name in OFFICER_NUMBERS else "0" for name in NUMBERS)
    return f"""SELECT officer_id, max(officer_name) AS label, {sums} FROM dossiers_officerday
        WHERE agency_id = ANY(%(agencies)s) AND "on" BETWEEN %(first)s AND %(last)s GROUP BY 1 ORDER BY 2, 1"""


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


def _settled_by_officer(pairs: str, hands: str) -> str:
    """What is said of a dossier is found out once, before it is counted for each of its officers (OFFSET 0)."""
    flags = ", ".join(f"(({_SETTLED.numbers.get(name, 'false')}) IS TRUE)::int AS {name}" for name in OFFICER_NUMBERS)
    sums = ", ".join(f"sum({name}) AS {name}" for name in OFFICER_NUMBERS)
    return (
        f"SELECT d.agency_id, d.day, h.holder_id AS officer_id, h.holder_name AS officer_name, {sums}"
        f" FROM (SELECT d.id, {_SETTLED.agency} AS agency_id, {DAY.format(moment=_SETTLED.moment)} AS day, {flags}"
        f" FROM {_SETTLED.source} {pairs} WHERE {_SETTLED.where} OFFSET 0) d {hands} GROUP BY 1, 2, 3, 4"
    )


def _steps_by_officer(pairs: str) -> str:
    return (
        f"SELECT {STEPS.agency} AS agency_id, {DAY.format(moment=STEPS.moment)} AS day, t.holder_id AS officer_id,"
        f" t.holder_name AS officer_name, {_counts(STEPS, OFFICER_NUMBERS)} FROM {STEPS.source} {pairs}"
        f" WHERE {STEPS.where} AND t.holder_id IS NOT NULL GROUP BY 1, 2, 3, 4"
    )


def _insert_officers(*lines: str) -> str:
    columns, sums = ", ".join(OFFICER_NUMBERS), ", ".join(f"sum({name})" for name in OFFICER_NUMBERS)
    return (
        f'INSERT INTO dossiers_officerday (agency_id, "on", officer_id, officer_name, {columns})'
        f" SELECT agency_id, day, officer_id, max(officer_name), {sums}"
        f" FROM ({' UNION ALL '.join(lines)}) every GROUP BY 1, 2, 3"
    )
