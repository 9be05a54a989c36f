"""Words of pages that are not in a contract."""

from collections.abc import Mapping

from honglam.dossiers.contracts import Satisfaction
from honglam.kernel.values import text_noop

CHOOSE = text_noop("Choose one of the three answers.")
LEVELS: Mapping[Satisfaction, str] = {
    Satisfaction.VERY_SATISFIED: text_noop("Very satisfied"),
    Satisfaction.SATISFIED: text_noop("Satisfied"),
    Satisfaction.NOT_SATISFIED: text_noop("Not satisfied"),
}
ORIGINS: Mapping[str, str] = {
    "account": text_noop("From your account"),
    "enterprise": text_noop("From the enterprise you act for"),
    "paper": text_noop("From your papers: %(label)s"),
    "dossier": text_noop("From your dossier %(label)s"),
}
"""Where a prefilled answer came from, said under its field."""
