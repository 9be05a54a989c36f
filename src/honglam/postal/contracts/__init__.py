"""What crosses the door of `postal`: codes, inputs, views, events and refusals. Pure values, no Django."""

from honglam.postal.contracts.codes import *  # noqa: F403
from honglam.postal.contracts.errors import *  # noqa: F403
from honglam.postal.contracts.events import *  # noqa: F403
from honglam.postal.contracts.inputs import *  # noqa: F403
from honglam.postal.contracts.views import *  # noqa: F403
