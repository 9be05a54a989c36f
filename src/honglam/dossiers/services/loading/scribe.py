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
from honglam.dossiers.services.loading.papers import Texts, find_forms
from honglam.dossiers.services.loading.stage import Station, Track
from honglam.dossiers.services.loading.tables import TABLES
from honglam.kernel.values import Actor
from honglam.worktime.contracts import Pause as Stop

NULL = "\\N"
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"


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
        self.numbers = Numbers()
        self.recorded_us = 0
        self.recorded = ""
        self._stamps: dict[int, str] = {}
        self._forms = find_forms()
        self._texts: dict[int, tuple[Track, Texts]] = {}
        self._signatures: dict[Actor, Signature] = {}

    def begin(self, numbers: Numbers) -> None:
        """A new batch: the lines of the last one are gone, its numbers are others, it is recorded now."""
        for lines in self.lines.values():
            lines.clear()
        self._stamps.clear()
        self.numbers = numbers
        self.recorded_us = time.time_ns() // 1000
        self.recorded = datetime.fromtimestamp(self.recorded_us // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
        self.recorded += f".{self.recorded_us % 1_000_000:06d}+00:00"

    def new_id(self, at: int) -> str:
        """A UUID of version 7 of that moment, so that ids run with time."""
        bits = self.dice.getrandbits(74)
        ms = f"{at * 1000 + (bits & 0x3FF) % 1000:012x}"
        tail = f"{(bits >> 10) & 0xFFFFFFFFFFFF:012x}"
        return f"{ms[:8]}-{ms[8:]}-7{bits >> 62:03x}-{0x8000 | (bits >> 48) & 0x3FFF:04x}-{tail}"

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
        found = self._signatures.get(actor)
        if found is None:
            found = self._signatures[actor] = Signature(actor)
        return found

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
        row.lines += 1
        stamp = self.stamp(at)
        self.lines["dossiers_historyevent"].append(
            f"{row.id}\t{row.lines}\t{stamp}\t{verb.value}\t{source}\t{target.value}\t{who.history}\t{task}\t{reason}"
            f"\t{content}\t{attachments}\n"
        )
        if audited:
            detail = f'{{"to": "{target.value}", "from": "{source}", "line": {row.lines}, "reason": "{reason}"}}'
            self._link(row, verb, who, at, detail)

    def _link(self, row: Row, verb: Verb, who: Signature, at: int, detail: str) -> None:
        """The next link of the dossier's audit chain.

        Keys of `detail` stand as jsonb orders them: by length, then by letter; reasons carry no quotes.
        """
        stamp = self.stamp(at)
        row.links += 1
        entry, action = self.new_id(at), f"dossiers.{verb.value}"
        before = row.hash
        row.hash = link(
            before=before,
            entry_id=entry,
            subject=row.id,
            seq=row.links,
            at=at,
            recorded_us=self.recorded_us,
            action=action,
            who=who,
            detail=detail,
        )
        self.lines["kernel_auditentry"].append(
            f"{entry}\tdossier\t{row.id}\t{row.links}\t{stamp}\t{self.recorded}\t{action}\t{who.audit}\t{detail}"
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
