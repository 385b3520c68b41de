"""Telling a full disk from other faults, whether ours or the database's."""

import errno

from psycopg.errors import DiskFull

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_disk_full(fault: BaseException | None) -> bool:
    """Whether the fault, or what led to it, says that nothing more can be stored."""
    while fault is not None:
        if isinstance(fault, DiskFull) or (isinstance(fault, OSError) and fault.errno in _FULL):
            return True
        fault = fault.__cause__
    return False
