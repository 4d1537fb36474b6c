#!/usr/bin/env bash
# Runs the tests of tests/Goshi.Runtime.Tests/Network: calls over a line that loses, delays and stops packets. Linux, root,
# iproute2. A network and a hosts file of its own: nothing is left behind. Results: docs/testing.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build tests/Goshi.Runtime.Tests --nologo --verbosity quiet
exec unshare --net --mount bash -c '
    ip link set lo up
    export GOSHI_NETWORK=$(mktemp)
    trap "rm -f $GOSHI_NETWORK" EXIT
    mount --bind "$GOSHI_NETWORK" /etc/hosts
    dotnet test tests/Goshi.Runtime.Tests --no-build --nologo --filter FullyQualifiedName~NetworkTests --logger "console;verbosity=detailed"'
