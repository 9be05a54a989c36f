"""What may go wrong around the processes, each with words that say what to do."""


class MachineError(Exception):
    """Something on this machine keeps us from going on. The text is shown to a person as it is."""

    exit_code = 1


class AlreadyRunning(MachineError):
    """Another process holds the lock of the same state folder."""

    exit_code = 3


class NoDatabasePrograms(MachineError):
    """No PostgreSQL binaries were found."""


class DatabaseRefused(MachineError):
    """PostgreSQL did not come up, or the data folder does not fit the binaries."""
