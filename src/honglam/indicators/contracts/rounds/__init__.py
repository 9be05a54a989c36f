"""What crosses the door about reporting rounds: templates, forms and their states, boards, refusals, events."""

from honglam.indicators.contracts.rounds.codes import *  # noqa: F403
from honglam.indicators.contracts.rounds.errors import *  # noqa: F403
from honglam.indicators.contracts.rounds.events import *  # noqa: F403
from honglam.indicators.contracts.rounds.judging import *  # noqa: F403
from honglam.indicators.contracts.rounds.templates import *  # noqa: F403
from honglam.indicators.contracts.rounds.views import *  # noqa: F403
