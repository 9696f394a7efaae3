# Keeps a PostgreSQL server alive for as long as standard input stays open, then removes its folder.
# Arguments: folder, port, folder of the server programs, then settings (`name=value`).
set -eu
exec 2>&1
folder=$1 port=$2 bin=$3
shift 3
trap '' INT
trap 'rm -rf "$folder"' EXIT

# The server refuses to run as root: it then runs as the package's own user.
as=
if [ "$(id -u)" = 0 ]; then
    chown -R postgres "$folder"
    as='setpriv --reuid=postgres --regid=postgres --clear-groups'
fi
cd "$folder"

echo secret >password
$as "$bin/initdb" -D "$folder/data" --no-sync --locale=C.UTF-8 --encoding=UTF8 --username=proctor \
    --pwfile=password --auth-local=trust --auth-host=scram-sha-256 >log 2>&1 || { cat log; exit 1; }
{
    echo "unix_socket_directories = '$folder'"
    echo "listen_addresses = '127.0.0.1'"
    echo "port = $port"
    echo "fsync = off"
    echo "max_connections = 40"
    for setting; do echo "$setting"; done
} >>data/postgresql.conf

$as "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/server.log" -w start >log 2>&1 ||
    { cat log data/server.log; exit 1; }
echo ready
cat >/dev/null
$as "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >log 2>&1
