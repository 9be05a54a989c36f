"""Rows of dossiers as lines of COPY. What an act means for the rows stands in acts.py."""

import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from honglam.dossiers.contracts import REGISTRATION_PREFIX, Status, TaskState, Verb
from honglam.dossiers.services.loading.chain import Signature, link
from honglam.dossiers.services.loading.lives import Life
from honglam.dossiers.services.loading.moments import DueTimes, as_datetime
from honglam.dossiers.services.loading.numbers import Numbers
from honglam.dossiers.services.loading.papers import Texts, copied, find_forms
from honglam.dossiers.services.loading.stage import Station, Track
from honglam.dossiers.services.loading.tables import TABLES
from honglam.kernel.values import Actor
from honglam.worktime.contracts import Pause as Stop

NULL = "\\N"
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
_VARIANT = 1 << 75  # the two highest bits of 76 are those of RFC 9562
_REMEMBERED = 300_000


@dataclass(slots=True)
class Work:
    """A task in the making."""

    id: str
    station: Station
    opened: int
    due: int
    state: TaskState = TaskState.OPEN
    holder: Signature | None = None
    closed: int | None = None
    closed_by: str = ""
    outcome: str = ""
    result_class: str = ""


@dataclass(slots=True)
class Row:
    """A dossier in the making: what acts change, and what stands until the end."""

    id: str
    life: Life
    track: Track
    registration: str
    owner: Signature | None
    status: Status = Status.REGISTERED
    returns_to: str = ""
    concluded: str = ""
    outcome: str = ""
    result_class: str = ""
    code: str | None = None
    units: set[int] = field(default_factory=set)
    submitted: int = 0
    accepted: int | None = None
    due: int | None = None
    due_provisional: bool = False
    paused_since: int | None = None
    resolved: int | None = None
    returned: int | None = None
    returned_by: str = ""
    closed: int | None = None
    lines: int = 0
    links: int = 0
    hash: bytes = b""
    step: int = 0
    works: list[Work] = field(default_factory=list)
    papers: list[list[str]] = field(default_factory=list)
    stops: list[tuple[str, int, int | None, str]] = field(default_factory=list)
    supplement: list[str] = field(default_factory=list)

    @property
    def live(self) -> Work:
        """The task that stands open or suspended."""
        return self.works[-1]

    def ended_stops(self) -> tuple[Stop, ...]:
        """Stretches in which the clock stood."""
        return tuple(Stop(as_datetime(a), as_datetime(b)) for _, a, b, _ in self.stops if b is not None)


