"""What crosses the door of `directory`: codes, views, events and refusals. Pure values, no Django."""

from honglam.directory.contracts.codes import *  # noqa: F403
from honglam.directory.contracts.committees import *  # noqa: F403
from honglam.directory.contracts.errors import *  # noqa: F403
from honglam.directory.contracts.events import *  # noqa: F403
from honglam.directory.contracts.imports import *  # noqa: F403
from honglam.directory.contracts.inputs import *  # noqa: F403
from honglam.directory.contracts.reorganisation import *  # noqa: F403
from honglam.directory.contracts.views import *  # noqa: F403
