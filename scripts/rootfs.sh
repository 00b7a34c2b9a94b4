# Sourced by the image scripts of the modules: what every root file system of a Java program needs beside its runtime.

# add_libraries ROOT RUNTIME: the C libraries that the loader finds for the launcher, the JVM and the JDK's native libraries under RUNTIME.
add_libraries() {
  local root=$1 runtime=$2 list library
  list=$(find "$runtime/bin" "$runtime/lib" -type f \( -name java -o -name '*.so' \) -print0 |
    LD_LIBRARY_PATH=$runtime/lib:$runtime/lib/server xargs -0 -n 1 ldd 2>/dev/null |
    sed -n 's/^.*[[:space:]]\(\/[^[:space:]]*\) (0x.*$/\1/p' | { grep -v "^$root/" || true; } | sort -u)
  grep -q 'libc\.so' <<<"$list" || { echo "cannot tell which C libraries the runtime needs: ldd found only '$list'" >&2 && return 1; }
  while read -r library; do
    install -D -m 0755 "$(readlink -f "$library")" "$root$library"
  done <<<"$list"
}

# add_accounts ROOT: names for the users, and where host names are looked up.
add_accounts() {
  mkdir -p "$1"/{etc,proc,tmp}
  printf 'root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/:/sbin/nologin\n' >"$1/etc/passwd"
  printf 'root:x:0:\nnonroot:x:65532:\n' >"$1/etc/group"
  printf 'hosts: files dns\n' >"$1/etc/nsswitch.conf"
  chmod 1777 "$1/tmp"
}
