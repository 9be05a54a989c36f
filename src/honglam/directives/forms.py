"""Shape of what is typed about directives and tasks. Judging is the services' affair."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from honglam.directives.contracts import (
    ActInput,
    Addressee,
    Answer,
    AnswerInput,
    DirectiveInput,
    FundSource,
    MoneyInput,
    MoneyKind,
    NumberMalformed,
    RecommendationInput,
    SourceKind,
    SumMissing,
    TargetInput,
    TaskFilter,
    TaskInput,
    TasksAsked,
    TooManyTicked,
)
from honglam.kernel.idempotency import IdempotencyMismatch
from honglam.kernel.ids import uuid7
from honglam.kernel.numerals import read_number
from honglam.kernel.text import nfc, whole
from honglam.ui.typed import day_of

_MOST, _LONGEST = Decimal(10) ** 15, 40
"""Of a quantity, and of how it is written: more than that nobody reports and no sum survives."""
MOST_TICKED = 200
"""Tasks of one letter: as many as its page offers at a time."""


def read_directive(data: Mapping[str, str]) -> DirectiveInput:
    """A directive with its one task, as a leader gives it. Raises NumberMalformed, TooLong."""
    kind = data.get("source_kind", "")
    return DirectiveInput(
        text=_words(data, "text", 4000),
        source_kind=SourceKind(kind) if kind in set(SourceKind) else SourceKind.LEADER,
        symbol=_text(data, "symbol", 100),
        issued_on=day_of(data, "issued_on"),
        issuer=_text(data, "issuer", 300),
        quote=_words(data, "quote", 2000),
        meeting_id=_number(data.get("meeting_id", "")),
        conclusion=_number(data.get("conclusion", "")),
        task=read_task(data),
    )


def read_task(data: Mapping[str, str]) -> TaskInput:
    """What is to be done, by whom, by when, how much by which quarter of the year it is due.

    Raises NumberMalformed, TooLong.
    """
    supporting = [data.get(f"supporting_{number}", "") for number in (1, 2)]
    due_on = day_of(data, "due_on")
    return TaskInput(
        title=_words(data, "text", 4000),
        lead_id=_number(data.get("lead_id", "")),
        due_on=due_on,
        targets=_targets(data, due_on.year) if due_on else (),
        supporting=tuple(dict.fromkeys(one for one in map(_number, supporting) if one is not None)),
        result=_words(data, "result", 2000),
        track=_text(data, "track", 40),
    )


def read_act(data: Mapping[str, str]) -> ActInput:
    """What is said with an act. Raises NumberMalformed, TooLong."""
    actuals = {}
    for name, typed in data.items():
        target = _number(name.removeprefix("actual.")) if name.startswith("actual.") else None
        if target is not None and typed.strip():
            actuals[target] = _quantity(typed, name)
    return ActInput(
        words=_words(data, "words", 4000),
        holder_id=read_uuid(data.get("holder_id", "")),
        stage=_text(data, "stage", 40),
        due_on=day_of(data, "due_on"),
        actuals=actuals,
    )


def read_asked(given: Mapping[str, str]) -> TasksAsked:
    """`xem`, `don_vi`, `nguon`, `q`, `cua_toi` of an address."""
    show = given.get("xem", "")
    return TasksAsked(
        show=show if show in set(TaskFilter) else TaskFilter.OPEN.value,
        lead_id=read_unit(given),
        source=given.get("nguon", ""),
        words=nfc(given.get("q", ""))[:200],
        mine=given.get("cua_toi") == "1",
    )


def read_unit(given: Mapping[str, str]) -> int | None:
    """`don_vi` of an address."""
    return _number(given.get("don_vi", ""))


def read_ids(chosen: Sequence[str]) -> list[UUID]:
    """Tasks that were ticked. Raises TooManyTicked."""
    found = list(dict.fromkeys(one for one in map(read_uuid, chosen) if one is not None))
    if len(found) > MOST_TICKED:
        raise TooManyTicked(field="task", most=MOST_TICKED)
    return found


def read_signer(data: Mapping[str, str]) -> tuple[str, str]:
    """Title and name of who signs a letter."""
    return _text(data, "signer_title", 200), _text(data, "signer", 200)


def read_key(data: Mapping[str, str], refused: str = "") -> str:
    """The key of a form that must not be done twice; a new one where it was `refused` as used for something else."""
    return (refused != IdempotencyMismatch.code and data.get("idempotency_key", "")[:60]) or str(uuid7())


def read_uuid(text: str) -> UUID | None:
    """An id, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _targets(data: Mapping[str, str], year: int) -> tuple[TargetInput, ...]:
    indicator, unit = _text(data, "indicator", 300), _text(data, "unit", 60)
    return tuple(
        TargetInput(year=year, quarter=quarter, indicator=indicator, unit=unit, target=_quantity(typed, field))
        for quarter in (1, 2, 3, 4)
        if (typed := data.get(field := f"quarter_{quarter}", "")).strip()
    )


def _quantity(typed: str, field: str) -> Decimal:
    found = read_number(typed)
    if found is None or abs(found) >= _MOST or len(typed) > _LONGEST:
        raise NumberMalformed(field=field)
    return found


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None


def _text(data: Mapping[str, str], name: str, most: int) -> str:
    return nfc(data.get(name, "")).strip()[:most]


def _words(data: Mapping[str, str], name: str, most: int) -> str:
    return whole(data.get(name, ""), most, field=name)


_SUM = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)")


def read_money(data: Mapping[str, str]) -> MoneyInput:
    """A line of money; dots between thousands and a minus are understood. Raises SumMissing."""
    typed = data.get("amount", "").replace(" ", "").replace("−", "-").strip()
    digits = typed.removeprefix("-").replace(".", "")
    if not _SUM.fullmatch(typed) or len(digits) > 15:
        raise SumMissing(field="amount")
    year = data.get("year", "").strip()
    source, kind = data.get("source", ""), data.get("kind", "")
    return MoneyInput(
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        source=FundSource(source) if source in set(FundSource) else FundSource.PROGRAMME,
        kind=MoneyKind(kind) if kind in set(MoneyKind) else MoneyKind.GRANTED,
        amount=-int(digits) if typed.startswith("-") else int(digits),
        document=_text(data, "document", 300),
        note=_text(data, "note", 500),
    )


def read_recommendation(data: Mapping[str, str]) -> RecommendationInput:
    """What is asked, and of whom. Raises TooLong."""
    addressee = data.get("addressee", "")
    return RecommendationInput(
        text=_words(data, "text", 4000),
        addressee=Addressee(addressee) if addressee in set(Addressee) else Addressee.PROVINCE,
        addressed_to=_text(data, "addressed_to", 300),
        document=_text(data, "document", 300),
        raised_on=day_of(data, "raised_on"),
    )


def read_answer(data: Mapping[str, str]) -> AnswerInput:
    """How it was answered, by which document. Raises TooLong."""
    answer = data.get("answer", "")
    return AnswerInput(
        answer=Answer(answer) if answer in set(Answer) else Answer.WAITING,
        words=_words(data, "words", 4000),
        document=_text(data, "document", 300),
        answered_on=day_of(data, "answered_on"),
    )
