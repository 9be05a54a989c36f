"""Which dossiers are drawn: procedures by popularity, places by size, ways of filing, days of two years."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from honglam.directory import api as directory
from honglam.directory.contracts import Level
from honglam.dossiers.services.loading.lives import Cast, Life, live
from honglam.dossiers.services.loading.moments import Diary, moment
from honglam.dossiers.services.loading.people import somebody
from honglam.dossiers.services.loading.stage import Asked, Hands, Stage, Track
from honglam.identity import api as identity
from honglam.kernel.clock import local
from honglam.kernel.values import Actor, DomainError
from honglam.pack import api as packs
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, SearchCriteria, VersionView
from honglam.procedures.contracts import Level as ProcedureLevel

_PAGE = 100
_YEARS = timedelta(days=730)
_SETTLED = timedelta(days=60)  # a version younger than this has no history to speak of
_CHANNELS = {Channel.ONLINE: 60, Channel.IN_PERSON: 37, Channel.POSTAL: 3}
_STEEPNESS = 0.9  # of Zipf's law: what people ask for most they ask for very often
_GROWTH = 0.6  # the last day of the stretch has so many more dossiers than the first
_PLACE_STEEPNESS = 0.5
_OPEN_DAYS = 20  # working days; what is still open was mostly filed in the last month
_TAIL = "190004512"  # a woman born in 1990


@dataclass(frozen=True, kw_only=True)
class Lot:
    """Everything that is drawn from. `since`: the first day on which all of it was in force."""

    versions: tuple[VersionView, ...]
    communes: tuple[str, ...]
    province: str
    since: date
    until: datetime

    @property
    def days(self) -> int:
        """Length of the stretch."""
        return (local(self.until).date() - self.since).days + 1


def gather(*, at: datetime) -> Lot:
    """What is in force now, and since when. Procedures with an electronic form are drawn most."""
    on = local(at).date()
    found = sorted(_procedures(on), key=lambda version: (version.form is None, version.code))
    communes = [agency for agency in directory.list_agencies(on=on, level=Level.COMMUNE) if agency.one_stop_id]
    units = sorted({agency.unit_code for agency in communes if agency.unit_code})
    starts = [agency.valid_from for agency in communes if agency.valid_from]
    settled = [version for version in found if version.valid_from <= on - _SETTLED]
    return Lot(
        versions=tuple(settled),
        communes=tuple(units),
        province=_province(),
        since=max([on - _YEARS, *starts, *(version.valid_from for version in settled)]),
        until=at,
    )


def _procedures(on: date) -> Iterator[VersionView]:
    after: str | None = None
    while True:
        page = procedures.search(criteria=SearchCriteria(), on=on, after=after, limit=_PAGE)
        for summary in page.items:
            yield procedures.get_version(version_id=summary.version_id)
        after = page.next_cursor
        if after is None:
            return


def _province() -> str:
    """The province's digits in citizen numbers; the capital's where the pack's province is made up."""
    pack = packs.current_pack()
    code = pack.province_code if pack else ""
    try:
        identity.check_citizen_id(value=f"0{code}{_TAIL}")
    except DomainError:
        return "01"
    return code


