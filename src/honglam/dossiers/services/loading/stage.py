"""Where dossiers of one procedure, filed one way in one place, go: desk, agency, steps, and who does each."""

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
from honglam.dossiers.rules.steps import conclusion, first_working_step, returning_step, step_of, task_kind, walk
from honglam.dossiers.services.filing import route
from honglam.dossiers.services.loading.sampling import sample_answers
from honglam.dossiers.services.results import RETURN_NAME
from honglam.dossiers.services.tasks import unit_of
from honglam.kernel.clock import local
from honglam.kernel.values import Actor, DomainError
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, Step, VersionView

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
    role: str
    lanes: tuple[Lane, ...]
    actor: Actor
    outcome: str = ""
    concluded: str = ""


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


def find_track(*, asked: Asked, hands: Hands) -> Track | None:
    """The track, or None where the procedure cannot be filed so, or somebody on its way does not exist."""
    try:
        return _track(asked, hands)
    except DomainError:
        return None


def _track(asked: Asked, hands: Hands) -> Track | None:
    version, channel = asked.version, asked.channel
    limit = limit_of(version.channels, channel)
    online = channel is Channel.ONLINE
    answers = _answers(asked) if online else {}
    if answers is None:
        return None
    on = local(asked.at).date()
    place = route(version=version, answers=answers, unit_code=asked.unit_code, at=asked.at)
    reception = _station(hands, TaskKind.RECEPTION, place.desk_id, RECEPTION)
    back = returning_step(version.process)
    handover = _station(
        hands,
        TaskKind.RETURN,
        place.desk_id,
        back.role if back else RESULT,
        code=back.code if back else "",
        name=back.name if back else RETURN_NAME,
    )
    stub = Dossier(desk_id=place.desk_id, lead_agency_id=place.lead_agency_id)
    ways = {outcome: _way(asked, hands, stub, answers, outcome) for outcome in Outcome}
    if reception is None or handover is None or not ways[Outcome.GRANTED]:
        return None
    return Track(
        version=version,
        channel=channel,
        unit_code=asked.unit_code,
        lead_id=place.lead_agency_id,
        desk_id=place.desk_id,
        identifier=directory.get_agency(agency_id=place.desk_id).identifier_code,
        terms=Terms(
            started_at=asked.at, duration=limit, policy=version.clock.policy, count_from=version.clock.count_from
        ),
        answers=answers,
        stored_answers=procedures.finish_answers(
            version_id=version.version_id, answers=answers, on=on, channel=channel
        ),
        papers=_papers(asked, answers),
        reception=reception,
        handover=handover,
        ways={outcome: way for outcome, way in ways.items() if way},
    )


def _answers(asked: Asked) -> dict[str, Any] | None:
    return sample_answers(
        version=asked.version,
        channel=asked.channel,
        on=local(asked.at).date(),
        number=asked.number,
        unit_code=asked.unit_code,
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


def _way(asked: Asked, hands: Hands, stub: Dossier, answers: dict[str, Any], end: Outcome) -> tuple[Station, ...]:
    """The stations of a dossier that is granted or rejected; none where the way asks others or nobody could do it."""
    process = asked.version.process
    step = first_working_step(process, _following(asked, answers, None, ""))
    stations: list[Station] = []
    while step is not None and len(stations) < _LONGEST:
        outcome = _outcome_of(step, end)
        following = walk(process, step, outcome, _following(asked, answers, step.code, outcome)).step
        concluded = conclusion(step, outcome)
        station = _station(
            hands,
            task_kind(step),
            unit_of(step.unit, stub, at=asked.at, step=step.code),
            step.role,
            code=step.code,
            name=step.name,
            hours=step.hours,
            outcome=outcome,
            concluded=concluded.value if concluded else "",
        )
        if station is None or step.parallel:
            return ()
        stations.append(station)
        step = step_of(process, following.code) if following else None
    return tuple(stations)


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


def _station(hands: Hands, kind: TaskKind, unit_id: int, role: str, **more: Any) -> Station | None:
    actor = hands(unit_id, role)
    if actor is None:
        return None
    values: dict[str, Any] = {"code": "", "name": "", "hours": 0, **more}
    return Station(
        kind=kind,
        unit_id=unit_id,
        agency_id=directory.get_agency(agency_id=unit_id).agency_id,
        role=role,
        lanes=tuple(lanes_of(directory.ancestor_ids(agency_id=unit_id), role)),
        actor=actor,
        **values,
    )
