# What every script in bin/ shares: where things are, how they speak, and the parts in bin/lib/.
# Source it first; it leaves you in the root of the checkout.

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
STATE=$ROOT/.stoa
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/stoa
cd "$ROOT"
mkdir -p "$STATE/logs" "$CACHE"

export PATH=$ROOT/node_modules/.bin:$CACHE/tools/bin:$HOME/.cargo/bin:$PATH

# Settings of this checkout; what is set in the environment already wins.
if [ -f .env ]; then
  while IFS='=' read -r name value; do
    [[ $name =~ ^[A-Z_][A-Z0-9_]*$ ]] && [ -z "${!name+set}" ] && export "$name=$value"
  done < .env
fi

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' PLAIN=$'\e[0m'; else BOLD= DIM= RED= PLAIN=; fi

# A line that says what happens now.
say() { printf '%s\n' "${BOLD}==${PLAIN} $*"; }
note() { printf '%s\n' "   ${DIM}$*${PLAIN}"; }
# Says what is wrong and what helps, then stops.
fail() { printf '%s\n' "${RED}error:${PLAIN} $*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }

# The comment at the head of a script is its help.
help_if_asked() {
  case "${1:-}" in -h | --help) sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
}

# The command that `slow` waits for; a script that is stopped takes it along.
SLOW=

# slow WORDS COMMAND...: runs a long command with its output in a log, shows that it is alive, shows the log's end when it fails.
slow() {
  local words=$1 log pid began=$SECONDS last=$SECONDS; shift
  log=$STATE/logs/$(tr -cs 'a-z0-9\n' '-' <<<"${words,,}" | cut -c1-40).log
  say "$words"
  "$@" >"$log" 2>&1 </dev/null &
  pid=$! SLOW=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    if [ -t 1 ]; then
      printf '\r\e[K   %s%4d s  %s%s' "$DIM" $((SECONDS - began)) "$(last_line "$log")" "$PLAIN"
    elif ((SECONDS - last >= 20)); then
      last=$SECONDS
      note "$((SECONDS - began)) s: $(last_line "$log")"
    fi
  done
  [ -t 1 ] && printf '\r\e[K'
  SLOW=
  if wait "$pid"; then
    ((SECONDS - began < 2)) || note "done in $((SECONDS - began)) s"
  else
    tail -n 40 "$log" >&2
    printf '%s\n' "${RED}failed:${PLAIN} $words (whole log: ${log#"$ROOT"/})" >&2
    return 1
  fi
}

# For every script's EXIT trap: stops what the script started.
tidy() {
  if [ -n "$SLOW" ]; then kill "$SLOW" 2>/dev/null || true; wait "$SLOW" 2>/dev/null || true; SLOW=; fi
  databases_stop_started
}

last_line() { tail -c 600 "$1" | tr '\r' '\n' | grep -v '^[[:space:]]*$' | tail -n1 | cut -c1-90 || true; }

. "$ROOT/bin/lib/tools.sh"
. "$ROOT/bin/lib/rust.sh"
. "$ROOT/bin/lib/database.sh"
. "$ROOT/bin/lib/build.sh"