class Drawing:
    """Draws lives, and remembers the tracks it has laid."""

    def __init__(
        self, *, lot: Lot, hands: Hands, owners: list[Actor], dice: random.Random, diary: Diary, sample_file: UUID
    ) -> None:
        """Weights are worked out once."""
        self.lot, self.stage, self.owners, self.dice, self.diary = lot, Stage(hands=hands), owners, dice, diary
        self.sample_file, self.end = sample_file, moment(lot.until)
        self.weights = [1 / (rank + 1) ** _STEEPNESS for rank in range(len(lot.versions))]
        self.places = [1 / (rank + 1) ** _PLACE_STEEPNESS for rank in range(len(lot.communes))]
        self.places_of_all = tuple(self.places)
        self.tracks: dict[tuple[int, Channel, str], Track | None] = {}

    def share(self, *, part: int, parts: int) -> float:
        """Draw only one part of the places from now on, so that loaders side by side never want the same book.

        Returns how much of all dossiers that is. What the province settles is all in the first part.
        """
        local = [_is_local(version) for version in self.lot.versions]
        weight = {
            here: sum(w for w, at in zip(self.weights, local, strict=True) if at is here) for here in (True, False)
        }
        mine = [place for number, place in enumerate(self.places) if number % parts == part]
        here = weight[True] * sum(mine) / sum(self.places)
        there = weight[False] if part == 0 else 0.0
        self.places = [w if number % parts == part else 0.0 for number, w in enumerate(self.places)]
        # Of the first part's dossiers the province has its whole weight, the communes only their share.
        factor = sum(mine) / sum(self.places_of_all)
        self.weights = [
            w * factor if at else (w if part == 0 else 0.0) for w, at in zip(self.weights, local, strict=True)
        ]
        share: float = (here + there) / sum(weight.values())
        return share

    def lay_everything(self) -> None:
        """Lay every track that could be drawn, so that nothing is asked and nobody appointed while lives are drawn."""
        for version in self.lot.versions:
            units = self.lot.communes if _is_local(version) else ("",)
            for channel in _CHANNELS:
                for unit in units:
                    self._lay(version, channel, unit)

    def own_tracks(self) -> Iterator[Track]:
        """Of the laid tracks those that may still be drawn."""
        places = dict(zip(self.lot.communes, self.places, strict=True))
        weights = {version.version_id: weight for version, weight in zip(self.lot.versions, self.weights, strict=True)}
        for (version_id, _, unit), track in self.tracks.items():
            if track and weights[version_id] and places.get(unit, 1.0):
                yield track

    def lives(self, *, how_many: int, still_open: bool = False) -> Iterator[Life]:
        """So many, day by day; `still_open`: of the last days only, and all of them being worked on."""
        days = sorted(day for day in self.diary.of_day if day <= local(self.lot.until).date())
        days = days[-_OPEN_DAYS:] if still_open else days
        shares = [1 + _GROWTH * place / len(days) for place in range(len(days))]
        drawn = sorted(self.dice.choices(range(len(days)), shares, k=how_many))
        for place in drawn:
            yield self._life(days[place], still_open)

    def _life(self, day: date, still_open: bool) -> Life:
        while True:
            track = self._track()
            if track is not None:
                who = somebody(self.dice, province=self.lot.province)
                cast = Cast(track=track, who=who, owner=self.dice.choice(self.owners))
                made = live(dice=self.dice, diary=self.diary, cast=cast, day=day, until=self.end, still_open=still_open)
                if made.acts:
                    return made
                day = self._day_before(day)

    def _day_before(self, day: date) -> date:
        """Today has only begun."""
        return max(one for one in self.diary.of_day if one < day)

    def _track(self) -> Track | None:
        version = self.dice.choices(self.lot.versions, self.weights)[0]
        channel = self.dice.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
        unit = self.dice.choices(self.lot.communes, self.places)[0] if _is_local(version) else ""
        return self._lay(version, channel, unit)

    def _lay(self, version: VersionView, channel: Channel, unit: str) -> Track | None:
        key = (version.version_id, channel, unit)
        if key not in self.tracks:
            self.tracks[key] = self.stage.find_track(asked=self._asked(version, channel, unit))
        return self.tracks[key]

    def _asked(self, version: VersionView, channel: Channel, unit: str) -> Asked:
        return Asked(
            version=version,
            channel=channel,
            unit_code=unit,
            number=f"0{self.lot.province}{_TAIL}",
            at=self.lot.until,
            sample_file=self.sample_file,
        )


def _is_local(version: VersionView) -> bool:
    """Whether it is settled in communes."""
    return ProcedureLevel.COMMUNE in version.levels and not version.competent.agency


def in_batches(lives: Iterable[Life], size: int) -> Iterator[list[Life]]:
    """Lives in lists, each in the order in which codes are given."""
    batch: list[Life] = []
    for life in lives:
        batch.append(life)
        if len(batch) >= size:
            yield sorted(batch, key=lambda one: one.received_at or 0)
            batch = []
    if batch:
        yield sorted(batch, key=lambda one: one.received_at or 0)