class Scribe:
    """Keeps lines for every table until they are copied."""

    def __init__(self, *, dice: random.Random, due_times: DueTimes, sample_file: UUID) -> None:
        """Nothing is written yet."""
        self.dice, self.due_times, self.sample_file = dice, due_times, sample_file
        self.lines: dict[str, list[str]] = {table: [] for table in TABLES}
        self._history, self._audit = self.lines["dossiers_historyevent"], self.lines["kernel_auditentry"]
        self.numbers = Numbers()
        self.recorded_us = 0
        self.recorded = ""
        self._stamps: dict[int, str] = {}
        self._heads: dict[int, str] = {}
        self._forms = find_forms()
        self._texts: dict[int, tuple[Track, Texts]] = {}
        self._signatures: dict[int, tuple[Actor, Signature]] = {}
        self._pieces: dict[int, tuple[Station, str]] = {}

    def begin(self) -> None:
        """A new batch: the lines of the last one are gone, it is recorded now."""
        for lines in self.lines.values():
            lines.clear()
        if len(self._stamps) > _REMEMBERED:
            self._stamps.clear()
            self._heads.clear()
        self.recorded_us = time.time_ns() // 1000
        self.recorded = datetime.fromtimestamp(self.recorded_us // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
        self.recorded += f".{self.recorded_us % 1_000_000:06d}+00:00"

    def new_id(self, at: int) -> str:
        """A UUID of version 7 of that moment, so that ids run with time."""
        head = self._heads.get(at)
        if head is None:
            ms = f"{at * 1000:012x}"
            head = self._heads[at] = f"{ms[:8]}-{ms[8:]}-7"
        tail = f"{self.dice.getrandbits(74) | _VARIANT:019x}"
        return f"{head}{tail[16:]}-{tail[:4]}-{tail[4:16]}"

    def new_registration(self) -> str:
        """A code a person can read aloud."""
        return REGISTRATION_PREFIX + "".join(self.dice.choices(_ALPHABET, k=10))

    def stamp(self, at: int | None) -> str:
        """A moment as the database reads it."""
        if at is None:
            return NULL
        found = self._stamps.get(at)
        if found is None:
            found = self._stamps[at] = as_datetime(at).isoformat()
        return found

    def texts(self, track: Track) -> Texts:
        """The track's JSON texts."""
        found = self._texts.get(id(track))
        if found is None:
            found = self._texts[id(track)] = (track, Texts(track, self._forms))
        return found[1]

    def signature(self, actor: Actor) -> Signature:
        """The actor's spellings."""
        found = self._signatures.get(id(actor))
        if found is None:
            found = self._signatures[id(actor)] = (actor, Signature(actor))
        return found[1]

    def piece(self, station: Station) -> str:
        """What tasks at a station have in common: from their kind to their role."""
        found = self._pieces.get(id(station))
        if found is None:
            made = (
                f"{station.kind}\t{station.code}\t{copied(station.name)}\t{station.hours}\t{station.unit_id}"
                f"\t{station.agency_id}\t{station.role}"
            )
            found = self._pieces[id(station)] = (station, made)
        return found[1]

    def line(
        self,
        row: Row,
        verb: Verb,
        who: Signature,
        at: int,
        *,
        source: str,
        target: Status,
        reason: str = "",
        content: str = "{}",
        task: str = NULL,
        attachments: str = "{}",
        audited: bool = True,
    ) -> None:
        """One line of history, and its link in the audit chain."""
        number = row.lines = row.lines + 1
        stamp = self.stamp(at)
        self._history.append(
            f"{row.id}\t{number}\t{stamp}\t{verb!s}\t{source!s}\t{target!s}\t{who.history}\t{task}\t{reason}"
            f"\t{content}\t{attachments}\n"
        )
        if audited:
            # Keys stand as jsonb orders them: by length, then by letter; reasons carry no quotes.
            detail = f'{{"to": "{target!s}", "from": "{source!s}", "line": {number}, "reason": "{reason}"}}'
            self._link(row, f"dossiers.{verb!s}", who, at, stamp, detail)

    def _link(self, row: Row, action: str, who: Signature, at: int, stamp: str, detail: str) -> None:
        """The next link of the dossier's audit chain."""
        seq = row.links = row.links + 1
        entry, before = self.new_id(at), row.hash
        when = f"{seq}, {at}000000, {self.recorded_us}"
        row.hash = link(before, f'["{entry}", "dossier", "{row.id}", {when}, "{action}", {who.hashed}, {detail}]')
        self._audit.append(
            f"{entry}\tdossier\t{row.id}\t{seq}\t{stamp}\t{self.recorded}\t{action}\t{who.audit}\t{detail}"
            f"\t\\\\x{before.hex()}\t\\\\x{row.hash.hex()}\n"
        )

    def slip(self, row: Row, kind: str, form_number: str, at: int, template: str, **values: str) -> str:
        """One slip; its id."""
        slip_id, (year, number) = self.new_id(at), self.numbers.slip(row.track.desk_id, kind, at)
        who = row.life.who
        content = template % {
            "applicant": who.name.text,
            "id_number": who.number,
            "address": who.address,
            "phone": who.phone,
            "code": row.code or row.registration,
            "at": self.stamp(at),
            "submitted_at": self.stamp(row.submitted),
            **values,
        }
        self.lines["dossiers_slip"].append(
            f"{slip_id}\t{row.id}\t{kind}\t{form_number}\t{row.track.desk_id}\t{year}\t{number}\t{self.stamp(at)}"
            f"\t{content}\n"
        )
        return slip_id
