"""gunicorn -c config/gunicorn.py config.wsgi. Plain http is served to this machine alone; TLS_CERT and TLS_KEY, or the
proxy of docker-compose.yml, serve a network."""

import os
from typing import Any

certfile = os.environ.get("TLS_CERT")
keyfile = os.environ.get("TLS_KEY")
bind = os.environ.get("BIND") or f"{'0.0.0.0' if certfile else '127.0.0.1'}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
preload_app = True
worker_class = "gthread"  # a slow telephone line holds a thread, not a process
threads = 4
timeout = 60
graceful_timeout = 5
keepalive = 5
max_requests = 2000
max_requests_jitter = 200
control_socket_disable = True
accesslog = None  # who saw what is in the audit log; addresses and searches do not belong in a file
forwarded_allow_ips = os.environ.get("PROXY_ADDRESSES", "127.0.0.1")
proc_name = "tsunagu"


def on_starting(server: Any) -> None:
    """Before the first page: a database that would leak, or find no Japanese name, ends the start with a sentence.
    Its connections are closed, since the workers are copies of this process."""
    from django.core.management import call_command
    from django.db import connections

    call_command("check", databases=["default"], tags=["database"])
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
