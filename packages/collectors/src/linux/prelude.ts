/**
 * Functions that every probe's script may call. They only read. Each piece of output is announced by a line that begins
 * with "=", and every line of a file or command is prefixed with "|": so no file content can pass for an announcement.
 *
 *   show FILE…      =file PATH, then its first 256 KiB; =denied PATH or =absent PATH
 *   ask COMMAND…    =run COMMAND, its output (errors too), then =exit STATUS; =absent COMMAND when it is not installed
 *   say WORD…       =WORD…
 *   have COMMAND    true when it is installed
 *   meekly COMMAND… as nobody, when we are root: rpm as root opens its database for writing, even to list it
 *   rpmdb           true when there is an rpm database in one of its usual places
 *
 * `show` masks what stands between "://" and "@" and behind "password =": addresses of repositories hold passwords.
 */
export const prelude = `
have() { command -v "$1" >/dev/null 2>&1; }
say() { printf "=%s\\n" "$*"; }
show() {
  for f in "$@"; do
    if [ ! -e "$f" ]; then say absent "$f"
    elif [ ! -f "$f" ]; then :
    elif [ ! -r "$f" ]; then say denied "$f"
    else say file "$f"; head -c 262144 "$f" | sed -e "s#://[^/@ ]*@#://***@#g" -e "s/^\\([[:space:]]*[a-z_]*password[[:space:]]*=\\).*/\\1 ***/" -e "s/^/|/"; echo; fi
  done
}
meekly() {
  if [ "$(id -u)" = 0 ] && setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
  else "$@"; fi
}
rpmdb() {
  for f in /var/lib/rpm /usr/lib/sysimage/rpm /usr/share/rpm; do
    [ -e "$f/rpmdb.sqlite" ] || [ -e "$f/Packages" ] || [ -e "$f/Packages.db" ] && return 0
  done
  return 1
}
ask() {
  if have "$1"; then
    say run "$*"
    { r=$({ { "$@" 2>&1 3>&- 4>&-; echo $? >&3; } | sed "s/^/|/" >&4; } 3>&1); } 4>&1
    echo; say exit "$r"
  else say absent "$1"; fi
}
`.trim()
