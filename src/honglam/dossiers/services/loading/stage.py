"""Where dossiers of one procedure, filed one way in one place, go: desk, agency, steps, and who does each."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.directory import api as directory
from honglam.dossiers.contracts import Outcome, PaperInput, PaperKind, TaskKind
from honglam.dossiers.models import Dossier
from honglam.dossiers.rules.building import Lane, lanes_of
from honglam.dossiers.rules.clock import Terms, limit_of
from honglam.dossiers.rules.parties import RECEPTION, RESULT
from honglam.dossiers.rules.steps import conclusion, first_working_step, returning_step, task_kind, walk
from honglam.dossiers.services.filing import Route, route
from honglam.dossiers.services.loading.sampling import sample_answers
from honglam.dossiers.services.results import RETURN_NAME
from honglam.dossiers.services.tasks import unit_of
from honglam.dossiers.services.writing import TASK_NAME
from honglam.kernel.clock import local
from honglam.kernel.values import Actor, DomainError
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, Step, UnitRule, VersionView

_LONGEST = 12
Hands = Callable[[int, str], Actor | None]
"""Who does work of a role at a unit; None where no post of the place has it."""


@dataclass(frozen=True, kw_only=True)
class Station:
    """One task of the way: where it stands, who does it, and the way out it is left by."""

    kind: TaskKind
    code: str
    name: str
    hours: float
    unit_id: int
    agency_id: int
    agency_name: str
    role: str
    lanes: tuple[Lane, ...]
    actor: Actor
    outcome: str = ""
    concluded: str = ""


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Who does a role's work at a unit, of which agency, and in whose worklists it shows."""

    agency_id: int
    agency_name: str
    lanes: tuple[Lane, ...]
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class Track:
    """Everything that dossiers of one kind have in common. `ways`: the stations up to a grant and up to a refusal."""

    version: VersionView
    channel: Channel
    unit_code: str
    lead_id: int
    desk_id: int
    identifier: str
    terms: Terms
    answers: dict[str, Any]
    stored_answers: dict[str, Any]
    papers: tuple[PaperInput, ...]
    reception: Station
    handover: Station
    ways: dict[Outcome, tuple[Station, ...]]

    @property
    def online(self) -> bool:
        """Filed by the applicant, not at a counter."""
        return self.channel is Channel.ONLINE


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a track is wanted for. `number`: a citizen number of the province, for forms."""

    version: VersionView
    channel: Channel
    unit_code: str
    number: str
    at: datetime
    sample_file: UUID


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What dossiers of one procedure filed one way have in common anywhere (`unit_code`: an example)."""

    unit_code: str
    answers: dict[str, Any]
    stored_answers: dict[str, Any]
    papers: tuple[PaperInput, ...]
    steps: dict[Outcome, tuple[tuple[Step, str], ...]]

    def answers_at(self, unit_code: str, *, stored: bool = False) -> dict[str, Any]:
        """The answers as they would be given in another commune."""
        text = json.dumps(self.stored_answers if stored else self.answers, ensure_ascii=False)
        if self.unit_code:
            text = text.replace(f'"{self.unit_code}"', f'"{unit_code}"')
        return json.loads(text)  # type: ignore[no-any-return]


