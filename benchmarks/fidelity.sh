#!/usr/bin/env bash
# Runs one scenario in the simulation and live, on sockets in real time, and writes docs/fidelity.md anew. It takes five minutes; nothing else should run
# meanwhile. Ends with 1 where the two do not agree, or where the machine was too busy to tell; the file then says so.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/section.sh
out=docs/fidelity.md
scenario=benchmarks/Fidelity/both-ways.yaml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build -c Release benchmarks/Fidelity -v quiet >&2
src/SkewLab/bin/Release/net10.0/skewlab run "$scenario" --quiet --json "$work/simulated.json" >&2
status=0
dotnet benchmarks/Fidelity/bin/Release/net10.0/SkewLab.Benchmarks.Fidelity.dll "$scenario" "$work/simulated.json" > "$work/tables.md" || status=$?
[ "$status" -le 1 ] || exit "$status"

{
    echo '# Simulated and live'
    echo
    echo 'Made by `benchmarks/fidelity.sh`; nothing here is typed by hand. Live runs differ, so no test compares this page; the command ends with 1 where the two do not agree.'
    echo
    machine
    echo
    echo "One scenario, [both-ways](../$scenario), runs in the simulation, and three times live: the servers of \`skewlab serve\` on loopback sockets and the"
    echo "machine's clock, with the scenario's offsets, drifts and propagation; the same strategy classes over \`SocketsHttpHandler\`, at the scenario's rate. Attempts go to"
    echo 'the nodes to which the simulation sends them. Live counts are the least and the most of the three runs.'
    echo
    cat "$work/tables.md"
    echo
    echo '## What scheduling explains'
    echo
    echo 'In the simulation a call begins when it is due and its answer takes 2 ms. On a machine both take as long as they take, and each live run is measured: a delay is the'
    echo 'time from when a call was due to the answer, of each of its requests; "late" is more than the time between two calls.'
    echo
    echo '- **Calls** and **calls without an answer**: nothing.'
    echo '- **A cause**: a 401 of a cause that the simulation does not have is explained by nothing.'
    echo '- **401s of a cause**: an edge is the moment at which a node begins, or ceases, to take a token. Each token request that no 401 forced makes one. A call crosses it'
    echo '  that was nearer than its own delay, or than the edge moved: by the delay of its token request, and by how far delays longer than half the time between two calls moved'
    echo '  the refreshes before it. The bound is the mean number of crossings at all edges, with calls evenly spread, three standard deviations (of a Poisson count) and one;'
    echo '  and one for each late request, whose token another call may have replaced.'
    echo '- **Token requests**: one at the end of the run, those for which the delays of unforced ones added up to the time between two of them, and one for each late request.'
    echo
    echo 'Where more than every second edge would be crossed, or more than 2 % of the requests are late, the bounds would hide what they are to show: the command then says'
    echo 'that it cannot tell.'
} > "$work/fidelity.md"
mv "$work/fidelity.md" "$out"
cat "$out"
exit "$status"
