"""Receipt regardless of the boundary (phi địa giới hành chính): when the dossier is with the agency that settles it.

NĐ 118/2025/NĐ-CP as amended by NĐ 309/2026/NĐ-CP Đ8: what is received at a desk of another agency counts from when the
competent agency receives it. The data are there at once, the papers on the same working day, or at the start of the
next one if taken in after 15:00 (NĐ 61/2018/NĐ-CP Đ18). A competent agency that does not confirm has received at that
moment at the latest: nobody's limit waits for a button.
"""

from datetime import datetime, time

CUT = time(15)


def goes_the_same_day(taken_in_at: datetime) -> bool:
    """Whether papers taken in then (on Vietnam's clock) go on that working day; "sau 15 giờ" begins a minute later."""
    return taken_in_at.time().replace(second=0, microsecond=0) <= CUT


def received_by_competent(*, confirmed_at: datetime, at_the_latest: datetime) -> datetime:
    """From when the time limit runs: the confirmation, but never later than the transfer had to be there."""
    return min(confirmed_at, at_the_latest)
