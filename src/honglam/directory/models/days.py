"""Days of validity as the database understands them."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import F, Func, Value


class Days(Func):
    """`daterange(first, last + 1)`: last days are inclusive, NULL is an open end, “over before it began” is empty."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, first: str = "valid_from", last: str = "valid_to") -> None:
        super().__init__(F(first), F(last) + Value(1))
