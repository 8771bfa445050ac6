/** Language packages outside the distribution's: Python, Node, Ruby, PHP, and binaries that Go built. */
import type { Probe } from '../../probe.ts'
import { limits, prunedNames, searchedFolders } from './places.ts'
import { readLanguages } from './read.ts'

const FOLDERS = searchedFolders.join(' ')
const PRUNE = `-type d "(" ${prunedNames.map((name) => `-name "${name}"`).join(' -o ')} ")" -prune`
/**
 * One walk for all languages: a walk over 100,000 files costs half a second, and six of them were most of this probe. Bounded
 * by depth and count; stays on the file system of each folder, so that no network share is walked. `-name` before `-path`,
 * because it is the cheaper question. What matches by no name is there as a large executable.
 */
const KINDS = {
  python: '-name METADATA -path "*.dist-info/METADATA" -o -name PKG-INFO -path "*.egg-info/PKG-INFO" -o -name "*.egg-info"',
  installer: '-name INSTALLER -path "*.dist-info/INSTALLER"',
  node: '-name package.json -path "*/node_modules/*"',
  ruby: '-name "*.gemspec" -path "*/specifications/*"',
  php: '-name installed.json -path "*/vendor/composer/*"',
} as const
const PATHS = {
  python: '[.]dist-info/METADATA$|[.]egg-info/PKG-INFO$|[.]egg-info$',
  installer: '[.]dist-info/INSTALLER$',
  node: '/node_modules/(@[^/]+/)?[^/@]+/package[.]json$',
  ruby: '/specifications/[^/]*[.]gemspec$',
  php: '/vendor/composer/installed[.]json$',
} as const
const OTHERS = '/package[.]json$|[.]gemspec$|/installed[.]json$'
const WALK = `find ${FOLDERS} -xdev -maxdepth ${limits.depth} ${PRUNE} -o -type f "(" ${Object.values(KINDS).join(' -o ')} -o -perm -100 -size +400k ")" -print 2>/dev/null | head -n ${limits.walked}`
const of = (pattern: string, files: number): string =>
  `printf "%s\\n" "$L" | grep -E "${pattern.replaceAll('$', '\\$')}" | head -n ${files}`
/** Paths with blanks or quotes are left to the reader as unreadable: xargs would split them, and no installer makes any. */
const GREP = 'grep -v "[[:space:]\\\\\\"]" | tr "\\n" "\\0" | xargs -0 -r -n 200 grep -H -m'

/**
 * Where Go's build information lies: in a writable segment of an ELF file, so only the parts of the file are read that its
 * program headers name (of a provider of 700 MB, 30 MB). Sets `o` and `s`, offset and bytes; `s` is 0 for what no linker made.
 * Windows and macOS programs are read from their start. Source: debug/buildinfo; ELF 1.2, "Program Header".
 */
