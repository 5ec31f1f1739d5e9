# Tools that are not Rust itself. Each function returns at once when its tool is there.

# Debian packages by the command that shows that they are there.
declare -A PACKAGES=(
  [cc]=build-essential [node]=nodejs [npm]=npm [git]=git
  [mariadbd]=mariadb-server-core [mariadb]=mariadb-client-core [chromium]=chromium
)

# packages COMMAND...: installs what is missing when root, else says what to install.
packages() {
  local command missing=()
  for command in "$@"; do
    PATH=$PATH:/usr/sbin has "$command" || missing+=("${PACKAGES[$command]}")
  done
  [ ${#missing[@]} = 0 ] && return
  install_debian "${missing[@]}"
}

install_debian() {
  has apt-get || fail "please install these and run me again: $*"
  is_root || fail "please install these and run me again: sudo apt-get install --no-install-recommends $*"
  export DEBIAN_FRONTEND=noninteractive
  slow "Refreshing the list of Debian packages" apt-get update
  slow "Installing $*" apt-get install -y --no-install-recommends "$@"
}

# Node's packages of package-lock.json: Tailwind, wasm-opt, Playwright.
node_packages() {
  local stamp=node_modules/.installed-lock
  cmp -s package-lock.json "$stamp" && return
  packages node npm
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 slow "Installing Node packages" npm ci --no-audit --no-fund
  cp package-lock.json "$stamp"
}

# Everything that builds the shop.
build_tools() {
  packages cc
  rust_toolchain
  node_packages
  cargo_leptos
  wasm_bindgen
}
