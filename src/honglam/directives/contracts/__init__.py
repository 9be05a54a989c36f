"""What crosses the door of directives: values, codes, refusals, events."""

from honglam.directives.contracts.codes import *  # noqa: F403
from honglam.directives.contracts.committees import *  # noqa: F403
from honglam.directives.contracts.errors import *  # noqa: F403
from honglam.directives.contracts.events import *  # noqa: F403
from honglam.directives.contracts.inputs import *  # noqa: F403
from honglam.directives.contracts.planning import *  # noqa: F403
from honglam.directives.contracts.views import *  # noqa: F403
