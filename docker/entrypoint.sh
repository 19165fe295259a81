#!/bin/sh
# What a container of the image does: `web` migrates, publishes and serves; `worker` fires timers;
# anything else is run as it stands, for example `flask --app app audit verify`.
set -eu
case "${1:-web}" in
    web)
        if [ "${DEMO:-0}" = 1 ]; then
            flask --app app install --demo
        else
            flask --app app install
        fi
        exec gunicorn --config docker/gunicorn.conf.py 'app:create_app()'
        ;;
    worker) exec flask --app app worker ;;
    *) exec "$@" ;;
esac
