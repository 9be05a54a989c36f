"""What happens to a dossier, from filing to wherever it stands today: the acts and their moments, nothing else."""

import random
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from honglam.dossiers.contracts import Outcome, ReturnMethod, Satisfaction, Verb
from honglam.dossiers.services.loading.moments import Diary
from honglam.dossiers.services.loading.people import Somebody
from honglam.dossiers.services.loading.stage import Track
from honglam.kernel.values import Actor


class Story(StrEnum):
    """How far it comes and what befalls it on the way."""

    SETTLED = "settled"
    REJECTED = "rejected"
    SUPPLEMENTED = "supplemented"
    PAID = "paid"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_STORIES = {
    Story.SETTLED: 880,
    Story.REJECTED: 20,
    Story.SUPPLEMENTED: 50,
    Story.PAID: 20,
    Story.REFUSED: 20,
    Story.WITHDRAWN: 10,
}
_HOUR, _DAY = 60, 480
_RATED = 0.25
_LATE = 0.04
_LEVELS = (Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED, Satisfaction.NOT_SATISFIED)


@dataclass(frozen=True, slots=True)
class Act:
    """One verb at one moment (seconds since 1970)."""

    verb: Verb
    at: int


@dataclass(frozen=True, slots=True)
class Life:
    """One dossier: who, on which track, and its acts in order; acts beyond today have not happened."""

    track: Track
    who: Somebody
    owner: Actor | None
    story: Story
    outcome: Outcome
    return_method: ReturnMethod
    level: Satisfaction
    acts: tuple[Act, ...]

    @property
    def received_at(self) -> int | None:
        """When it got its code."""
        return next((act.at for act in self.acts if act.verb is Verb.ACCEPT), None)


_UP_TO_CLAIM = 3  # filed, received, taken up


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who it is about: the applicant, and the account that files online."""

    track: Track
    who: Somebody
    owner: Actor | None


def live(*, dice: random.Random, diary: Diary, cast: Cast, day: date, until: int, still_open: bool = False) -> Life:
    """A life that begins on `day`; what would happen after `until`, or `still_open` after the claim, is left out."""
    track = cast.track
    story = Story.SETTLED if still_open else _story(dice, track)
    outcome = Outcome.REJECTED if story is Story.REJECTED else Outcome.GRANTED
    plan = _Plan(dice, diary, diary.some(dice, day))
    plan.add(Verb.SUBMIT, 0)
    if story in (Story.REFUSED, Story.WITHDRAWN):
        plan.add(Verb.REFUSE if story is Story.REFUSED else Verb.WITHDRAW, dice.randrange(10, 6 * _HOUR))
    else:
        plan.add(Verb.ACCEPT, dice.randrange(5, 7 * _HOUR) if track.online else 0)
        plan.settle(track, story, outcome)
        if track.online and dice.random() < _RATED:
            plan.add(Verb.RATE, dice.randrange(10, 5 * _DAY))
    to_download = track.online and outcome is Outcome.GRANTED and dice.random() < 0.5
    return Life(
        track=track,
        who=cast.who,
        owner=cast.owner if track.online else None,
        story=story,
        outcome=outcome,
        return_method=ReturnMethod.ONLINE if to_download else ReturnMethod.AT_DESK,
        level=dice.choices(_LEVELS, (60, 36, 4))[0],
        acts=plan.until(until)[: _UP_TO_CLAIM if still_open else None],
    )


def _story(dice: random.Random, track: Track) -> Story:
    """What kind of life; at a counter nothing is withdrawn or refused in writing."""
    story = dice.choices(list(_STORIES), list(_STORIES.values()))[0]
    if story in (Story.WITHDRAWN, Story.REFUSED) and not track.online:
        return Story.SETTLED
    if story is Story.REJECTED and Outcome.REJECTED not in track.ways:
        return Story.SETTLED
    return story


class _Plan:
    """Acts in the making; `now` is a working minute of the diary."""

    def __init__(self, dice: random.Random, diary: Diary, now: int) -> None:
        self.dice, self.diary, self.now = dice, diary, now
        self.acts: list[Act] = []

    def add(self, verb: Verb, after: int) -> None:
        """The verb, so many working minutes after what was before."""
        self.now += after
        at = self.diary.at(min(self.now, self.diary.total - 1))
        if self.now >= self.diary.total or (self.acts and at < self.acts[-1].at):
            at = 1 << 40
        self.acts.append(Act(verb, at))

    def settle(self, track: Track, story: Story, outcome: Outcome) -> None:
        """Through the steps to the hand-over, mostly within the limit."""
        way = track.ways[outcome]
        minutes = _limit_minutes(track)
        share = self.dice.uniform(1.05, 2.0) if self.dice.random() < _LATE else self.dice.uniform(0.15, 0.9)
        piece = max(2, int(minutes * share / (len(way) + 1)))
        self.add(Verb.CLAIM, self.dice.randrange(1, piece + 1))
        if story is Story.SUPPLEMENTED:
            self.add(Verb.REQUEST_SUPPLEMENT, 1)
            self.add(Verb.ANSWER_SUPPLEMENT, self.dice.randrange(_HOUR, 12 * _DAY))
        if story is Story.PAID:
            self.add(Verb.REQUEST_PAYMENT, 1)
            self.add(Verb.CONFIRM_PAYMENT, self.dice.randrange(_HOUR, 6 * _DAY))
        for _ in way[:-1]:
            self.add(Verb.FINISH_STEP, self.dice.randrange(1, 2 * piece))
        self.add(Verb.ISSUE_RESULT, self.dice.randrange(1, piece + 1))
        self.add(Verb.RETURN_RESULT, self.dice.randrange(5, 4 * _DAY))

    def until(self, last: int) -> tuple[Act, ...]:
        """What has happened by then."""
        return tuple(act for act in self.acts if act.at <= last)


def _limit_minutes(track: Track) -> int:
    """The limit in working minutes, roughly: only to spread the steps over it."""
    limit = track.terms.duration
    if limit.working_minutes:
        return limit.working_minutes
    days = {"h": limit.amount / 24, "d": limit.amount * 5 / 7, "m": limit.amount * 22}.get(limit.unit.value, 0.3)
    return max(_HOUR, int(days * _DAY))
