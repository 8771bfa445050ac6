/** The programs that define an order, asked for many pairs at once: lines `left TAB right` in, one of -1, 0, 1, `refused` out. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Order, SchemeName } from '@hygie/versions/scheme'
import type { Pair } from './pairs.ts'

export type Oracle = {
  readonly name: string
  readonly scheme: SchemeName
  /** All must be there. */
  readonly needs: readonly string[]
  /** What the installed program orders otherwise than the standard does today, and why: such pairs are not compared. */
  readonly outdated?: { readonly pattern: RegExp; readonly why: string }
  readonly command: readonly [program: string, ...args: readonly string[]]
}

export function isThere({ needs }: Oracle): boolean {
  return needs.every((path) => existsSync(path))
}

const ORACLE_MS_MAX = 5 * 60_000

/** Undefined for a pair that the program refuses. */
export function ask({ name, command: [program, ...args] }: Oracle, pairs: readonly Pair[]): readonly (Order | undefined)[] {
  const run = spawnSync(program, args, {
    input: `${pairs.map((pair) => pair.join('\t')).join('\n')}\n`,
    encoding: 'utf8',
    timeout: ORACLE_MS_MAX,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const lines = run.stdout.trim().split('\n')
  if (run.status !== 0 || lines.length !== pairs.length)
    throw new Error(
      `${name} gave ${lines.length} answers to ${pairs.length} pairs: ${run.error?.message ?? run.stderr.slice(0, 500)}`,
    )
  return lines.map((line): Order | undefined => (line === '-1' ? -1 : line === '0' ? 0 : line === '1' ? 1 : undefined))
}

const DPKG = `tab=$(printf '\\t'); while IFS="$tab" read -r a b; do
  if dpkg --compare-versions "$a" lt "$b" 2>/dev/null; then echo -1
  elif dpkg --compare-versions "$a" gt "$b" 2>/dev/null; then echo 1
  else echo 0; fi
done`

const RPM = `%{lua:
  for line in io.stdin:lines() do
    local a, b = line:match('^(.-)\\t(.*)$')
    io.stdout:write(string.format('%d', rpm.vercmp(a, b)), '\\n')
  end
}`

const ALPM = `
import ctypes, sys
alpm = ctypes.CDLL('libalpm.so.13')
for line in sys.stdin:
    a, b = line.rstrip('\\n').split('\\t')
    print(alpm.alpm_pkg_vercmp(a.encode(), b.encode()))`

const PEP440 = `
import sys
from packaging.version import Version, InvalidVersion
for line in sys.stdin:
    a, b = line.rstrip('\\n').split('\\t')
    try:
        x, y = Version(a), Version(b)
        print((x > y) - (x < y))
    except InvalidVersion:
        print('refused')`

const GEM = `
STDIN.each_line do |line|
  a, b = line.chomp.split("\\t")
  puts(Gem::Version.correct?(a) && Gem::Version.correct?(b) ? Gem::Version.new(a) <=> Gem::Version.new(b) : 'refused')
end`

const COMPOSER = `
require '/usr/share/php/Composer/Semver/autoload.php';
use Composer\\Semver\\{Comparator, VersionParser};
$parser = new VersionParser();
while (($line = fgets(STDIN)) !== false) {
  [$a, $b] = explode("\\t", rtrim($line, "\\n"));
  try {
    $x = $parser->normalize($a);
    $y = $parser->normalize($b);
    echo Comparator::lessThan($x, $y) ? -1 : (Comparator::greaterThan($x, $y) ? 1 : 0), "\\n";
  } catch (\\UnexpectedValueException $e) {
    echo "refused\\n";
  }
}`

const SEMVER = `
import semver from 'semver'
const { default: readline } = await import('node:readline')
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [a, b] = line.split('\\t')
  console.log(semver.valid(a) !== null && semver.valid(b) !== null ? semver.compare(a, b) : 'refused')
}`

const JARS = ['/usr/share/java/maven-artifact-3.x.jar', '/usr/share/java/commons-lang3.jar']
/** Compares each argument with the next one, so that every other comparison is of a pair. */
const MAVEN = `tr '\\t' '\\n' | xargs -d '\\n' -n 1000000 -s 1500000 java -cp ${JARS.join(':')} \\
  org.apache.maven.artifact.versioning.ComparableVersion |
  awk '/^   / && ++n % 2 == 1 { print $2 == "<" ? -1 : $2 == ">" ? 1 : 0 }'`

export const ORACLES: readonly Oracle[] = [
  { name: 'dpkg', scheme: 'deb', needs: ['/usr/bin/dpkg'], command: ['/bin/sh', '-c', DPKG] },
  { name: 'rpm', scheme: 'rpm', needs: ['/usr/bin/rpm'], command: ['/usr/bin/rpm', '--eval', RPM] },
  {
    name: 'libalpm',
    scheme: 'alpm',
    needs: ['/usr/bin/python3', '/usr/lib/x86_64-linux-gnu/libalpm.so.13'],
    command: ['/usr/bin/python3', '-c', ALPM],
  },
  {
    name: 'packaging',
    scheme: 'pep440',
    needs: ['/usr/bin/python3', '/usr/lib/python3/dist-packages/packaging/version.py'],
    command: ['/usr/bin/python3', '-c', PEP440],
  },
  { name: 'RubyGems', scheme: 'gem', needs: ['/usr/bin/ruby'], command: ['/usr/bin/ruby', '-e', GEM] },
  {
    name: 'Composer',
    scheme: 'composer',
    needs: ['/usr/bin/php', '/usr/share/php/Composer/Semver/autoload.php'],
    command: ['/usr/bin/php', '-r', COMPOSER],
  },
  {
    name: 'Maven',
    scheme: 'maven',
    needs: ['/usr/bin/java', ...JARS],
    outdated: {
      pattern: /\.[a-z]/i,
      why: 'Maven 3.8 puts a qualifier after a dot elsewhere than after a hyphen, Maven 4 does not',
    },
    command: ['/bin/sh', '-c', MAVEN],
  },
  { name: 'node-semver', scheme: 'semver', needs: [], command: [process.execPath, '--input-type=module', '-e', SEMVER] },
]
