"""What crosses the door of payments."""

from honglam.payments.contracts.codes import *  # noqa: F403
from honglam.payments.contracts.errors import *  # noqa: F403
from honglam.payments.contracts.events import *  # noqa: F403
from honglam.payments.contracts.inputs import *  # noqa: F403
from honglam.payments.contracts.views import *  # noqa: F403
