/** Language packages outside the distribution's: Python, Node, Ruby, PHP, and binaries that Go built. */
import type { Probe } from '../../probe.ts'
import { limits, prunedNames, searchedFolders } from './places.ts'
import { readLanguages } from './read.ts'

const FOLDERS = searchedFolders.join(' ')
const PRUNE = `-type d "(" ${prunedNames.map((name) => `-name "${name}"`).join(' -o ')} ")" -prune`
/** Bounded by depth and count; stays on the file system of each folder, so that no network share is walked. */
const seek = (tests: string, files: number): string =>
  `find ${FOLDERS} -xdev -maxdepth ${limits.depth} ${PRUNE} -o ${tests} -print 2>/dev/null | head -n ${files}`
/** Paths with blanks or quotes are left to the reader as unreadable: xargs would split them, and no installer makes any. */
const GREP = 'grep -v "[[:space:]\\\\\\"]" | tr "\\n" "\\0" | xargs -0 -r -n 200 grep -H -m'

export const languages: Probe = {
  name: 'linux.languages',
  purpose: 'Python, Node, Ruby and PHP packages in usual places, modules of Go binaries',
  script: `
say python
${seek('-type f "(" -path "*.dist-info/METADATA" -o -path "*.egg-info/PKG-INFO" -o -name "*.egg-info" ")"', limits.files)} | ${GREP} 2 -E "^(Name|Version): " 2>/dev/null | sed "s/^/|/"
say installer
${seek('-type f -path "*.dist-info/INSTALLER"', limits.files)} | ${GREP} 1 . 2>/dev/null | sed "s/^/|/"
say node
${seek('-type f -name package.json -path "*/node_modules/*"', limits.files)} | grep -E "/node_modules/(@[^/]+/)?[^/@]+/package.json\\$" |
  ${GREP} 1 -o -E "\\"version\\"[[:space:]]*:[[:space:]]*\\"[^\\"]*\\"" 2>/dev/null | sed "s/^/|/"
say ruby
${seek('-type f -path "*/specifications/*.gemspec"', limits.files)} | sed "s/^/|/"
say php
${seek('-type f -path "*/vendor/composer/installed.json"', 20)} | while read -r f; do
  say composer "$f"
  head -c 2000000 "$f" | sed "s/^/|/"
  echo
done
say go
${seek('-type f -perm -100 -size +400k', limits.binaries)} | while read -r f; do
  v=$(grep -a -o -m 1 -E "Go buildinf:.{4,48}" "$f" 2>/dev/null | tr -c "a-z0-9.\\n" " " | grep -o -E "go1\\.[0-9][0-9a-z.]*" | head -n 1)
  [ -n "$v" ] || continue
  say binary "$v" "$f"
  grep -a -E "^(path|mod|dep|=>)	[^[:cntrl:]]+	" "$f" 2>/dev/null | head -n 2000 | cut -c 1-300 | sed "s/^/|/"
done
exit 0
`,
  timeoutMs: 90_000,
  outputBytesMax: 12_582_912,
  privilege: 'better-as-root',
  writes: 'nothing',
  read: readLanguages,
}
