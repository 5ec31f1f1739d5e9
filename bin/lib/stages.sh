# The stages of bin/test: each is named, timed and counted; a failure does not stop the others.

PASSED=0 FAILED=0 SKIPPED=0 BROKEN=()

# stage NAME COMMAND...: passes or fails as one.
stage() {
  local name=$1; shift
  begin_stage "$name"
  if watched "$@"; then PASSED=$((PASSED + 1)); else failed_stage 1; fi
  end_stage
}

# rust_tests NAME CARGO-TEST-ARGUMENTS...: counts the tests that cargo ran.
rust_tests() {
  local name=$1 outcome=0 passed failed ignored; shift
  begin_stage "$name"
  watched cargo test --workspace --features stoa/ssr --no-fail-fast "$@" || outcome=$?
  read -r passed failed ignored < <(awk '/^test result:/ { p += $4; f += $6; i += $8 } END { print p + 0, f + 0, i + 0 }' "$STAGE_LOG")
  PASSED=$((PASSED + passed)) SKIPPED=$((SKIPPED + ignored))
  note "$passed passed, $failed failed, $ignored ignored"
  # What does not even build, or dies half way, has failed too.
  [ "$outcome" = 0 ] || failed_stage $((failed > 0 ? failed : 1))
  RUST_RAN=$((passed + failed))
  end_stage
}

# browser_tests NAME PLAYWRIGHT-ARGUMENTS...
browser_tests() {
  local name=$1 outcome=0 passed=0 failed=0 skipped=0 report=end2end/test-results/report.json; shift
  begin_stage "$name"
  rm -f $report
  watched playwright test --config end2end/playwright.config.ts "$@" || outcome=$?
  [ ! -f $report ] || read -r passed failed skipped < <(node -e '
    const { expected, unexpected, flaky, skipped } = JSON.parse(require("fs").readFileSync(process.argv[1])).stats;
    console.log(expected, unexpected + flaky, skipped)' $report)
  PASSED=$((PASSED + passed)) SKIPPED=$((SKIPPED + skipped))
  [ "$outcome" = 0 ] || failed_stage $((failed > 0 ? failed : 1))
  end_stage
}

# The last line of a run: what to read first, and what other programs read.
summary() {
  [ ${#BROKEN[@]} = 0 ] || say "Failed: $(printf '%s; ' "${BROKEN[@]}" | sed 's/; $//')"
  note "took $((SECONDS / 60)) min $((SECONDS % 60)) s"
  local words="$PASSED passed, $FAILED failed"
  [ "$SKIPPED" = 0 ] || words="$words, $SKIPPED skipped"
  echo "$words"
  [ "$FAILED" = 0 ]
}

begin_stage() {
  STAGE=$1 STAGE_BEGAN=$SECONDS STAGE_LOG=$STATE/logs/test-$(tr -cs 'a-z0-9\n' '-' <<<"${1,,}").log
  say "[$STAGE]"
}

end_stage() { note "$STAGE: $((SECONDS - STAGE_BEGAN)) s"; }

failed_stage() {
  FAILED=$((FAILED + $1))
  BROKEN+=("$STAGE")
  printf '%s\n' "${RED}failed:${PLAIN} $STAGE (log: ${STAGE_LOG#"$ROOT"/})"
}

# Runs a command whose output is seen at once and kept.
watched() { "$@" 2>&1 </dev/null | tee "$STAGE_LOG"; return "${PIPESTATUS[0]}"; }
