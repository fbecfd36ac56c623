#!/usr/bin/env bash
# Installs the real clients that Interop.Tests tries the live lab with. What the machine has no means to install is said in a sentence, and its tests are skipped;
# an installation that fails ends this with an error. The second run finds everything there.
set -u
cd "$(dirname "$0")/clients"
failed=0

# openid-client and jose need Node.js 20.
if ! node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || ! command -v npm >/dev/null; then
    echo 'Node.js 20 or later or its npm is not there: the tests of purecloud-platform-client-v2, openid-client and jose will be skipped. Install them and run this again.'
elif cmp -s package-lock.json node_modules/.installed; then
    echo 'npm: installed already.'
elif npm ci; then
    # The next run compares them; npm's own copy is written differently.
    cp package-lock.json node_modules/.installed
else
    echo 'npm ci failed.' >&2
    failed=1
fi

packages=()
/usr/bin/python3 -c 'import authlib, requests' 2>/dev/null || packages+=(python3-authlib python3-requests)
command -v faketime >/dev/null || packages+=(faketime)
if [ ${#packages[@]} -eq 0 ]; then
    echo 'Debian packages: installed already.'
elif ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    echo "Only root on Debian or Ubuntu can install ${packages[*]}: the tests that need them will be skipped. Install them and run this again."
elif ! { apt-get install -y --no-install-recommends "${packages[@]}" || { apt-get update && apt-get install -y --no-install-recommends "${packages[@]}"; }; }; then
    echo "apt-get install ${packages[*]} failed." >&2
    failed=1
fi

exit "$failed"
