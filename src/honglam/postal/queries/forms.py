"""Forms as the pack's section compares them."""

from honglam.postal.models import PostalForm


def form_rows() -> list[PostalForm]:
    """Every form in force."""
    return list(PostalForm.objects.filter(retired_at=None).order_by("code"))
