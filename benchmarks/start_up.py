"""How long until the app shows its first frame, beside a Textual program of one widget.

    python benchmarks/start_up.py [RUNS] [--corpus DIR]

Both programs run in turn in a terminal of their own (a pty of 100x30). The time counts from
starting the process until the first text of its screen arrives. The index is warm.
"""

import argparse
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import time

if sys.platform != "win32":
    import fcntl
    import termios

PEER = """
from textual.app import App
from textual.widgets import Static
class Peer(App):
    def compose(self):
        yield Static("first-frame-of-the-peer")
Peer().run()
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="?", type=int, default=11)
    parser.add_argument("--corpus")
    options = parser.parse_args()
    corpus = ["--corpus", options.corpus] if options.corpus else []
    ours = [sys.executable, "-m", "policytui", *corpus]
    peer = [sys.executable, "-c", PEER]
    subprocess.run([*ours, "index"], check=True, capture_output=True)
    times: dict[str, list[float]] = {"policytui": [], "one widget": []}
    for _ in range(options.runs):
        times["one widget"].append(first_frame(peer, b"first-frame-of-the-peer"))
        times["policytui"].append(first_frame(ours, b"Search"))
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, median in medians.items():
        print(f"{name:<12} median {median * 1000:6.0f} ms   of {options.runs} runs")
    ratio = medians["policytui"] / medians["one widget"]
    print(f"ratio        {ratio:.2f}   (goal: at most 1.50)")
    return 0 if ratio <= 1.5 else 1


def first_frame(command: list[str], marker: bytes) -> float:
    """Seconds from starting a program until a text appears on its screen."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="100", LINES="30")
        os.execv(command[0], command)
    started = time.perf_counter()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    seen = b""
    try:
        while marker not in seen:
            ready, _, _ = select.select([terminal], [], [], 20)
            if not ready:
                raise SystemExit(f"no first frame within 20 s from {command}: {seen[-500:]!r}")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - started
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


if __name__ == "__main__":
    sys.exit(main())