const SEGMENTS = `
segments() {
  o=0 s=0 e=0 k=0
  set -- $(od -An -v -tu1 -N 1024 "$1" 2>/dev/null)
  case "\${1-} \${2-} \${3-} \${4-} \${5-} \${6-}" in
    "127 69 76 70 2 1") k=64l; c=$((\${57} + 256 * \${58})); h=\${33}; z=56;;
    "127 69 76 70 2 2") k=64b; c=$((256 * \${57} + \${58})); h=\${40}; z=56;;
    "127 69 76 70 1 1") k=32l; c=$((\${45} + 256 * \${46})); h=\${29}; z=32;;
    "127 69 76 70 1 2") k=32b; c=$((256 * \${45} + \${46})); h=\${32}; z=32;;
    "77 90 "*|"207 250 237 254 "*) s=${limits.binaryPartBytes}; return;;
    *) return;;
  esac
  [ $# -ge "$h" ] || return
  shift "$h"
  while [ "$c" -gt 0 ] && [ $# -ge $z ]; do
    case $k in
      64l) t=$1 w=$5 a=$(($9 + 256 * (\${10} + 256 * (\${11} + 256 * (\${12} + 256 * \${13}))))) n=$((\${33} + 256 * (\${34} + 256 * (\${35} + 256 * \${36}))));;
      64b) t=$4 w=$8 a=$((\${16} + 256 * (\${15} + 256 * (\${14} + 256 * (\${13} + 256 * \${12}))))) n=$((\${40} + 256 * (\${39} + 256 * (\${38} + 256 * \${37}))));;
      32l) t=$1 w=\${25} a=$(($5 + 256 * ($6 + 256 * ($7 + 256 * $8)))) n=$((\${17} + 256 * (\${18} + 256 * (\${19} + 256 * \${20}))));;
      32b) t=$4 w=\${28} a=$(($8 + 256 * ($7 + 256 * ($6 + 256 * $5)))) n=$((\${20} + 256 * (\${19} + 256 * (\${18} + 256 * \${17}))));;
    esac
    if [ "$t" = 1 ] && [ $((w & 2)) = 2 ]; then
      [ "$e" = 0 ] && o=$a
      [ $((a + n)) -gt "$e" ] && e=$((a + n))
    fi
    shift $z; c=$((c - 1))
  done
  s=$((e - o))
  [ "$s" -le ${limits.binaryPartBytes} ] || s=${limits.binaryPartBytes}
}
`.trim()

export const languages: Probe = {
  name: 'linux.languages',
  purpose: 'Python, Node, Ruby and PHP packages in usual places, modules of Go binaries',
  script: `
L=$(${WALK})
[ "$(printf "%s\\n" "$L" | wc -l)" -lt ${limits.walked} ] || say cut walk
say python
${of(PATHS.python, limits.files)} | ${GREP} 2 -E "^(Name|Version): " 2>/dev/null | sed "s/^/|/"
say installer
${of(PATHS.installer, limits.files)} | ${GREP} 1 . 2>/dev/null | sed "s/^/|/"
say node
${of(PATHS.node, limits.files)} |
  ${GREP} 1 -o -E "\\"version\\"[[:space:]]*:[[:space:]]*\\"[^\\"]*\\"" 2>/dev/null | sed "s/^/|/"
say ruby
${of(PATHS.ruby, limits.files)} | sed "s/^/|/"
say php
${of(PATHS.php, 20)} | while read -r f; do
  say composer "$f"
  head -c 2000000 "$f" | sed "s/^/|/"
  echo
done
say go
${SEGMENTS}
have od || say cut od
printf "%s\\n" "$L" | grep -v -E "${[...Object.values(PATHS), OTHERS].join('|').replaceAll('$', '\\$')}" | head -n ${limits.binaries + 1} | {
  i=0 b=0
  while read -r f; do
    i=$((i + 1))
    [ $i -le ${limits.binaries} ] || { say cut binaries; break; }
    segments "$f"
    [ "$s" -gt 0 ] || continue
    b=$((b + s))
    [ $b -le ${limits.binaryBytes} ] || { say cut bytes; break; }
    d=$(dd if="$f" bs=4096 skip=$((o / 4096)) count=$((s / 4096 + 2)) 2>/dev/null | tr -c -s "\\011\\040-\\176" "\\n" | sed -n "/Go buildinf:/,\\$ p" | head -n 4000)
    [ -n "$d" ] || continue
    v=$(printf "%s\\n" "$d" | sed -n 2p | grep -o -E "go1[.][0-9][0-9a-z.]*" | head -n 1)
    [ -n "$v" ] || { say oldgo "$f"; continue; }
    say binary "$v" "$f"
    printf "%s\\n" "$d" | grep -E "^(mod|dep|=>)	[^[:cntrl:]]+	" | head -n 2000 | cut -c 1-300 | sed "s/^/|/"
  done
}
exit 0
`,
  timeoutMs: 90_000,
  outputBytesMax: 12_582_912,
  privilege: 'better-as-root',
  writes: 'nothing',
  read: readLanguages,
}
