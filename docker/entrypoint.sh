#!/bin/sh
# What a container of the image does: `prepare` migrates, publishes and makes the database account
# of the others; `web` serves, and prepares first unless PREPARED=1; `worker` fires timers; anything
# else is run as it stands, for example `flask --app app audit verify`.
set -eu

prepare() {
    if [ "${DEMO:-0}" = 1 ]; then
        flask --app app install --demo
    else
        flask --app app install
    fi
    if [ -n "${APP_ACCOUNT:-}" ]; then
        flask --app app audit account "$APP_ACCOUNT" --create
    fi
}

case "${1:-web}" in
    prepare) prepare ;;
    web)
        if [ "${PREPARED:-0}" != 1 ]; then prepare; fi
        exec gunicorn --config docker/gunicorn.conf.py 'app:create_app()'
        ;;
    worker) exec flask --app app worker ;;
    *) exec "$@" ;;
esac
