"""``python -m tests.sample_world --port 8765 --day 0`` serves the whole sample world until SIGINT or SIGTERM."""

import sys

from crawler.sample.__main__ import main
from tests.sample_world.server import serve

if __name__ == "__main__":
    sys.exit(main(serve=serve, prog="python -m tests.sample_world"))
