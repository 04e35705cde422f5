#!/bin/bash
# Checks the README's two commands as root in a Debian that has Python and nothing else of what Magnolia needs.
#
#     sudo tools/check_bare_debian.sh [SUITE [MIRROR]]        SUITE is bookworm unless said (Python 3.11)
#
# In a temporary folder, removed at the end (about 1.5 GB, 2 minutes), it
#   1. makes a minimal Debian (debootstrap --variant=minbase) with python3 and copies this checkout into it;
#   2. runs `python3 run.py test` as nobody: it must name the missing packages in one sudo line and make nothing;
#   3. runs `python3 run.py test` as root: it must install what is missing, set up .venv and pass;
#   4. installs Xvfb, runs `python3 run.py` on it, and waits for a window; SIGTERM must then end it
#      with exit code 0 within 10 s.
#
# The machine's own ways to its package sources are made to work inside: apt's Acquire options and source for SUITE,
# pip's settings with the local folders they name, certificates, proxies, name resolution. Nothing is written into
# the checkout. Needs root, debootstrap and unshare. Not part of CI, because it is slow and needs mounts.
set -euo pipefail
exec </dev/null

if [ "${INSIDE_NAMESPACE:-}" != yes ]; then # mounts and processes of ours end with us
    [ "$(id -u)" -eq 0 ] || { echo "This check needs root."; exit 2; }
    command -v debootstrap >/dev/null || { echo "This check needs debootstrap: apt-get install debootstrap"; exit 2; }
    here=$(readlink -f "${BASH_SOURCE[0]}")
    INSIDE_NAMESPACE=yes exec unshare --mount --pid --fork --kill-child -- bash "$here" "$@"
fi

suite=${1:-bookworm}
mirror=${2:-$(apt-get indextargets --format '$(REPO_URI)' "Codename: $suite" "Created-By: Packages" | head -n 1)}
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$(mktemp -d)
chmod 755 "$root" # apt fetches as a user of its own
mounted=()
finish() {
    for folder in "${mounted[@]}"; do umount --lazy "$folder"; done
    rm -rf --one-file-system "$root" "$root.log"
}
trap finish EXIT
say() { echo "== $* (${SECONDS} s)"; }

say "making a minimal Debian $suite"
debootstrap --variant=minbase --include=python3 "$suite" "$root" ${mirror:+"$mirror"} >"$root.log" 2>&1 ||
    { tail -n 20 "$root.log"; exit 2; }
mount -t proc proc "$root/proc" && mounted+=("$root/proc")

# apt: how to fetch, not what the machine has configured besides.
apt-config dump Acquire | grep -E '^Acquire::(http|https|ftp|Retries|Check-|Force)' >"$root/etc/apt/apt.conf.d/99machine" || true
for file in /etc/resolv.conf /etc/hosts; do
    if [ -e $file ]; then cp -L $file "$root$file"; fi
done

# pip: its files, its variables, and every local folder or file that they name.
certificates=${PIP_CERT:-${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}}
environment=(HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin)
if [ -e "$certificates" ]; then # under a name of its own: installing packages rewrites the usual one
    cp -L "$certificates" "$root/etc/machine-certificates.crt"
    environment+=(PIP_CERT=/etc/machine-certificates.crt)
fi
for file in /etc/pip.conf /etc/xdg/pip/pip.conf .pip/pip.conf .config/pip/pip.conf; do
    case $file in /*) from=$file to=$root$file ;; *) from=$HOME/$file to=$root/root/$file ;; esac
    if [ -e "$from" ]; then install -D "$(readlink -f "$from")" "$to"; fi
done
while IFS= read -r -d '' variable; do
    case $variable in
    PIP_CERT=*) ;;
    PIP_* | http_proxy=* | https_proxy=* | no_proxy=* | HTTP_PROXY=* | HTTPS_PROXY=* | NO_PROXY=*) environment+=("$variable") ;;
    esac
done < <(env --null)
while IFS= read -r folder; do
    case $folder in file://*) folder=$(dirname "${folder#file://}") ;; esac # index pages point beside themselves
    if [ -d "$folder" ] && [ "$folder" != / ]; then
        mkdir -p "$root$folder"
        mount --bind -o ro "$folder" "$root$folder" && mounted=("$root$folder" "${mounted[@]}")
    fi
done < <(python3 -m pip config list 2>/dev/null | tr "'\" =," '\n' | grep -E '^(file://)?/' | sort -u)

mkdir -p "$root/srv/magnolia meals"
tar -C "$tree" --exclude=./.git --exclude=./.venv --exclude=__pycache__ --exclude='./.*_cache' -c . |
    tar -C "$root/srv/magnolia meals" -x --no-same-owner
inside() { env -i "${environment[@]}" chroot "$root" "$@"; }
program="/srv/magnolia meals/run.py"

inside python3 --version
if inside python3 -c 'import ensurepip' 2>/dev/null || inside ldconfig -p | grep -qE 'libGL\.so|libxcb-cursor'; then
    echo "This Debian is not bare."
    exit 2
fi

say "python3 run.py test, as nobody"
if answer=$(env -i "${environment[@]}" chroot --userspec=65534:65534 "$root" python3 "$program" test 2>&1); then
    echo "It passed, but should have asked for packages."
    exit 1
fi
echo "$answer"
[ "$(grep -c '^sudo apt-get install .*-venv .*libgl1 ' <<<"$answer")" -eq 1 ] && [ ! -e "$root/srv/magnolia meals/.venv" ]

say "python3 run.py test, as root"
inside python3 "$program" test

say "installing Xvfb"
inside env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends xvfb xauth x11-utils >/dev/null 2>&1
say "python3 run.py, as root, on Xvfb"
inside xvfb-run --auto-servernum bash -c '
    python3 "$1" & # becomes Magnolia itself
    magnolia=$!
    for ((tenths = 0; tenths < 600; tenths++)); do
        kill -0 $magnolia 2>/dev/null || { wait $magnolia; echo "It ended with exit code $? before a window was seen."; exit 1; }
        window=$(xwininfo -root -tree | grep -E "^ +0x.*\"" | grep -vE " 1x1| 10x10" | head -n 1)
        [ -n "$window" ] && break
        sleep 0.1
    done
    [ -n "$window" ] || { echo "No window within a minute."; exit 1; }
    echo "Window: $window"
    sleep 2
    kill -TERM $magnolia
    for ((tenths = 0; tenths < 100; tenths++)); do
        kill -0 $magnolia 2>/dev/null || { wait $magnolia; code=$?; echo "SIGTERM: exit code $code."; exit $code; }
        sleep 0.1
    done
    echo "It did not end within 10 s of SIGTERM."
    exit 1
' bash "$program"
say "All as promised"
