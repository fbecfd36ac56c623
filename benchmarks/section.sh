# Sourced: puts one section into docs/performance.md, in the place of the one with its title or at the end.

# put_section TITLE < BODY
put_section() {
    local out=docs/performance.md
    local new
    new=$(mktemp)
    {
        awk -v title="## $1" '/^## / { inside = ($0 == title) } !inside' "$out" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
        printf '\n## %s\n\n' "$1"
        cat
    } > "$new"
    cat "$new" > "$out"
    rm "$new"
}
