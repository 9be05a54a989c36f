"""What crosses the door of `indicators`: criteria, scores, periods, reports, refusals. Pure values, no Django."""

from honglam.indicators.contracts.criteria import *  # noqa: F403
from honglam.indicators.contracts.errors import *  # noqa: F403
from honglam.indicators.contracts.periods import *  # noqa: F403
from honglam.indicators.contracts.reports import *  # noqa: F403
from honglam.indicators.contracts.scores import *  # noqa: F403
