#!/bin/sh
# Build the image, start it, fetch its pages. With a Docker engine where one answers; otherwise as
# root with Debian's buildah, in folders of its own, from a base that debootstrap makes.
# CACHE keeps base and layers between runs; it may be removed at any time.
set -eu
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin:/sbin"
CACHE=${CACHE:-/var/tmp/chu-truong-image}
SUITE=${SUITE:-bookworm}
PORT=${PORT:-$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')}

STORE="--root $CACHE/store --runroot $CACHE/run --storage-driver vfs"

with_docker() {
    docker build --quiet --tag chu-truong ${BASE:+--build-arg "BASE=$BASE"} --file docker/Dockerfile .
    container=$(docker run --detach --env DEMO=1 --publish "127.0.0.1:$PORT:8000" chu-truong)
    trap 'docker rm --force "$container" >/dev/null' EXIT
    probe || { docker logs "$container" >&2; return 1; }
    docker image inspect --format 'Image size: {{.Size}} bytes' chu-truong
}

with_buildah() {
    if [ "$(id -u)" != 0 ]; then
        echo "No Docker engine answers, and buildah needs root here. Type: sudo make image" >&2
        return 1
    fi
    docker/ensure-packages.sh buildah debootstrap
    mkdir -p "$CACHE"
    make_base
    in_store build --isolation chroot --format docker --tag chu-truong \
        $(own_client_settings) --build-arg BASE=localhost/chu-truong-base --file docker/Dockerfile .
    container=$(in_store from localhost/chu-truong)
    log=$CACHE/served.log
    # A process group of its own, so that ending it ends all that was started inside.
    setsid buildah $STORE run --isolation chroot --env DEMO=1 --env "BIND=127.0.0.1:$PORT" \
        "$container" docker/entrypoint.sh web >"$log" 2>&1 &
    served=$!
    trap 'stop_buildah' EXIT
    probe "$served" || { tail -50 "$log" >&2; return 1; }
    echo "Image size: $(du -sm "$(in_store mount "$container")" | cut -f1) MB unpacked"
}

stop_buildah() {
    kill -s KILL -- "-$served" 2>/dev/null || true
    wait "$served" 2>/dev/null || true
    in_store umount "$container" >/dev/null 2>&1 || true
    in_store rm "$container" >/dev/null
    in_store rmi --prune --force >/dev/null 2>&1 || true
}

in_store() {
    buildah $STORE "$@"
}

make_base() {
    in_store inspect --type image localhost/chu-truong-base >/dev/null 2>&1 && return
    rm -rf "$CACHE/base"
    debootstrap --variant=minbase --include=ca-certificates "$SUITE" "$CACHE/base" \
        $(mirror) >"$CACHE/base.log" 2>&1 || { tail -20 "$CACHE/base.log" >&2; return 1; }
    rm -rf "$CACHE/base/var/cache/apt" "$CACHE/base/var/lib/apt/lists" \
        "$CACHE/base/usr/share/doc" "$CACHE/base/usr/share/man" "$CACHE/base/usr/share/locale"
    mkdir -p "$CACHE/base/var/cache/apt/archives/partial" "$CACHE/base/var/lib/apt/lists/partial"
    scratch=$(in_store from scratch)
    in_store add --quiet "$scratch" "$CACHE/base" / >/dev/null
    in_store commit --quiet --rm "$scratch" localhost/chu-truong-base >/dev/null
    rm -rf "$CACHE/base"
}

# The mirror from which this machine itself gets its packages.
mirror() {
    apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 2>/dev/null \
        | sed -n "s/^$SUITE //p" | head -1
}

# Let the build's pip, npm and apt speak to the same mirrors and trust the same certificates.
own_client_settings() {
    for path in /etc/pip.conf /etc/npmrc /etc/ssl/certs; do
        if [ -e "$path" ]; then echo "--volume $path:$path:ro"; fi
    done
}

# Argument: the id of the process that serves, if it is one of this machine.
probe() {
    python3 -m tests.image "http://127.0.0.1:$PORT" "$@"
}

trap "exit 1" INT TERM
start=$(date +%s)
if command -v docker >/dev/null 2>&1 && docker info >/dev/null 2>&1; then
    with_docker
else
    with_buildah
fi
echo "Built, started and probed in $(($(date +%s) - start)) s"
