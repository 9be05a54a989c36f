"""What crosses the door of documents: codes, values, refusals, events. No Django."""

from honglam.documents.contracts.codes import *  # noqa: F403
from honglam.documents.contracts.errors import *  # noqa: F403
from honglam.documents.contracts.events import *  # noqa: F403
from honglam.documents.contracts.importing import *  # noqa: F403
from honglam.documents.contracts.reading import *  # noqa: F403
from honglam.documents.contracts.views import *  # noqa: F403
