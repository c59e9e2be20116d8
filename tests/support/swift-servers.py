"""Rings, then the four servers of an OpenStack Swift, in one start; they end when whoever started this closes its input.

usage: swift-servers.py FOLDER ACCOUNT_PORT CONTAINER_PORT OBJECT_PORT, with swift.conf and NAME.conf in the folder
"""

import os
import signal
import sys

folder, ports = sys.argv[1], [int(port) for port in sys.argv[2:]]

from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import run_wsgi  # noqa: E402

names = ["account", "container", "object"]
for name, port in zip(names, ports):
    builder = RingBuilder(2, 1, 0)
    builder.add_dev(
        {
            "region": 1,
            "zone": 1,
            "ip": "127.0.0.1",
            "port": port,
            "replication_ip": "127.0.0.1",
            "replication_port": port,
            "device": "d1",
            "weight": 1.0,
        }
    )
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, f"{name}.ring.gz"))

children = []
for name in [*names, "proxy"]:
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.exit(run_wsgi(os.path.join(folder, f"{name}.conf"), f"{name}-server"))
    children.append(child)

sys.stdin.read()
for child in children:
    os.kill(child, signal.SIGKILL)
