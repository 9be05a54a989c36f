"""Whether those who cite a document agree about its date and its symbol: what does not agree stands side by side."""

from collections.abc import Iterable
from datetime import date

from honglam.documents.contracts import Doubt
from honglam.documents.rules.symbols import symbol_key

Told = tuple[str, date | None]
"""How one place writes a document: symbol (may be empty) and date (may be missing)."""


def doubts(told: Iterable[Told]) -> frozenset[Doubt]:
    """In what the given ways of writing one document differ; what is left out does not differ."""
    places = list(told)
    dates = {dated for _, dated in places if dated is not None}
    symbols = {symbol_key(symbol) for symbol, _ in places if symbol}
    found = {Doubt.DATE} if len(dates) > 1 else set()
    return frozenset(found | ({Doubt.SYMBOL} if len(symbols) > 1 else set()))
