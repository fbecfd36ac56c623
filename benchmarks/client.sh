#!/usr/bin/env bash
# Measures the client beside the clients that people use and replaces, or adds, its section of docs/performance.md. It takes two minutes; nothing else should
# run meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/section.sh

dotnet build -c Release benchmarks/Client -v quiet >&2
table=$(dotnet benchmarks/Client/bin/Release/net10.0/SkewLab.Benchmarks.Client.dll)

put_section 'The client' <<SECTION
Made by \`benchmarks/client.sh\`, with BenchmarkDotNet: means and standard deviations of 15 iterations, on one thread. Where a request is sent, its answer is ready.

$table
SECTION
printf '%s\n' "$table"
