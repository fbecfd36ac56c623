#!/usr/bin/env bash
# Measures runners and whole processes, and replaces, or adds, their sections of docs/performance.md. It takes a few minutes; nothing else should run meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/section.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build -c Release src/SkewLab -v quiet
dotnet build -c Release benchmarks/Worlds -v quiet
skewlab=src/SkewLab/bin/Release/net10.0/skewlab

# From nothing but the SDK: clone, restore into an empty package folder, build, run.
begin=$(date +%s%N)
git clone --quiet . "$work/clone"
(cd "$work/clone" && NUGET_PACKAGES="$work/packages" dotnet run -c Release --project src/SkewLab -- run scenarios/post-refresh-401.yaml > /dev/null)
fresh=$((($(date +%s%N) - begin) / 1000000000))

# The whole folder, as CI runs it.
begin=$(date +%s%N)
"$skewlab" run scenarios --check-determinism --quiet > /dev/null
folder=$((($(date +%s%N) - begin) / 1000000000))

world() { # name hours
    cat > "$work/$1.yaml" <<YAML
lab: 1
name: $1
duration: $2h
idp: { tokens: { lifetime: 1h } }
api: { nodes: 2 }
links: { "client -> idp": { oneWay: 20ms }, "client -> api-*": { oneWay: 15ms } }
traffic: [ { executor: constantArrivalRate, rate: 1/s, request: GET /api/v2/users/me } ]
strategies: [skew-aware]
YAML
}

# The median of five runs of a command, in seconds.
median() {
    for _ in 1 2 3 4 5; do
        local begin end
        begin=$(date +%s%N)
        "$@" > /dev/null
        end=$(date +%s%N)
        echo $(((end - begin) / 1000000))
    done | sort -n | sed -n 3p | awk '{ printf "%.2f", $1 / 1000 }'
}

field() { grep -o "\"$2\": [0-9]*" "$1" | head -1 | grep -o '[0-9]*$'; }

world hours-24 24
world hours-240 240
"$skewlab" run "$work/hours-24.yaml" --quiet --json "$work/24.json" > /dev/null
"$skewlab" run "$work/hours-240.yaml" --quiet --json "$work/240.json" > /dev/null
short=$(field "$work/24.json" peakMemoryBytes)
long=$(field "$work/240.json" peakMemoryBytes)

{
    echo 'Made by `benchmarks/measure.sh`. 24 hours at 1 request/s, 2 API nodes, ES256; medians of 5 runs after 3 to warm up.'
    echo
    DOTNET_PROCESSOR_COUNT=1 DOTNET_gcConcurrent=0 DOTNET_TieredPGO=0 DOTNET_TC_CallCountingDelayMs=0 DOTNET_GCgen0size=0x2000000 dotnet benchmarks/Worlds/bin/Release/net10.0/SkewLab.Benchmarks.Worlds.dll
} > "$work/runner.md"
put_section 'One warm runner' < "$work/runner.md"

{
    echo 'Made by `benchmarks/measure.sh`. Release build, medians of 5 runs.'
    echo
    echo '| command | seconds |'
    echo '|---|---|'
    echo "| 24 h at 1 request/s, one strategy | $(median "$skewlab" run "$work/hours-24.yaml" --quiet) |"
    echo "| \`skewlab run scenarios/post-refresh-401.yaml\` (two strategies, two runners, 2 × 30 days) | $(median "$skewlab" run scenarios/post-refresh-401.yaml) |"
    echo "| clone, restore into an empty package folder, build, \`run scenarios/post-refresh-401.yaml\` (one run) | $fresh |"
    echo "| \`skewlab run scenarios --check-determinism\` (every scenario and strategy, twice; one run) | $folder |"
    echo
    echo "Peak memory of a runner: $((short / 1000000)) MB for 24 hours, $((long / 1000000)) MB for 240 hours (ratio $(awk "BEGIN { printf \"%.2f\", $long / $short }"))."
} > "$work/processes.md"
put_section 'Whole processes, start-up included' < "$work/processes.md"
cat "$work/runner.md" "$work/processes.md"
