# Sourced from the checkout's folder: what the scripts beside this one share.

# What numbers were measured on, as a sentence.
machine() {
    echo "Machine: $(grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //'), $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), $(uname -sr), .NET $(dotnet --version) SDK. $(date -u +%Y-%m-%d)."
}

# Puts a section into docs/performance.md, in the place of the one with its title or at the end: put_section TITLE < BODY
put_section() {
    local out=docs/performance.md new
    new=$(mktemp)
    {
        echo "## $1"
        echo
        machine
        echo
        cat
    } > "$new"
    awk -v title="## $1" -v section="$new" '
        function put(line) { while ((getline line < section) > 0) print line; isPut = 1 }
        /^## / { if (inside) print ""; inside = ($0 == title); if (inside) put() }
        !inside
        END { if (!isPut) { print ""; put() } }' "$out" > "$new.page"
    cat "$new.page" > "$out"
    rm "$new" "$new.page"
}
