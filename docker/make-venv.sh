#!/bin/sh
# Make the Python environment and fill it from the hashed lock. Arguments: python, folder.
set -eu
python=$1
venv=$2
cd "$(dirname "$0")/.."
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed; type: make PYTHON=<its name>" >&2
    exit 1
fi
"$python" -c 'import ensurepip, venv' 2>/dev/null || docker/ensure-packages.sh python3-venv
# A folder that was moved, or whose Python was removed, is made anew.
if ! "$venv/bin/pip" --version >/dev/null 2>&1; then
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
    -r docker/requirements-dev.txt
