"""Scores, live: measures of every source in a handful of queries, then the rules."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language, gettext

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, AgencyView
from honglam.indicators.access import may_see_agency
from honglam.indicators.contracts import (
    CriteriaSet,
    Criterion,
    Group,
    Period,
    Scorecard,
    Subject,
    SubjectNotFound,
    Term,
)
from honglam.indicators.rules.scoring import add_up, names_of, ranked, score_items
from honglam.kernel import measures
from honglam.kernel.keeping import Kept
from honglam.kernel.measures import Key, MeasureAsked, MeasureSource
from honglam.kernel.text import sort_key
from honglam.kernel.values import Actor

Values = dict[str, float]
_kept = Kept()


def ask(period: Period, at: datetime, agency_ids: tuple[int, ...] | None = None) -> MeasureAsked:
    """A period as measures are asked for it."""
    return MeasureAsked(first_on=period.first_on, last_on=period.last_on, at=at, agency_ids=agency_ids)


def score_province(*, criteria_set: CriteriaSet, period: Period, at: datetime) -> Scorecard:
    """The whole province as one: its own sums, not a mean of its agencies."""
    values = read_total(_codes(criteria_set), ask(period, at))
    return _card(criteria_set, Subject.PROVINCE, values, subject_id=None, name="", period=period)


def score_agency(*, criteria_set: CriteriaSet, agency_id: int, period: Period, at: datetime) -> Scorecard:
    """One agency, by the work that it leads. Raises SubjectNotFound."""
    agency = directory.get_agencies(agency_ids=[agency_id]).get(agency_id)
    if agency is None or agency.is_internal:
        raise SubjectNotFound
    values = read_total(_codes(criteria_set), ask(period, at, (agency_id,)))
    return _of_agency(criteria_set, agency, values, period)


def score_agencies(*, criteria_set: CriteriaSet, period: Period, at: datetime) -> list[Scorecard]:
    """Every agency that settles procedures or had dossiers, best first. The number of queries does not grow.

    Kept for some seconds, as the numbers are that it is made of: scoring 150 agencies takes longer than counting them.
    """
    key = (criteria_set.code, criteria_set.index, criteria_set.valid_from, period, get_language())
    return list(_kept.recall(key, at, lambda: _score_agencies(criteria_set, period, at)))


def _score_agencies(criteria_set: CriteriaSet, period: Period, at: datetime) -> list[Scorecard]:
    by_agency = read_by(_codes(criteria_set), ask(period, at), "agency")
    known = directory.get_agencies(agency_ids=[one for one in by_agency if isinstance(one, int)])
    words = terms()
    cards = [
        _of_agency(criteria_set, agency, by_agency[agency.id], period, words)
        for agency in known.values()
        if agency.kind is not AgencyKind.ONE_STOP and any(by_agency[agency.id].values())
    ]
    return ranked(cards)


def score_officers(
    *, actor: Actor, criteria_set: CriteriaSet, agency_id: int, period: Period, at: datetime
) -> list[Scorecard]:
    """The officers of one agency in the order of their names: no ranking of people. Raises SubjectNotFound."""
    if not may_see_agency(actor, agency_id):
        raise SubjectNotFound
    codes = _codes(criteria_set)
    asked, words = ask(period, at, (agency_id,)), terms()
    cards = []
    for source in measures.sources_of(codes):
        if "officer" not in source.dimensions:
            continue
        for row in source.read_by(asked=asked, dimension="officer"):
            values = dict(row.values)
            cards.append(
                _card(
                    criteria_set,
                    Subject.OFFICER,
                    values,
                    subject_id=row.key,
                    name=row.label,
                    period=period,
                    words=words,
                )
            )
    return sorted(cards, key=lambda card: (sort_key(card.name), str(card.subject_id)))


def score_dossier(
    *, actor: Actor, criteria_set: CriteriaSet, dossier_id: UUID, period: Period, at: datetime
) -> Scorecard:
    """One dossier, for whoever may see it. Raises SubjectNotFound."""
    asked = MeasureAsked(first_on=period.first_on, last_on=period.last_on, at=at, subject_id=dossier_id)
    for source in measures.sources_of(_codes(criteria_set)):
        row = source.find_subject(actor=actor, subject_id=dossier_id, at=at)
        if row is not None:
            values = dict(source.read(asked=asked))
            name = f"{row.code}: {row.title}"
            return _card(criteria_set, Subject.DOSSIER, values, subject_id=dossier_id, name=name, period=period)
    raise SubjectNotFound


def read_total(codes: set[str], asked: MeasureAsked) -> Values:
    """Every measure of the sources that know one of these codes, as totals."""
    found: Values = {}
    for source in measures.sources_of(codes):
        found.update(source.read(asked=asked))
    return found


def read_by(codes: set[str], asked: MeasureAsked, dimension: str) -> dict[Key, Values]:
    """The same in groups; a source that does not know the dimension is left out.

    What a source does not tell of a group counts nothing there, but a share of nothing is not known.
    """
    found: dict[Key, Values] = defaultdict(dict)
    sources: list[MeasureSource] = [one for one in measures.sources_of(codes) if dimension in one.dimensions]
    for source in sources:
        for row in source.read_by(asked=asked, dimension=dimension):
            found[row.key].update(row.values)
    told = [one for one in measures.known().values() if any(one.source is source for source in sources)]
    zeros = {one.code: 0.0 for one in told if not one.share}
    return {key: zeros | values for key, values in found.items()}


def terms() -> dict[str, Term]:
    """Every measure that anybody registered, in words."""
    return {
        code: Term(
            code=code,
            label=gettext(one.label),
            definition=gettext(one.definition),
            unit=gettext(one.unit),
            value=0.0,
            opens=one.opens,
        )
        for code, one in measures.known().items()
    }


def _codes(criteria_set: CriteriaSet) -> set[str]:
    return {name for group in criteria_set.groups for one in group.criteria for name in names_of(one)}


def _of_agency(
    criteria_set: CriteriaSet,
    agency: AgencyView,
    values: Values,
    period: Period,
    words: Mapping[str, Term] | None = None,
) -> Scorecard:
    return _card(
        criteria_set,
        Subject.AGENCY,
        values,
        subject_id=agency.id,
        name=agency.name,
        period=period,
        level=agency.level.value,
        words=words,
    )


def _card(
    criteria_set: CriteriaSet,
    subject: Subject,
    values: Values,
    *,
    subject_id: Key | None,
    name: str,
    period: Period,
    level: str = "",
    words: Mapping[str, Term] | None = None,
) -> Scorecard:
    words = terms() if words is None else words
    applying: list[tuple[Group, Criterion]] = criteria_set.criteria_for(subject, level)
    items = score_items(applying, values, words, places=criteria_set.places, level=level)
    return add_up(criteria_set, subject, items, subject_id=subject_id, name=name, period=period)
