"""Figures as the templates draw them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext

from honglam.dossiers.contracts import Measure
from honglam.kernel.values import text_noop
from honglam.ops.contracts import Figures, Headline, MapTile, Period, PeriodKind
from honglam.ops.rules import settled_of
from honglam.procedures.contracts import Channel

ROWS: Mapping[Measure, str] = {
    Measure.RECEIVED: text_noop("Received"),
    Measure.SETTLED_EARLY: text_noop("Settled early"),
    Measure.SETTLED_ON_TIME: text_noop("Settled on time"),
    Measure.SETTLED_OVERDUE: text_noop("Settled late"),
    Measure.OPEN_IN_TIME: text_noop("In process, in time"),
    Measure.OPEN_OVERDUE: text_noop("In process, late"),
    Measure.OPEN_PAUSED: text_noop("Clock stands still"),
}
OPENED: Mapping[Measure, str] = {**ROWS, Measure.OPEN_RUNNING: text_noop("In process")}
"""The numbers whose dossiers can be opened, with the words over the list."""
OPEN_NOW = frozenset({Measure.OPEN_IN_TIME, Measure.OPEN_OVERDUE, Measure.OPEN_PAUSED, Measure.OPEN_RUNNING})
"""Those of them that are as of this moment, whatever the period."""

CHANNELS: Mapping[Channel, str] = {
    Channel.ONLINE: text_noop("Filed online"),
    Channel.IN_PERSON: text_noop("Filed at a desk"),
    Channel.POSTAL: text_noop("Filed by post"),
}

KINDS: Mapping[PeriodKind, str] = {
    PeriodKind.DAY: text_noop("Day"),
    PeriodKind.WEEK: text_noop("Week"),
    PeriodKind.MONTH: text_noop("Month"),
    PeriodKind.QUARTER: text_noop("Quarter"),
    PeriodKind.YEAR: text_noop("Year"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One agency's line."""

    agency_id: int
    label: str
    received: int
    settled: int
    early: int
    late: int
    open: int
    paused: int
    in_time_share: float | None


@dataclass(frozen=True, kw_only=True)
class Trend:
    """How a number moved against the same stretch before."""

    direction: str
    words: str
    good: bool | None


def tell_rows(figures: Figures) -> list[Row]:
    """The agencies, those with the lowest share in time first: who is behind stands on top."""
    rows = []
    for line in figures.by_agency:
        settled = settled_of(line.counts)
        rows.append(
            Row(
                agency_id=line.key,
                label=line.label,
                received=line.counts.get(Measure.RECEIVED, 0),
                settled=settled.total,
                early=settled.early,
                late=settled.late,
                open=line.counts.get(Measure.OPEN_IN_TIME, 0) + line.counts.get(Measure.OPEN_OVERDUE, 0),
                paused=line.counts.get(Measure.OPEN_PAUSED, 0),
                in_time_share=settled.in_time_share,
            )
        )
    return sorted(rows, key=lambda row: (1.0 if row.in_time_share is None else row.in_time_share, -row.late))


def tell_months(figures: Figures) -> list[str]:
    """The months of the course as `11/2026`."""
    return [f"{date.fromisoformat(row.label):%m/%Y}" for row in figures.by_month]


def tell_course(figures: Figures) -> dict[str, list[int]]:
    """Month by month what was received, what was settled, and what of that was late."""
    settled = [settled_of(row.counts) for row in figures.by_month]
    return {
        "received": [row.counts.get(Measure.RECEIVED, 0) for row in figures.by_month],
        "settled": [one.total for one in settled],
        "late": [one.late for one in settled],
    }


SHARES = (0.8, 0.9, 0.95, 1.0)
"""Where a darker colour of the map begins."""


def map_classes() -> list[str]:
    """What each colour of the map stands for, the lightest first."""
    first, *_, last = (_per_cent(share) for share in SHARES)
    between = [
        gettext("%(first)s to under %(last)s") % {"first": _per_cent(low), "last": _per_cent(high)}
        for low, high in pairwise(SHARES)
    ]
    return [gettext("under %(share)s") % {"share": first}, *between, last]


def _per_cent(share: float) -> str:
    return f"{share * 100:.0f}\u00a0%"


def tell_map(tiles: Sequence[MapTile], query: str = "") -> list[dict[str, object]]:
    """The communes as the map draws them: the share in per cent, and how dark. `query`: the period in the address."""
    return [
        {
            "row": tile.row,
            "column": tile.column,
            "short": tile.short,
            "label": tile.name,
            "value": share_of(tile),
            "level": level_of(tile),
            "href": f"?co_quan={tile.agency_id}{'&' if query else ''}{query}" if tile.agency_id else "",
        }
        for tile in tiles
    ]


def share_of(tile: MapTile) -> float | None:
    """The share settled in time, in per cent."""
    return None if tile.in_time_share is None else round(tile.in_time_share * 100, 1)


def level_of(tile: MapTile) -> int | None:
    """How dark a commune is drawn: the index of its class."""
    return None if tile.in_time_share is None else sum(tile.in_time_share >= share for share in SHARES)


def trend(now: int, before: int, *, more_is_good: bool | None) -> Trend:
    """`now` against `before`, in words and a direction."""
    change = now - before
    direction = "up" if change > 0 else "down" if change < 0 else "level"
    if not before:
        words = gettext("nothing to compare with")
    elif not change:
        words = gettext("as in the period before")
    else:
        words = gettext("%(change)s against the same days before") % {
            "change": f"{change / before:+.0%}".replace(".", ",")
        }
    good = None if more_is_good is None or not change or not before else (change > 0) is more_is_good
    return Trend(direction=direction, words=words, good=good)


def trends(headline: Headline, before: Headline) -> dict[str, Trend]:
    """The trends of the numbers on top."""
    return {
        "received": trend(headline.received, before.received, more_is_good=None),
        "settled": trend(headline.settled, before.settled, more_is_good=True),
        "overdue": trend(headline.overdue, before.overdue, more_is_good=False),
    }


def period_choices(period: Period) -> list[tuple[str, str, bool]]:
    """The kinds of period: code, label, chosen."""
    return [(kind.value, gettext(label), kind is period.kind) for kind, label in KINDS.items()]
