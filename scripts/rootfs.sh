# Sourced by the image scripts of the modules: what every root file system of a Java program needs beside its runtime.

# add_libraries ROOT RUNTIME: the C libraries that the loader finds for the launcher, the JVM and the JDK's native libraries under RUNTIME, and the notices of their packages.
add_libraries() {
  local root=$1 runtime=$2 list library file package
  list=$(find "$runtime/bin" "$runtime/lib" -type f \( -name java -o -name '*.so' \) -print0 |
    LD_LIBRARY_PATH=$runtime/lib:$runtime/lib/server xargs -0 -n 1 ldd 2>/dev/null |
    sed -n 's/^.*[[:space:]]\(\/[^[:space:]]*\) (0x.*$/\1/p' | { grep -v "^$root/" || true; } | sort -u)
  grep -q 'libc\.so' <<<"$list" || { echo "cannot tell which C libraries the runtime needs: ldd found only '$list'" >&2 && return 1; }
  while read -r library; do
    file=$(readlink -f "$library")
    install -D -m 0755 "$file" "$root$library"
    # The packages' lists have either of two names of a folder: /lib is a link to /usr/lib. Without such lists there are no notices.
    package=$(dpkg-query -S "$file" 2>/dev/null || dpkg-query -S "${file#/usr}" 2>/dev/null) || continue
    package=usr/share/doc/${package%%:*}/copyright
    install -D -m 0644 "/$package" "$root/$package"
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
