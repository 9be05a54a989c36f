"""What each number counts, said once in SQL: roll-ups, officers, single dossiers and drill-down all read it here.

A part is one kind of happening: from where, at which moment, for which agency. A number is a part of it under a
condition. TT 01/2018/TT-VPCP Đ13–15 and QĐ 766/QĐ-TTg are what the numbers are for; how we read them is said in
`DEFINITIONS` (labels.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass

BLAMED = """(EXISTS (SELECT 1 FROM dossiers_rating r WHERE r.dossier_id = d.id AND r.level = 'not_satisfied'
        AND 'attitude' = ANY(r.reasons))
    OR EXISTS (SELECT 1 FROM dossiers_feedback f WHERE f.dossier_id = d.id AND f.topic = 'attitude'
        AND f.status <> 'refused'))"""
_ASKED = "(SELECT count(*) FROM dossiers_supplement s WHERE s.dossier_id = d.id)"
_E_RESULT = """EXISTS (SELECT 1 FROM dossiers_resultdocument x WHERE x.dossier_id = d.id AND x.revoked_at IS NULL
    AND x.file_id IS NOT NULL)"""
_E_PAPERS = """NOT EXISTS (SELECT 1 FROM dossiers_paper p WHERE p.dossier_id = d.id AND p.superseded_at IS NULL
    AND p.file_id IS NULL)"""

STOOD = """EXISTS (SELECT FROM dossiers_pause p WHERE p.dossier_id = d.id AND p.started_at <= d.due_at
        AND (p.ended_at IS NULL OR p.ended_at > d.due_at)
        AND NOT EXISTS (SELECT FROM dossiers_pause q WHERE q.dossier_id = d.id AND q.ended_at >= p.ended_at
            AND (d.closed_at IS NULL OR q.ended_at < d.closed_at)
            AND NOT EXISTS (SELECT FROM dossiers_pause n WHERE n.dossier_id = d.id AND n.started_at = q.ended_at)))"""
"""The clock stood still when the appointment came and has not run since, so that it was not missed.

Pauses may follow on each other. Where the clock ran again, the appointment was set anew: one that lies in a pause
which is over had passed when the clock ran again.
"""
RUNNING = "d.status IN ('accepted', 'processing') AND d.paused_since IS NULL"
"""In process, and the clock runs."""
STANDING = "d.accepted_at IS NOT NULL AND d.resolved_at IS NULL AND d.paused_since IS NOT NULL AND d.closed_at IS NULL"
"""In process, and the clock stands still now."""
LATE_STANDING = f"d.due_at < d.paused_since AND NOT {STOOD}"
"""Of those: the appointment had passed before the clock was stopped; stopping it takes no lateness back."""

_REUSED = "EXISTS (SELECT 1 FROM dossiers_paper p WHERE p.dossier_id = d.id AND p.held_id IS NOT NULL)"
_HAND = """EXISTS (SELECT 1 FROM dossiers_task t WHERE t.dossier_id = d.id AND t.state = 'done'
    AND t.holder_id = %(person)s)"""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of happening. `source` holds the dossier as `d`; `person`: how to know an officer had a hand in it."""

    source: str
    moment: str
    agency: str
    where: str
    numbers: Mapping[str, str]
    person: str = _HAND


PARTS: tuple[Part, ...] = (
    Part(
        source="dossiers_dossier d",
        moment="d.accepted_at",
        agency="d.lead_agency_id",
        where="d.accepted_at IS NOT NULL",
        numbers={
            "received": "true",
            "received_online": "d.channel = 'online'",
            "received_full": "d.version_id = ANY(%(full)s)",
            "received_full_online": "d.channel = 'online' AND d.version_id = ANY(%(full)s)",
            "received_synchronised": "d.synchronised_at IS NOT NULL",
            "received_reusing": _REUSED,
        },
    ),
    Part(
        source="dossiers_dossier d",
        moment="d.resolved_at",
        agency="d.lead_agency_id",
        where="d.resolved_at IS NOT NULL",
        numbers={
            "settled": "true",
            "settled_early": "d.result_class = 'early'",
            "settled_on_time": "d.result_class = 'on_time'",
            "settled_overdue": "d.result_class = 'overdue'",
            "settled_at_desk": "d.immediate",
            "asked_never": f"{_ASKED} = 0",
            "asked_once": f"{_ASKED} = 1",
            "in_time_asked_more": f"d.result_class <> 'overdue' AND {_ASKED} > 1",
            "visited_none": "d.channel IN ('online', 'postal') AND d.return_method IN ('online', 'postal')",
            "blamed_early": f"d.result_class = 'early' AND {BLAMED}",
            "blamed_on_time": f"d.result_class = 'on_time' AND {BLAMED}",
            "result_electronic": _E_RESULT,
            "all_electronic": f"{_E_RESULT} AND {_E_PAPERS}",
        },
    ),
    Part(
        source="dossiers_dossier d",
        moment="d.closed_at",
        agency="d.lead_agency_id",
        where="d.closed_at IS NOT NULL AND d.accepted_at IS NOT NULL",
        numbers={"withdrawn": "true"},
    ),
    Part(
        source="dossiers_rating r JOIN dossiers_dossier d ON d.id = r.dossier_id",
        moment="r.rated_at",
        agency="d.lead_agency_id",
        where="true",
        numbers={
            "rated_very": "r.level = 'very_satisfied'",
            "rated_satisfied": "r.level = 'satisfied'",
            "rated_not": "r.level = 'not_satisfied'",
        },
    ),
    Part(
        source="dossiers_task t JOIN dossiers_dossier d ON d.id = t.dossier_id",
        moment="t.closed_at",
        agency="t.agency_id",
        where="t.state = 'done' AND t.result_class <> ''",
        numbers={
            "steps_early": "t.result_class = 'early'",
            "steps_on_time": "t.result_class = 'on_time'",
            "steps_overdue": "t.result_class = 'overdue'",
        },
        person="t.holder_id = %(person)s",
    ),
    Part(
        source="dossiers_dossier d",
        moment="d.fee_paid_at",
        agency="d.lead_agency_id",
        where="d.fee_paid_at IS NOT NULL",
        numbers={"fee_paid": "true", "fee_paid_online": "d.fee_paid_online"},
    ),
)
PART_OF: Mapping[str, Part] = {name: part for part in PARTS for name in part.numbers}
STEPS = PARTS[4]
