"""Scoring rounds in the world of the faces: one that is filled in and judged, one published with an appeal."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from honglam.directory import api as directory
from honglam.files import api as files
from honglam.indicators import api
from honglam.indicators.contracts import EntryView, Given, Judging, Period, PeriodKind, Said, ScoringInput, Standing
from honglam.indicators.models import RoundSubject
from honglam.indicators.rules.appraisal.points import is_measured, judging_of
from honglam.indicators.rules.periods import period_before, period_of
from honglam.kernel import clock
from honglam.kernel.values import Actor
from tests.journeys.steps import PDF
from tests.journeys.world import World, person

INDEX = "minh-bach"
WARD, JUSTICE, SCIENCE = "lanhdao.xa", "lanhdao.sotuphap", "lanhdao.sokhcn"
REASON = "Có hồ sơ lưu tại đơn vị."


def score(world: World) -> None:
    """Last quarter's round is under way, the one before it is published and the ward appeals."""
    last = period_before(period_of(PeriodKind.QUARTER, clock.today()))
    running = opened("Chấm điểm công khai, minh bạch quý gần nhất", last, (WARD, JUSTICE, SCIENCE))
    ward, judged, told = (sheet_of(running, who) for who in (WARD, JUSTICE, SCIENCE))
    hand_in(JUSTICE, judged)
    hand_in(SCIENCE, told)
    verdict(told, lower=True)
    proof = files.store(actor=person(WARD), content=PDF, name="ke-hoach.pdf", at=clock.now(), purpose="evidence")
    first, *others = answers(WARD, ward)[:9]
    says = [replace(first, file_ids=(proof.id,)), *others]
    api.save_sheet(actor=person(WARD), subject_id=ward, revision=0, says=says, at=clock.now())
    shown = published(period_before(last))
    world.named |= {
        "scoring": running,
        "sheet_open": ward,
        "sheet_proof": proof.id,
        "sheet_handed_in": judged,
        "sheet_appraised": told,
        "scoring_published": shown,
        "sheet_published": sheet_of(shown, WARD),
        "scored_agency": own_agency(person(WARD)),
    }


def published(period: Period) -> UUID:
    """A round that everybody sees, with an appeal of the ward that waits for an answer."""
    made, at = opened("Chấm điểm công khai, minh bạch quý trước", period, (WARD, JUSTICE)), clock.now()
    for who in (WARD, JUSTICE):
        key = sheet_of(made, who)
        hand_in(who, key)
        verdict(key, lower=who == WARD)
        revision = api.get_sheet(actor=person(who), subject_id=key).subject.revision
        api.explain_sheet(actor=person(who), subject_id=key, revision=revision, explanations={}, at=at)
    chief = person("lanhdao.tinh")
    api.finalise_scoring(actor=chief, round_id=made, at=at)
    api.publish_scoring(actor=chief, round_id=made, at=at)
    words = "Đã đăng đủ mười mục đúng hạn, có ảnh chụp trang kèm theo."
    api.appeal_score(actor=person(WARD), subject_id=sheet_of(made, WARD), code="1.1", words=words, file_ids=(), at=at)
    return made


def opened(title: str, period: Period, people: Sequence[str]) -> UUID:
    """A round over the agencies of these people."""
    agencies = tuple(own_agency(person(who)) for who in people)
    wish = ScoringInput(title=title, index=INDEX, period=period, agency_ids=agencies)
    return api.open_scoring(actor=person("lanhdao.tinh"), wish=wish, at=clock.now())


def hand_in(who: str, subject_id: UUID) -> None:
    """The head answers everything."""
    says = answers(who, subject_id)
    api.submit_sheet(actor=person(who), subject_id=subject_id, revision=0, says=says, at=clock.now())


def verdict(subject_id: UUID, *, lower: bool) -> None:
    """What was claimed stands; `lower`: but for the first criterion."""
    given = Given(part=Decimal(5), whole=Decimal(10))
    says = [Said(code="1.1", given=given, reason="Năm mục đăng chậm.")] if lower else []
    api.appraise_sheet(actor=person("lanhdao.tinh"), subject_id=subject_id, revision=1, says=says, at=clock.now())


def answers(who: str, subject_id: UUID) -> list[Said]:
    """A good answer to every criterion that the agency is asked."""
    entries = api.get_sheet(actor=person(who), subject_id=subject_id).entries
    return [Said(code=one.criterion.code, given=answer(one), reason=REASON) for one in entries]


def answer(entry: EntryView) -> Given:
    """Nearly everything that can be had."""
    rule = entry.criterion
    if is_measured(rule):
        return Given(points=Decimal(0)) if entry.measured.standing is Standing.NOT_MEASURED else Given()
    return {
        Judging.POINTS: Given(points=Decimal(str(rule.max)) / 2),
        Judging.BOOLEAN: Given(met=True),
        Judging.RATIO: Given(part=Decimal(9), whole=Decimal(10)),
        Judging.BANDS: Given(amount=Decimal(str(rule.steps[-1].at_least)) if rule.steps else None),
        Judging.SURVEY: Given(),
        Judging.DEDUCTION: Given(amount=Decimal(0)),
    }[judging_of(rule)]


def sheet_of(round_id: UUID | str, who: str) -> UUID:
    """Somebody's agency's sheet."""
    return RoundSubject.objects.get(round_id=round_id, agency_id=own_agency(person(who))).id


def own_agency(actor: Actor) -> int:
    """The agency that a post belongs to."""
    return directory.get_agency(agency_id=actor.agency_id or 0).agency_id
