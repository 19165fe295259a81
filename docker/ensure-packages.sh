#!/bin/sh
# Make sure that Debian packages are there: as root by apt, otherwise say the one line to type.
set -eu
missing=""
for package in "$@"; do
    case "$package" in
        chromium) command -v chromium >/dev/null 2>&1 || missing="$missing chromium" ;;
        postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql" ;;
        *) command -v "$package" >/dev/null 2>&1 || missing="$missing $package" ;;
    esac
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then
    apt-get update -q >/dev/null
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
else
    echo "Type this first: sudo apt-get install$missing" >&2
    exit 1
fi
