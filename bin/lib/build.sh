# Building the shop: the program and its site, skipped when nothing changed.

# Sets PROGRAM and the site's folder for a profile: debug (quick to build) or release.
use_profile() {
  PROFILE=$1
  PROGRAM=$ROOT/target/$PROFILE/stoa
  # Each profile has a site of its own, so that building one leaves a shop that serves the other alone.
  case $PROFILE in
    debug) export LEPTOS_SITE_ROOT=${LEPTOS_SITE_ROOT:-$ROOT/target/site} ;;
    release) export LEPTOS_SITE_ROOT=${LEPTOS_SITE_ROOT:-$ROOT/target/site-release} ;;
  esac
}

# Flags of what people use: without the erased view types of .cargo/config.toml, which compile quickly but take the code of
# every view along to the browser and cost the server a third more time for a page. And paths of this machine are nobody's
# matter.
release_flags() {
  local sources=${CARGO_HOME:-$HOME/.cargo}/registry/src library; library=$(rustc --print sysroot)/lib/rustlib/src/rust
  echo "--remap-path-prefix=$sources/= --remap-path-prefix=$library/= --remap-path-prefix=$ROOT/="
}

# The browser's half is the same in both profiles but for its optimisation.
build_front() { RUSTFLAGS=$(release_flags) cargo-leptos build --frontend-only "$@"; }

build_server() {
  case $PROFILE in
    debug) cargo-leptos build --server-only "$@" ;;
    release) RUSTFLAGS=$(release_flags) cargo-leptos build --server-only "$@" ;;
  esac
}

build_both() { build_front "$@" && build_server "$@"; }

# Builds program and site with cargo-leptos, unless the last build of the profile was of just these sources.
build_shop() {
  local stamp=$LEPTOS_SITE_ROOT.built
  if [ -x "$PROGRAM" ] && [ -f "$stamp" ] && [ -d "$LEPTOS_SITE_ROOT" ] && [ -z "$(changed_since "$stamp")" ]; then
    note "built already: ${PROGRAM#"$ROOT"/}"
    return
  fi
  rm -f "$stamp"
  local began flags=(); began=$(mktemp "$STATE/build.XXXX")
  [ "$PROFILE" = release ] && flags=(--release --precompress)
  slow "Building the shop ($PROFILE; the first time takes some minutes)" build_both "${flags[@]}" || { rm -f "$began"; return 1; }
  # The stamp carries the time at which the build began: what was saved meanwhile counts as changed.
  mv "$began" "$stamp"
}

# The first file of the sources that is newer than another.
changed_since() {
  find Cargo.toml Cargo.lock bin/lib/build.sh .cargo rust-toolchain.toml tailwind.config.js package-lock.json src crates style public locales migrations demo .sqlx \
    -newer "$1" -print -quit 2>/dev/null
}

# free_port FROM: the first port from there on that nobody listens on.
free_port() {
  local port=$1
  while (exec 6<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}

# wait_ready URL PID: until the shop answers, or its process ends.
wait_ready() {
  local tries
  for tries in $(seq 300); do
    kill -0 "$2" 2>/dev/null || return 1
    [ "$(http_status "$1/readyz")" = 200 ] && return
    sleep 0.1
  done
  return 1
}

# The status of a GET, without a tool that a bare machine may lack.
http_status() {
  local address=${1#http://} line
  (
    exec 6<>"/dev/tcp/${address%%:*}/$(cut -d/ -f1 <<<"${address#*:}")" || exit
    printf 'GET /%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "${address#*/}" "${address%%/*}" >&6
    read -r -t 5 line <&6 && cut -d' ' -f2 <<<"$line"
  ) 2>/dev/null
}
