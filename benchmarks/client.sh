#!/usr/bin/env bash
# Measures the client beside the clients that people use and replaces, or adds, its section of docs/performance.md. It takes a minute or two; nothing else
# should run meanwhile. benchmarks/measure.sh writes that file anew, so run this one after it.
set -euo pipefail
cd "$(dirname "$0")/.."
out=docs/performance.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build -c Release benchmarks/Client -v quiet >&2
dotnet benchmarks/Client/bin/Release/net10.0/SkewLab.Benchmarks.Client.dll > "$work/table.md"

{
    # All up to the section, and all behind it.
    awk '/^## / { inside = ($0 == "## The client") } !inside' "$out" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
    echo
    echo '## The client'
    echo
    echo 'Made by `benchmarks/client.sh`, with BenchmarkDotNet: means and standard deviations of 15 iterations, on one thread. Where a request is sent, its answer is ready.'
    echo
    cat "$work/table.md"
} > "$work/performance.md"
mv "$work/performance.md" "$out"
cat "$work/table.md"
