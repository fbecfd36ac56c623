#!/usr/bin/env bash
# Measures the live lab under load beside two identity providers that people use as fakes, and replaces, or adds, its section of docs/performance.md.
# Needs Node.js 20 with npm, wrk and openssl (Debian: apt-get install wrk openssl). It takes four minutes; nothing else should run meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/section.sh
rounds=3
seconds=10
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; rm -rf "$work"' EXIT

for tool in node npm wrk openssl; do
    command -v "$tool" > /dev/null || { echo "$tool is not there: $(sed -n 3p "$0" | cut -c3-)" >&2; exit 2; }
done

(cd benchmarks/Load && npm ci >&2)
dotnet build -c Release src/SkewLab -v quiet >&2

# Starts a server and waits until its port answers: start NAME PORT COMMAND…
declare -A pid_of
start() {
    local name=$1 port=$2
    shift 2
    "$@" > "$work/$name.log" 2>&1 &
    pid_of[$name]=$!
    pids+=($!)
    local try
    for try in $(seq 300); do
        (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null && return
        sleep 0.1
    done
    echo "$name did not start:" >&2
    cat "$work/$name.log" >&2
    exit 1
}

start skewlab 8471 src/SkewLab/bin/Release/net10.0/skewlab serve --port 8471 --quiet
start oauth2-mock-server 8472 node benchmarks/Load/peers.mjs oauth2-mock-server 8472
start oidc-provider 8473 node benchmarks/Load/peers.mjs oidc-provider 8473

# Requests per second of one run; an answer that is no 2xx ends it all.
load() {
    wrk -t1 -c32 "$@" > "$work/wrk.txt"
    if grep -q 'Non-2xx' "$work/wrk.txt"; then
        cat "$work/wrk.txt" >&2
        exit 1
    fi
    awk '/^Requests\/sec/ { printf "%.0f\n", $2 }' "$work/wrk.txt"
}

median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }
megabytes() { awk '/^VmHWM/ { printf "%.0f", $2 / 1000 }' "/proc/${pid_of[$1]}/status"; }

declare -A address=([skewlab]=http://127.0.0.1:8471/oauth/token [oauth2-mock-server]=http://127.0.0.1:8472/token [oidc-provider]=http://127.0.0.1:8473/token)
servers=(skewlab oauth2-mock-server oidc-provider)
for name in "${servers[@]}"; do
    load -d3s -s benchmarks/Load/token.lua "${address[$name]}" > /dev/null
done
for round in $(seq $rounds); do
    for name in "${servers[@]}"; do
        load "-d${seconds}s" -s benchmarks/Load/token.lua "${address[$name]}" >> "$work/$name.rates"
    done
    openssl speed -seconds 3 -multi "$(nproc)" rsa2048 2> /dev/null | awk '/^rsa 2048/ { printf "%.0f\n", $6 }' >> "$work/raw.rates"
done

token=$(curl -s -d 'grant_type=client_credentials&client_id=app&client_secret=app-secret' http://127.0.0.1:8471/oauth/token | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
load -d3s -H "Authorization: Bearer $token" http://127.0.0.1:8471/api/v2/users/me > /dev/null
for round in $(seq $rounds); do
    load "-d${seconds}s" -H "Authorization: Bearer $token" http://127.0.0.1:8471/api/v2/users/me >> "$work/api.rates"
done

raw=$(median "$work/raw.rates")
{
    echo "Made by \`benchmarks/load.sh\`: medians of $rounds rounds of $seconds s with \`wrk -t1 -c32\`, which shares the $(nproc) cores with the server; every token is a JWT signed with RS256 (2048 bits)."
    echo "Raw signing (\`openssl speed rsa2048\` on all cores, with no load generator beside it): $raw/s."
    echo
    echo '| token requests | per second | of raw signing | most memory, MB |'
    echo '|---|---|---|---|'
    for name in "${servers[@]}"; do
        rate=$(median "$work/$name.rates")
        echo "| $(if [ "$name" = skewlab ]; then echo '`skewlab serve`'; else echo "\`$name\` $(node -p "require('./benchmarks/Load/node_modules/$name/package.json').version")"; fi) | $rate | $((rate * 100 / raw)) % | $(megabytes "$name") |"
    done
    echo
    echo "Bearer-validated API requests (\`GET /api/v2/users/me\`): $(median "$work/api.rates") per second."
} > "$work/section.md"
put_section 'The live lab' < "$work/section.md"
cat "$work/section.md"