class Stage:
    """Lays tracks, and remembers what it has asked the catalogue."""

    def __init__(self, *, hands: Hands) -> None:
        """Nothing is known yet."""
        self.hands = hands
        self.plans: dict[tuple[int, Channel], Plan | None] = {}
        self.routes: dict[tuple[object, str, str, str], Route] = {}
        self.units: dict[tuple[UnitRule, int, int], int] = {}
        self.seats: dict[tuple[int, str], Seat | None] = {}

    def find_track(self, *, asked: Asked) -> Track | None:
        """The track, or None where the procedure cannot be filed so, or somebody on its way does not exist."""
        try:
            key = (asked.version.version_id, asked.channel)
            if key not in self.plans:
                self.plans[key] = _plan(asked)
            plan = self.plans[key]
            return self._track(asked, plan) if plan else None
        except DomainError:
            return None

    def _track(self, asked: Asked, plan: Plan) -> Track | None:
        version = asked.version
        answers = plan.answers_at(asked.unit_code)
        place = self._route(asked, answers)
        reception = self._station(TaskKind.RECEPTION, place.desk_id, RECEPTION, name=TASK_NAME)
        handover = self._handover(version, place.desk_id)
        stub = Dossier(desk_id=place.desk_id, lead_agency_id=place.lead_agency_id)
        ways = {outcome: self._way(asked, stub, steps) for outcome, steps in plan.steps.items()}
        if reception is None or handover is None or not ways[Outcome.GRANTED]:
            return None
        return Track(
            version=version,
            channel=asked.channel,
            unit_code=asked.unit_code,
            lead_id=place.lead_agency_id,
            desk_id=place.desk_id,
            identifier=directory.get_agency(agency_id=place.desk_id).identifier_code,
            terms=_terms(asked),
            answers=answers,
            stored_answers=plan.answers_at(asked.unit_code, stored=True),
            papers=plan.papers,
            reception=reception,
            handover=handover,
            ways={outcome: way for outcome, way in ways.items() if way},
        )

    def _route(self, asked: Asked, answers: dict[str, Any]) -> Route:
        """Where it goes; procedures with one rule of competence that looks at no answer go the same way."""
        rule, unit_code = asked.version.competent, asked.unit_code
        key = (rule.level, rule.agency, rule.unit_from, unit_code)
        if key in self.routes:
            return self.routes[key]
        found = route(version=asked.version, answers=answers, unit_code=unit_code, at=asked.at)
        if rule.agency or rule.unit_from == "desk":
            self.routes[key] = found
        return found

    def _handover(self, version: VersionView, desk_id: int) -> Station | None:
        back = returning_step(version.process)
        if back is None:
            return self._station(TaskKind.RETURN, desk_id, RESULT, name=RETURN_NAME)
        return self._station(TaskKind.RETURN, desk_id, back.role, code=back.code, name=back.name)

    def _way(self, asked: Asked, stub: Dossier, steps: tuple[tuple[Step, str], ...]) -> tuple[Station, ...]:
        """The stations of these steps; none where somebody on the way does not exist."""
        stations = [self._working_station(asked, stub, step, outcome) for step, outcome in steps]
        known = tuple(station for station in stations if station is not None)
        return known if len(known) == len(stations) else ()

    def _working_station(self, asked: Asked, stub: Dossier, step: Step, outcome: str) -> Station | None:
        concluded = conclusion(step, outcome)
        return self._station(
            task_kind(step),
            self._unit(step, stub, asked.at),
            step.role,
            code=step.code,
            name=step.name,
            hours=step.hours,
            outcome=outcome,
            concluded=concluded.value if concluded else "",
        )

    def _unit(self, step: Step, stub: Dossier, at: datetime) -> int:
        """Where the step is done; every procedure that names its unit alike is told alike."""
        key = (step.unit, stub.desk_id, stub.lead_agency_id)
        if key not in self.units:
            self.units[key] = unit_of(step.unit, stub, at=at, step=step.code)
        return self.units[key]

    def _station(self, kind: TaskKind, unit_id: int, role: str, **more: Any) -> Station | None:
        key = (unit_id, role)
        if key not in self.seats:
            self.seats[key] = self._seat(unit_id, role)
        seat = self.seats[key]
        if seat is None:
            return None
        values: dict[str, Any] = {"code": "", "hours": 0, **more}
        return Station(
            kind=kind,
            unit_id=unit_id,
            agency_id=seat.agency_id,
            agency_name=seat.agency_name,
            role=role,
            lanes=seat.lanes,
            actor=seat.actor,
            **values,
        )

    def _seat(self, unit_id: int, role: str) -> Seat | None:
        actor = self.hands(unit_id, role)
        if actor is None:
            return None
        agency_id = directory.get_agency(agency_id=unit_id).agency_id
        return Seat(
            agency_id=agency_id,
            agency_name=directory.get_agency(agency_id=agency_id).name,
            lanes=tuple(lanes_of(directory.ancestor_ids(agency_id=unit_id), role)),
            actor=actor,
        )


def _terms(asked: Asked) -> Terms:
    clock = asked.version.clock
    limit = limit_of(asked.version.channels, asked.channel)
    return Terms(started_at=asked.at, duration=limit, policy=clock.policy, count_from=clock.count_from)


def _plan(asked: Asked) -> Plan | None:
    """What the catalogue says; None where the form wants more than can be guessed."""
    version, channel, on = asked.version, asked.channel, local(asked.at).date()
    limit_of(version.channels, channel)
    answers: dict[str, Any] | None = {}
    if channel is Channel.ONLINE:
        answers = sample_answers(
            version=version, channel=channel, on=on, number=asked.number, unit_code=asked.unit_code
        )
    if answers is None:
        return None
    return Plan(
        unit_code=asked.unit_code,
        answers=answers,
        stored_answers=procedures.finish_answers(
            version_id=version.version_id, answers=answers, on=on, channel=channel
        ),
        papers=_papers(asked, answers),
        steps={outcome: _steps(asked, answers, outcome) for outcome in Outcome},
    )


def _papers(asked: Asked, answers: dict[str, Any]) -> tuple[PaperInput, ...]:
    """What the procedure wants: files online, sheets at the counter."""
    wanted = procedures.papers_for(
        version_id=asked.version.version_id, channel=asked.channel, answers=answers, on=local(asked.at).date()
    )
    if asked.channel is Channel.ONLINE:
        return tuple(
            PaperInput(component_code=paper.code, file_id=asked.sample_file, file_name=f"{paper.code}.pdf")
            for paper in wanted
            if paper.upload and paper.required
        )
    return tuple(
        PaperInput(
            component_code=paper.code,
            kind=PaperKind.ORIGINAL if paper.originals or not paper.copies else PaperKind.PLAIN_COPY,
            originals=paper.originals or int(not paper.copies),
            copies=paper.copies,
        )
        for paper in wanted
        if paper.required and not paper.show_only
    )


def _steps(asked: Asked, answers: dict[str, Any], end: Outcome) -> tuple[tuple[Step, str], ...]:
    """The steps of a dossier that is granted or rejected with the way out of each; none where others are asked."""
    process = asked.version.process
    step = first_working_step(process)
    found: list[tuple[Step, str]] = []
    while step is not None and len(found) < _LONGEST:
        if step.parallel:
            return ()
        outcome = _outcome_of(step, end)
        found.append((step, outcome))
        step = walk(process, step, outcome, _following(asked, answers, step.code, outcome)).step
    return tuple(found)


def _following(asked: Asked, answers: dict[str, Any], step: str | None, outcome: str) -> str | None:
    return procedures.next_step(
        version_id=asked.version.version_id,
        step=step,
        outcome=outcome,
        answers=answers,
        channel=asked.channel,
        on=local(asked.at).date(),
    )


def _outcome_of(step: Step, end: Outcome) -> str:
    """The first way out that agrees with how it is to end, else the first there is."""
    agreeing = [choice.code for choice in step.outcomes if choice.rejects == (end is Outcome.REJECTED)]
    return next(iter(agreeing or [choice.code for choice in step.outcomes]), "")
