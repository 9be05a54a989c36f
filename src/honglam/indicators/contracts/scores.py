"""A score and everything that explains it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from honglam.indicators.contracts.criteria import CriteriaSet, Criterion, Group, Subject
from honglam.indicators.contracts.periods import Period


class Standing(StrEnum):
    """Whether a criterion has a score, and if not, why."""

    SCORED = "scored"
    NOTHING_TO_COUNT = "nothing_to_count"
    NOT_MEASURED = "not_measured"


@dataclass(frozen=True, kw_only=True)
class Term:
    """One measure in a formula, with its value. `opens`: the rows behind can be listed."""

    code: str
    label: str
    definition: str
    unit: str
    value: float
    opens: bool

    def valued(self, value: float) -> "Term":
        """The same measure with a number. A ranking makes thousands: `replace` would take three times as long."""
        return Term(
            code=self.code,
            label=self.label,
            definition=self.definition,
            unit=self.unit,
            value=value,
            opens=self.opens,
        )


@dataclass(frozen=True, kw_only=True)
class ItemScore:
    """One criterion's score. `numerator` and `denominator` are the evaluated sides; `lacking` names absent measures."""

    criterion: Criterion
    group: Group
    standing: Standing
    score: float | None = None
    ratio: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    rung: int | None = None
    terms: tuple[Term, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """All criteria of one subject for a period.

    `score` of `measured`: points won of the points that could be measured; `total`: all points of the set.
    `rated` puts the measured part on the whole scale, which is what the grade and the rank go by.
    """

    criteria_set: CriteriaSet
    subject: Subject
    subject_id: int | UUID | None
    name: str
    period: Period
    items: tuple[ItemScore, ...]
    score: float
    measured: float
    total: float
    rated: float | None
    band: str
    rank: int | None = None

    @property
    def groups(self) -> list[tuple[Group, list[ItemScore]]]:
        """Items under their groups, in the set's order."""
        found: dict[str, tuple[Group, list[ItemScore]]] = {}
        for item in self.items:
            found.setdefault(item.group.code, (item.group, []))[1].append(item)
        return list(found.values())


Values = Mapping[str, float]
