"""``python -m crawler.sample --port 8765 --day 0`` serves the sample portals until SIGINT or SIGTERM."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable

from crawler.sample import server as demo


def main(
    arguments: list[str] | None = None,
    *,
    serve: Callable[[int, int], demo.SampleServer] = demo.serve,
    prog: str = "python -m crawler.sample",
) -> int:
    """Serve until a signal comes; the address goes to stderr."""
    parser = argparse.ArgumentParser(
        prog=prog,
        description="Serve the sample portals on loopback.",
        epilog=f"example: {prog} --port 8765 --day 0",
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--day", type=int, default=0, help="0 is the first visit, 1 the world a day later")
    options = parser.parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        with serve(options.day, options.port) as server:
            print(f"sample portals: http_proxy={server.proxy_url} day={server.day}", file=sys.stderr, flush=True)  # noqa: T201
            stop.wait()
    except ValueError as error:
        parser.error(str(error))
    except (OSError, OverflowError) as error:
        parser.error(f"port {options.port} cannot be opened ({error}): choose another, or 0 for a free one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
