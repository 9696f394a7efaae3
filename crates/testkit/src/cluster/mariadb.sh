# Keeps a MariaDB server alive for as long as standard input stays open, then removes its folder.
# Arguments: folder, port, then settings (`--name=value`).
set -eu
exec 2>&1
folder=$1 port=$2
shift 2
trap '' INT
server=
trap '[ -z "$server" ] || kill -9 "$server"; rm -rf "$folder"' EXIT

# As root the server changes to the package's own user by itself.
as=
if [ "$(id -u)" = 0 ]; then
    chown -R mysql "$folder"
    as='--user=mysql'
fi
cd "$folder"

mariadb-install-db --no-defaults --datadir="$folder/data" $as --skip-test-db --innodb-log-file-size=4M \
    --auth-root-authentication-method=normal >log 2>&1 || { cat log; exit 1; }
cat >users.sql <<'SQL'
CREATE USER proctor IDENTIFIED BY 'secret';
GRANT ALL ON *.* TO proctor WITH GRANT OPTION;
SQL
mariadbd --no-defaults --datadir="$folder/data" $as --socket="$folder/socket" --port="$port" \
    --bind-address=127.0.0.1 --pid-file="$folder/data/pid" --innodb-log-file-size=4M \
    --innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=32M --character-set-server=utf8mb4 \
    --init-file="$folder/users.sql" "$@" </dev/null >log 2>&1 &
server=$!
until mariadb-admin --no-defaults --socket="$folder/socket" --user=root ping >/dev/null 2>&1; do
    kill -0 "$server" 2>/dev/null || { server=; cat log; exit 1; }
    sleep 0.05
done
echo ready
cat >/dev/null
