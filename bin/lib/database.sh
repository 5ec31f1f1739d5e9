# A private MariaDB under .stoa/: `main` for bin/up and bin/dev, `test` for tests. No system service, no port, no password.

database_folder() { echo "$STATE/db-$1"; }

# A socket's path may have 107 bytes: deep checkouts take the temporary folder.
database_socket() {
  local path; path=$STATE/mariadb-$1.sock; [ "$1" != main ] || path=$STATE/mariadb.sock
  [ ${#path} -lt 100 ] || path=${TMPDIR:-/tmp}/stoa-$(id -u)-$(cksum <<<"$path" | cut -d' ' -f1).sock
  echo "$path"
}

# database_url INSTANCE NAME
database_url() { echo "mysql://root@localhost/$2?socket=$(database_socket "$1")"; }

# client URL OPTIONS...: the MariaDB client on the database of an address.
client() {
  [[ $1 =~ ^mysql://([^:@/]+)(:([^@]*))?@([^:/?]+)(:([0-9]+))?(/([^?]*))?(\?(.*&)?socket=([^&]+))?.*$ ]] || fail "not a MariaDB address: $1"
  local user=${BASH_REMATCH[1]} password=${BASH_REMATCH[3]} host=${BASH_REMATCH[4]} port=${BASH_REMATCH[6]} name=${BASH_REMATCH[8]} socket=${BASH_REMATCH[11]}
  local where=(--protocol=tcp --host="$host" --port="${port:-3306}")
  [ -z "$socket" ] || where=(--socket="$socket")
  MYSQL_PWD=$password mariadb --no-defaults --user="$user" "${where[@]}" ${name:+--database="$name"} "${@:2}"
}

# sql URL STATEMENTS: on the server, whether or not the database of the address exists; answers without headings.
sql() { client "$(with_database "$1" "")" --batch --skip-column-names --execute "$2"; }

# The same address with another database.
with_database() { sed -E "s#^(mysql://[^/?]+)(/[^?]*)?#\1/$2#" <<<"$1"; }

database_answers() { [ -S "$(database_socket "$1")" ] && sql "$(database_url "$1" mysql)" 'DO 1' >/dev/null 2>&1; }

# Starts an instance unless it runs. STARTED names what this script started, and so has to stop.
STARTED=
database_start() {
  database_answers "$1" && return
  packages mariadbd mariadb
  local folder; folder=$(database_folder "$1"); mkdir -p "$folder"
  exec 7>"$folder/starting"; flock 7
  if ! database_answers "$1"; then
    [ -d "$folder/data/mysql" ] || database_create "$folder"
    database_run "$1" "$folder"
    STARTED="$STARTED $1"
  fi
  exec 7>&-
}

# The folder is moved into place when whole, so that a stop in the middle leaves nothing half made.
database_create() {
  rm -rf "$1/data" "$1/making"
  slow "Making a private MariaDB in ${1#"$ROOT"/}" mariadb-install-db --no-defaults --datadir="$1/making" \
    --auth-root-authentication-method=normal --skip-test-db $(as_root)
  mv "$1/making" "$1/data"
}

database_run() {
  local socket durable; socket=$(database_socket "$1")
  rm -f "$socket"
  # Tests throw their data away; the demo shop keeps it as a real one would.
  case $1 in
    test) durable="--innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync --innodb-doublewrite=0 --innodb-file-per-table=0" ;;
    *) durable="--innodb-flush-log-at-trx-commit=1 --innodb-doublewrite=1" ;;
  esac
  # It outlives its caller, so it must not keep the caller's files: a lock held by one of them would never end.
  (
    for descriptor in /proc/self/fd/*; do
      descriptor=${descriptor##*/}
      [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
    done
    PATH=$PATH:/usr/sbin exec setsid mariadbd --no-defaults $(as_root) --datadir="$2/data" --socket="$socket" --pid-file="$2/pid" --skip-networking \
      --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci --default-time-zone=+00:00 \
      --sql-mode=STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION \
      --innodb-rollback-on-timeout=ON --innodb-lock-wait-timeout=5 --innodb-buffer-pool-size=256M --max-connections=400 \
      --skip-log-bin $durable
  ) >>"$2/log" 2>&1 </dev/null &
  local tries
  for tries in $(seq 300); do
    database_answers "$1" && return
    kill -0 $! 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$2/log" >&2
  fail "MariaDB did not start (whole log: ${2#"$ROOT"/}/log)"
}

database_stop() {
  local pid; pid=$(cat "$(database_folder "$1")/pid" 2>/dev/null) || return 0
  sql "$(database_url "$1" mysql)" SHUTDOWN >/dev/null 2>&1 || return 0
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
}

# Stops the instances that this script started.
databases_stop_started() { local instance; for instance in $STARTED; do database_stop "$instance"; done; STARTED=; }

as_root() { is_root && echo --user=root || true; }

# The shop's own database: DATABASE_URL of the user, else `stoa` on the private instance.
shop_database() {
  if [ -n "${DATABASE_URL:-}" ]; then note "database: DATABASE_URL"; return; fi
  database_start main
  DATABASE_URL=$(database_url main stoa); export DATABASE_URL
  sql "$DATABASE_URL" 'CREATE DATABASE IF NOT EXISTS stoa'
  note "database: ${STATE#"$ROOT"/}/db-main"
}

# The server on which tests make and drop databases of their own.
test_server() {
  if [ -n "${STOA_TEST_DATABASE_URL:-}" ]; then return; fi
  if [ -n "${DATABASE_URL:-}" ]; then STOA_TEST_DATABASE_URL=$DATABASE_URL
  else database_start test; STOA_TEST_DATABASE_URL=$(database_url test mysql); fi
  export STOA_TEST_DATABASE_URL
}
