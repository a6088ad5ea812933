"""Run one command, and write its seconds and those of the processor to a file.

Not a part of the package for the process that runs it: it starts bare, so that it costs nothing.
What the command starts and leaves behind, as workers whose parent ends before them, comes to this
process, which waits for it: only so does the system count its time.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import time

_SET_CHILD_SUBREAPER = 36

if __name__ == "__main__":
    told, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    start = time.perf_counter()
    code = subprocess.call(command)
    seconds = time.perf_counter() - start
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(told, "w", encoding="utf-8") as file:  # noqa: PTH123  pathlib is slow to load
        json.dump({"seconds": seconds, "cpu": used.ru_utime + used.ru_stime}, file)
    sys.exit(code)
