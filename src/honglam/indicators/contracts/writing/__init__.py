"""Report writing: patterns as a pack states them, what is composed of them, reports as readers see them, refusals."""

from honglam.indicators.contracts.writing.content import *  # noqa: F403
from honglam.indicators.contracts.writing.errors import *  # noqa: F403
from honglam.indicators.contracts.writing.events import *  # noqa: F403
from honglam.indicators.contracts.writing.layout import *  # noqa: F403
from honglam.indicators.contracts.writing.pattern import *  # noqa: F403
from honglam.indicators.contracts.writing.views import *  # noqa: F403
