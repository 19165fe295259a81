#!/bin/sh
# Make sure that Debian packages are there: as root by apt, otherwise say the one line to type.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
missing=""
for package in "$@"; do
    case "$package" in
        postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing $package" ;;
        python3-venv) python3 -c 'import ensurepip' 2>/dev/null || missing="$missing $package" ;;
        *) command -v "$package" >/dev/null 2>&1 || missing="$missing $package" ;;
    esac
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing:$missing. Type this, then try again: sudo apt-get install --yes$missing" >&2
    exit 1
fi
echo "Installing$missing"
# A source that does not answer must not stop packages that others have.
apt-get update -q >/dev/null || true
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
