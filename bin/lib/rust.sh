# The Rust toolchain of rust-toolchain.toml, cargo-leptos and the wasm-bindgen command.

LEPTOS_VERSION=0.3.11
DEBIAN_RUST=$CACHE/debian-rust

# The channel of rust-toolchain.toml by rustup; Debian's own packages where its server cannot be reached.
rust_toolchain() {
  local channel
  channel=$(sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml)
  if [ -x "$DEBIAN_RUST/bin/cargo" ]; then use_debian_rust; return; fi
  rust_is_ready && return
  if has rustup; then
    slow "Installing Rust $channel with its WASM target" rustup toolchain install "$channel" \
      --profile minimal --component clippy --component rustfmt --target wasm32-unknown-unknown && return
    say "The toolchain server refuses; taking Debian's Rust"
  elif ! is_root; then
    fail "Rust is missing: install rustup (https://rustup.rs) and run me again"
  fi
  debian_rust
}

# Whether cargo and the WASM target of the wanted channel answer.
rust_is_ready() {
  local library
  cargo --version >/dev/null 2>&1 && library=$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null) &&
    compgen -G "$library/libstd-*.rlib" >/dev/null
}

# Rust from Debian, which has no WASM target: its standard library is built here, once.
debian_rust() {
  local source=$CACHE/debian-rust/std std=/usr/lib/rustlib/wasm32-unknown-unknown/lib
  packages cc
  has /usr/bin/rustc && has /usr/bin/cargo && has lld-22 && [ -d /usr/lib/rustlib/src ] ||
    install_debian rustc-web cargo-web rust-web-src lld-22 rustfmt-web rust-web-clippy
  mkdir -p "$DEBIAN_RUST/links" "$source/src"
  ln -sf "$(command -v lld-22)" "$DEBIAN_RUST/links/rust-lld"
  for tool in cargo rustc rustdoc rustfmt cargo-fmt cargo-clippy clippy-driver; do ln -sf "/usr/bin/$tool" "$DEBIAN_RUST/links/$tool"; done
  if ! compgen -G "$std/libstd-*.rlib" >/dev/null; then
    printf '[package]\nname = "std-for-wasm"\nversion = "0.0.0"\nedition = "2021"\n[lib]\npath = "src/lib.rs"\n' >"$source/Cargo.toml"
    : >"$source/src/lib.rs"
    PATH=$DEBIAN_RUST/links:$PATH RUSTC_BOOTSTRAP=1 slow "Building Rust's standard library for WASM" in_folder "$source" /usr/bin/cargo build \
      -Zbuild-std=std,panic_abort --target wasm32-unknown-unknown --release
    mkdir -p "$std"
    cp "$source"/target/wasm32-unknown-unknown/release/deps/*.rlib "$std/"
  fi
  mv -T "$DEBIAN_RUST/links" "$DEBIAN_RUST/bin"
  use_debian_rust
}

use_debian_rust() {
  export PATH=$DEBIAN_RUST/bin:$PATH RUSTC=/usr/bin/rustc
}

in_folder() { local folder=$1; shift; (cd "$folder" && "$@"); }

cargo_leptos() {
  [[ "$(cargo-leptos --version 2>/dev/null)" == *" $LEPTOS_VERSION" ]] && return
  install_crate "cargo-leptos $LEPTOS_VERSION (about ten minutes on two cores, once)" \
    cargo-leptos --version "$LEPTOS_VERSION" --locked --features no_downloads
}

# The command must be of the very version of the crate in Cargo.lock.
wasm_bindgen() {
  local version
  version=$(grep -A1 '^name = "wasm-bindgen"$' Cargo.lock | sed -n 's/^version = "\(.*\)"/\1/p')
  [[ "$(wasm-bindgen --version 2>/dev/null)" == *" $version" ]] && return
  install_crate "wasm-bindgen $version (about five minutes on two cores, once)" wasm-bindgen-cli --version "$version"
}

# install_crate WORDS CARGO-INSTALL-ARGUMENTS...: into the cache, with a profile that links quickly.
# It runs outside the checkout, whose cargo settings are not meant for tools.
install_crate() {
  local words=$1; shift
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_DEBUG=0 \
    RUSTUP_TOOLCHAIN=${RUSTUP_TOOLCHAIN-$(rustup_channel)} CARGO_TARGET_DIR=$CACHE/tools/build \
    slow "Building $words" in_folder "$CACHE" cargo install "$@" --root "$CACHE/tools"
  rm -rf "$CACHE/tools/build"
}

rustup_channel() { [ -n "${RUSTC:-}" ] || sed -n 's/^channel *= *"\(.*\)"/\1/p' "$ROOT/rust-toolchain.toml"; }
