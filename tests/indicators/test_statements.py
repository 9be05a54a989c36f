"""Sentences of a pack stated anew: their numbers are corrected, what somebody said of them by hand stands."""

from decimal import Decimal
from importlib import import_module

from django.db import connection

from honglam.indicators import api
from honglam.indicators.contracts import Figure, ValueEntry
from honglam.indicators.models import IndicatorValue, Statement
from honglam.indicators.queries.figures.values import standing
from honglam.indicators.services.figures.statements import StatementWords, put_statement, retire_statement
from honglam.kernel.values import SYSTEM
from tests.dossiers.scene import Scene
from tests.indicators.test_values import AT, entry

QUARTER, YEAR = "2026-Q3", "2026"


def put(*figures: ValueEntry, quote: str = "Có 7 xã có trang.") -> None:
    """The sentence as a pack states it."""
    words = StatementWords(
        code="thu-cau",
        document="bc-1-2024",
        place="Mục 1",
        quote=quote,
        note="",
        public=True,
        figures=figures,
        growth=(),
        cites=(),
        content={"code": "thu-cau"},
    )
    put_statement(actor=SYSTEM, words=words, at=AT)


def stands() -> list[IndicatorValue]:
    """What stands of the indicator in the times of these tests."""
    rows = standing(IndicatorValue.objects.filter(indicator__code="communes_with_site", last_on__year=2026))
    return list(rows.select_related("ground").order_by("last_on", "value"))


def numbers() -> list[int]:
    """The numbers that stand."""
    return [int(row.value) for row in stands() if row.value is not None]


def corrected(value: int | None, row: IndicatorValue | None = None) -> None:
    """Whoever signs for the indicator says another number, or none."""
    figure = None if value is None else Figure(value=Decimal(value))
    api.correct_value(actor=SYSTEM, value_id=(row or stands()[0]).id, figure=figure, reason="Đếm lại", at=AT)


def test_a_mended_sentence_corrects_what_stood_there(scene: Scene) -> None:
    put(entry("7"))
    put(entry("7"), quote="Có 7 xã có trang thông tin.")
    assert [row.ground.quote for row in stands()] == ["Có 7 xã có trang thông tin."]
    put(entry("8"))
    put(entry("8"), entry("9", period=YEAR))
    assert numbers() == [8, 9]
    put(entry("9", period=YEAR))
    assert numbers() == [9], "what it says no more is withdrawn"


def test_what_somebody_corrected_stands_while_the_sentence_says_the_same(scene: Scene) -> None:
    put(entry("7"))
    corrected(8)
    for quote in ("Có 7 xã có trang thông tin.", "Có 7 xã có trang thông tin điện tử."):
        put(entry("7"), quote=quote)
        assert numbers() == [8]
    put(entry("6"))
    assert numbers() == [6], "another number of the sentence succeeds the correction"
    put(entry("5"))
    assert numbers() == [5]


def test_what_somebody_withdrew_does_not_come_back_with_a_mended_word(scene: Scene) -> None:
    put(entry("7"))
    corrected(None)
    for _ in range(2):
        put(entry("7"), quote="Có 7 xã có trang thông tin.")
        assert numbers() == []


def test_of_two_numbers_of_one_subject_the_corrected_one_is_found_again(scene: Scene) -> None:
    put(entry("7"), entry("9"))
    corrected(10, stands()[1])
    put(entry("9"), entry("7"), quote="Có 9, rồi 7 xã.")
    assert numbers() == [7, 10]


def test_a_retired_sentence_takes_its_numbers_along_and_leaves_what_was_corrected(scene: Scene) -> None:
    put(entry("7"), entry("9", period=YEAR))
    corrected(8)
    retire_statement(actor=SYSTEM, code="thu-cau", at=AT)
    assert numbers() == [8]
    put(entry("7"), entry("9", period=YEAR))
    assert numbers() == [8, 9]


def test_sentences_that_were_there_before_are_given_their_values(scene: Scene) -> None:
    put(entry("7"), entry("9", period=YEAR))
    corrected(8)
    retire_statement(actor=SYSTEM, code="bc2-kinh-phi", at=AT)
    rows = Statement.objects.order_by("code").values_list("code", "kept")
    kept = [(code, sorted(ids)) for code, ids in rows]
    assert ("bc2-kinh-phi", []) in kept
    Statement.objects.update(kept=[])
    with connection.cursor() as cursor:
        cursor.execute(import_module("honglam.indicators.migrations.0023_statement_values").KNOWN)
    assert [(code, sorted(ids)) for code, ids in rows.all()] == kept
