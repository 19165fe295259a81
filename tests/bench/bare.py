"""The least that can be called a submission: a Flask handler that writes one row and commits."""

from __future__ import annotations

import os
import threading

import psycopg
from flask import Flask, request

TABLE = "CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, said text NOT NULL)"


def create_app() -> Flask:
    """Build the application; every thread keeps one connection."""
    app = Flask(__name__)
    own = threading.local()

    @app.post("/")
    def write() -> tuple[str, int, dict[str, str]]:
        if not hasattr(own, "connection"):
            own.connection = psycopg.connect(os.environ["BARE_DATABASE"])
        own.connection.execute("INSERT INTO bare (said) VALUES (%s)", (request.form["answers"],))
        own.connection.commit()
        return "", 303, {"Location": "/"}

    return app
