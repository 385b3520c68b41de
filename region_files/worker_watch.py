"""Watching a worker carry out a job: its progress, its time, the memory it takes at most."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from accounts.models import Job

PAUSE = 0.1  # seconds between two looks
LONGEST = 1800  # seconds; then something is wrong

UNFINISHED = (Job.State.WAITING, Job.State.RUNNING)


class WorkerGone(Exception):
    """The worker ended, or does not come to an end; the text says which."""


@dataclass
class Worker:
    """A process with its children (one process group), known by the id of the first."""

    pid: int
    peaks: dict[int, float] = field(default_factory=dict)

    def look(self) -> None:
        """Raises WorkerGone where the first process has ended."""
        for pid in _group(self.pid):
            self.peaks[pid] = max(peak_megabytes(pid), self.peaks.get(pid, 0.0))
        if not peak_megabytes(self.pid):
            raise WorkerGone(f"the worker (process {self.pid}) has ended")

    @property
    def megabytes(self) -> float:
        """The peaks of all its processes added up; memory they share counts more than once."""
        return sum(self.peaks.values())


@dataclass(frozen=True)
class Watched:
    """How a job ended, how many different percentages were seen on the way, and its seconds."""

    job: Job
    steps: int
    seconds: float


def watch(job: Job, worker: Worker) -> Watched:
    """Wait until the worker has carried out a job that was sent; raises WorkerGone."""
    began, seen = time.monotonic(), {job.percent}
    while job.state in UNFINISHED:
        if time.monotonic() - began > LONGEST:
            raise WorkerGone(f"{job} has not ended after {LONGEST} s")
        time.sleep(PAUSE)
        worker.look()
        job.refresh_from_db()
        seen.add(job.percent)
    return Watched(job, len(seen), time.monotonic() - began)


def peak_megabytes(pid: int) -> float:
    """The most memory a process has held at once (VmHWM); 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    kilobytes = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return sum(kilobytes) / 1024


def _group(leader: int) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) == leader:
                yield int(folder.name)
        except ProcessLookupError:
            continue
