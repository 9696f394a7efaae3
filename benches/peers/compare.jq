# A peer of compare_db_snapshots: rows by `id`, changed, added and removed ones counted.
def by_id: map({key: (.id | tostring), value: .}) | from_entries;
($before[0].rows | by_id) as $b | ($after[0].rows | by_id) as $a
| [ ([$a | to_entries[] | select($b[.key] != null and $b[.key] != .value)] | length),
    ([$a | keys[] | select($b[.] == null)] | length),
    ([$b | keys[] | select($a[.] == null)] | length) ]
