"""Clients that keep a session and a connection, and time every request they send."""

from __future__ import annotations

import http.client
import re
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Post:
    """One request to send."""

    path: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Measured:
    """How long each request took, in seconds, and all of them together."""

    times: tuple[float, ...]
    seconds: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.times) / self.seconds

    def percentile(self, percent: int) -> float:
        """Return a percentile in milliseconds."""
        return statistics.quantiles(self.times, n=100)[percent - 1] * 1000


class Client:
    """One browser: cookies, the page's CSRF token, one connection kept open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self.token = ""

    def fetch(self, path: str) -> str:
        """Fetch a page; keep its cookies and its token."""
        status, text = self._send("GET", path, None)
        assert status == 200, f"GET {path}: {status}"
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
        self.token = found[1] if found else self.token
        return text

    def post(self, post: Post) -> None:
        """Send a form; anything but a redirect is a failure."""
        body = urlencode((*post.fields, ("csrf_token", self.token)))
        status, text = self._send("POST", post.path, body)
        assert status == 303, f"POST {post.path}: {status} {text[:2000]}"

    def sign_in(self, login: str, password: str) -> None:
        """Open a session and hold a token of it."""
        self.fetch("/dang-nhap")
        self.post(Post("/dang-nhap", (("login", login), ("password", password))))
        self.fetch("/viec")

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(method, path, body, {**HEADERS, "Cookie": cookies})
        answer = self._connection.getresponse()
        text = answer.read().decode("utf-8")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, text


def send_all(clients: Sequence[Client], posts: Sequence[Post]) -> Measured:
    """Let all clients send, each the next post as soon as its last was answered."""
    waiting: SimpleQueue[Post] = SimpleQueue()
    for post in posts:
        waiting.put(post)
    times: list[float] = []
    failures: list[BaseException] = []

    def work(client: Client) -> None:
        try:
            while not failures:
                post = waiting.get_nowait()
                began = time.perf_counter()
                client.post(post)
                times.append(time.perf_counter() - began)
        except Empty:
            return
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return Measured(tuple(times), time.perf_counter() - began)
