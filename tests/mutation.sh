#!/usr/bin/env bash
# Changes the client and the clocks in small ways, one at a time, runs their tests against each change and writes docs/mutation.md anew. It takes half an hour
# to an hour on two cores. With the name of a project (VirtualTime, ClientUnderTest) it runs that one and keeps the other's last report.
# SKEWLAB_MUTATION_CONCURRENCY says how many test processes run side by side; the default is one per core.
# It fails if a project scores less than its configuration asks for, or if a change survives that tests/mutation-survivors.txt does not explain.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# On a busy machine the test platform takes longer to start than the minute and a half that it is given.
export VSTEST_CONNECTION_TIMEOUT=600
out=$PWD/TestResults/mutation
[ $# -gt 0 ] || set -- VirtualTime ClientUnderTest

dotnet tool restore
low=0
for project in "$@"; do
    (
        cd "tests/$project.Tests"
        nice -n 19 dotnet stryker --skip-version-check --concurrency "${SKEWLAB_MUTATION_CONCURRENCY:-$(nproc)}" --output "$out/$project"
    ) || low=1
done

dotnet run tests/mutation-report.cs -- "$out" .config/dotnet-tools.json tests/mutation-survivors.txt docs/mutation.md
exit "$low"
