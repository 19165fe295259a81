"""How gunicorn serves the pages: few processes, threads in each, renewed now and then."""

import os

bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 20
keepalive = 15
# Leaks of C libraries end with their process; the jitter keeps two from ending at once.
max_requests = int(os.environ.get("WEB_MAX_REQUESTS", "20000"))
max_requests_jitter = max_requests // 10
# A heartbeat file on a slow disk would let a healthy worker be killed.
worker_tmp_dir = "/dev/shm"  # noqa: S108 gunicorn makes files of its own there
# Told by the proxy in front, which ends TLS; only that proxy may reach the port.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
