"""What crosses the door of `indicators`: definitions, values, criteria, scores, reports, refusals. No Django."""

from honglam.indicators.contracts.appraisal import *  # noqa: F403
from honglam.indicators.contracts.criteria import *  # noqa: F403
from honglam.indicators.contracts.dictionary import *  # noqa: F403
from honglam.indicators.contracts.errors import *  # noqa: F403
from honglam.indicators.contracts.findings import *  # noqa: F403
from honglam.indicators.contracts.incoming import *  # noqa: F403
from honglam.indicators.contracts.outside import *  # noqa: F403
from honglam.indicators.contracts.periods import *  # noqa: F403
from honglam.indicators.contracts.reports import *  # noqa: F403
from honglam.indicators.contracts.rounds import *  # noqa: F403
from honglam.indicators.contracts.scores import *  # noqa: F403
from honglam.indicators.contracts.scoring_events import *  # noqa: F403
from honglam.indicators.contracts.scoring_words import *  # noqa: F403
from honglam.indicators.contracts.targets import *  # noqa: F403
from honglam.indicators.contracts.values import *  # noqa: F403
from honglam.indicators.contracts.writing import *  # noqa: F403
