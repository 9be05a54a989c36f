"""Tables as rows of a file."""

from collections.abc import Sequence

from django.utils.translation import gettext

from honglam.indicators.contracts import Period, Scorecard, Table
from honglam.kernel.values import text_noop
from honglam.ui.formats import format_date
from honglam.ui.sheets import Cell

CARD_HEAD = (
    text_noop("Criterion"),
    text_noop("Name of the criterion"),
    text_noop("Maximum"),
    text_noop("Points"),
    text_noop("Numerator"),
    text_noop("Denominator"),
    text_noop("Formula"),
)


def said(table: Table) -> str:
    """What a report is about, in one line."""
    return f"{gettext(table.title)}: {table.procedure}" if table.procedure else gettext(table.title)


def table_rows(table: Table) -> list[list[Cell]]:
    """Title, period, head, lines, then what the numbers mean."""
    rows: list[list[Cell]] = [[said(table)], [span(table.period)]]
    head: list[Cell] = [gettext("Row"), *(gettext(column.label) for column in table.columns)]
    rows.append(head)
    # Steps that the product names itself are words of ours; an agency's or a procedure's name has no translation.
    ours = bool(table.procedure)
    rows += [[gettext(line.label) if line.sum or ours else line.label, *line.values] for line in table.lines]
    rows += [[gettext(note)] for note in table.notes]
    return rows


def ranking_rows(cards: Sequence[Scorecard], period: Period) -> list[list[Cell]]:
    """One line an agency: rank, points, and each criterion's points."""
    if not cards:
        return [[span(period)]]
    codes = list(dict.fromkeys(item.criterion.code for card in cards for item in card.items))
    titles = {item.criterion.code: item.criterion.title for card in cards for item in card.items}
    rows: list[list[Cell]] = [[cards[0].criteria_set.title], [span(period)]]
    words = [gettext("Agency"), gettext("Rank"), gettext("Points"), gettext("Points that could be measured")]
    rows.append([*words, gettext("On the whole scale"), *(f"{code} {titles[code]}" for code in codes)])
    for card in cards:
        by_code = {item.criterion.code: item.score for item in card.items}
        numbers: list[Cell] = [card.rank, card.score, card.measured, card.rated]
        rows.append([card.name, *numbers, *(by_code.get(code) for code in codes)])
    return rows


def card_rows(card: Scorecard) -> list[list[Cell]]:
    """One line a criterion: maximum, points, both sides of the ratio, formulas."""
    rows: list[list[Cell]] = [[card.criteria_set.title], [card.name], [span(card.period)]]
    rows.append([gettext(word) for word in CARD_HEAD])
    for item in card.items:
        rule = item.criterion
        formula = " / ".join(one for one in (rule.numerator, rule.denominator) if one)
        numbers: list[Cell] = [rule.max, item.score, item.numerator, item.denominator]
        rows.append([rule.code, rule.title, *numbers, formula])
    return rows


def span(period: Period) -> str:
    """`01/10/2026 – 31/12/2026`."""
    return f"{format_date(period.first_on)} – {format_date(period.last_on)}"
