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
