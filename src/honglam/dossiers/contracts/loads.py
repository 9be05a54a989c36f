"""What waits, what ran late and what nobody touches: for whoever answers for a unit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from honglam.dossiers.contracts.codes import LapseKind
from honglam.dossiers.contracts.views import AgencyRef

MOST_UNITS_BY_OFFICER = 12
"""So many units are told with each officer's share; of more only the units, until one is asked for."""


@dataclass(frozen=True, kw_only=True)
class LapseView:
    """A step that ran late or lay untouched. `holder_name` had it then (empty: nobody); `open`: it still is."""

    id: UUID
    kind: LapseKind
    dossier_id: UUID
    code: str
    procedure_name: str
    unit: AgencyRef
    step_name: str
    holder_name: str
    due_at: datetime
    noted_at: datetime
    dossier_late: bool
    open: bool


@dataclass(frozen=True, kw_only=True)
class UnitLoad:
    """What waits in one unit: for nobody yet, by holder, how much of it is late, and how much nobody touches.

    `holders` is empty where more units than MOST_UNITS_BY_OFFICER were told at once.
    """

    unit: AgencyRef
    open_tasks: int
    unclaimed: int
    overdue: int
    due_today: int
    untouched: int
    holders: tuple["HolderLoad", ...]


@dataclass(frozen=True, kw_only=True)
class HolderLoad:
    """What one officer holds."""

    holder_id: UUID
    holder_name: str
    open_tasks: int
    overdue: int
