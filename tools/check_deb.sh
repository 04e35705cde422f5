#!/bin/bash
# Checks the .deb as root in a Debian without Python, in which only the package and what it depends on are installed.
#
#     sudo tools/check_deb.sh MAGNOLIA.deb [SUITE [MIRROR]]        SUITE is bookworm unless said
#
# In a temporary folder, removed at the end (about 1.2 GB, 2 minutes), it
#   1. makes a minimal Debian (debootstrap --variant=minbase) and looks that there is no Python in it;
#   2. installs the package there with apt, without what it only recommends, and looks again;
#   3. plans a day and opens the window there, on an Xvfb of this machine (tools/check_package.py);
#   4. removes the package: nothing of it may be left.
#
# apt inside fetches as apt outside does. Needs root, debootstrap, unshare, Xvfb and python3. Not part of CI.
set -euo pipefail
exec </dev/null

if [ "${INSIDE_NAMESPACE:-}" != yes ]; then # mounts and processes of ours end with us
    [ $# -ge 1 ] || { echo "Which package? sudo $0 MAGNOLIA.deb"; exit 2; }
    [ "$(id -u)" -eq 0 ] || { echo "This check needs root."; exit 2; }
    for tool in debootstrap Xvfb python3; do
        command -v $tool >/dev/null || { echo "This check needs $tool."; exit 2; }
    done
    here=$(readlink -f "${BASH_SOURCE[0]}")
    INSIDE_NAMESPACE=yes exec unshare --mount --pid --fork --kill-child -- bash "$here" "$@"
fi

package=$(readlink -f "$1")
suite=${2:-bookworm}
mirror=${3:-$(apt-get indextargets --format '$(REPO_URI)' "Codename: $suite" "Created-By: Packages" | head -n 1)}
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
environment=(HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive)
inside() { env -i "${environment[@]}" chroot "$root" "$@"; }
no_python() {
    local found
    found=$(find "$root/usr/bin" "$root/usr/local/bin" -name 'python*')
    [ -z "$found" ] || { echo "There is a Python: $found"; exit 2; }
}

say "making a minimal Debian $suite"
debootstrap --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} >"$root.log" 2>&1 ||
    { tail -n 20 "$root.log"; exit 2; }
mount -t proc proc "$root/proc" && mounted+=("$root/proc")
apt-config dump Acquire | grep -E '^Acquire::(http|https|ftp|Retries|Check-|Force)' \
    >"$root/etc/apt/apt.conf.d/99machine" || true
for file in /etc/resolv.conf /etc/hosts; do
    if [ -e $file ]; then cp -L $file "$root$file"; fi
done
no_python

say "installing $(basename "$package")"
cp "$package" "$root/tmp/magnolia.deb"
chmod 644 "$root/tmp/magnolia.deb"
inside apt-get install -y --no-install-recommends /tmp/magnolia.deb >"$root.log" 2>&1 ||
    { tail -n 20 "$root.log"; exit 1; }
no_python
inside dpkg --verify magnolia
echo "Installed: $(inside dpkg-query -W -f '${Package} ${Version}, ${Installed-Size} KiB' magnolia), without a Python"

say "starting it"
(cd "$tree" && python3 -m tools.check_package --root "$root" chroot "$root" magnolia)

say "removing it"
inside apt-get purge -y magnolia >"$root.log" 2>&1 || { tail -n 20 "$root.log"; exit 1; }
left=$(cd "$root" && find usr etc var/lib -iname '*magnolia*')
[ -z "$left" ] || { echo "Left behind: $left"; exit 1; }
say "All as promised"
