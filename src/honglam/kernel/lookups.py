"""`column__among=ids`: one parameter however many ids there are.

An `IN` of the five hundred agencies that a province's leader oversees is five hundred parameters, each turned into text
and back for every query of a page: half the page's time.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Field, ForeignKey, Lookup


class Among(Lookup):
    """`column = ANY(array)`; nothing is among none."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[Any]) -> None:
        super().__init__(lhs, list(rhs))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """The comparison, typed as the column so that an empty array needs no guess."""
        column, params = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.db_type(connection)
        return f"{column} = ANY(%s::{kind}[])", (*params, self.rhs)


def register() -> None:
    """Make it known to every column and key."""
    Field.register_lookup(Among)
    ForeignKey.register_lookup(Among)
