/**
 * Joins probes into one POSIX script: one round trip per machine. The same text, with another head, is the collection kit.
 *
 *   MARK begin PROBE
 *   <what the probe printed, cut at its limit + 1 byte>
 *   MARK end PROBE <exit status> <milliseconds> <limit in bytes>
 *   <first part of what it printed as errors>
 *   MARK done PROBE
 *
 * The mark is 32 hexadecimal digits that the caller draws for each run (the kit: the machine itself), so nothing a machine
 * holds can pass for the end of a section. Sections never mix, though two probes may run at a time (`Probe.lane`).
 */
import type { Probe } from '../probe.ts'
import { prelude } from './prelude.ts'

export const FORMAT_LINE = 'hygie.evidence-text/1'
const MARK = /^[0-9a-f]{32}$/

/** Errors: throws when the mark is not 32 hexadecimal digits, which is our own defect. */
export function collectionScript(probes: readonly Probe[], mark: string): string {
  if (!MARK.test(mark)) throw new Error('Defect: a mark is 32 hexadecimal digits')
  return [
    '# Hygie: reads what this machine runs. It changes nothing, writes nothing and uses no network.',
    `M=${mark}`,
    ...body(probes),
    '',
  ].join('\n')
}

/** The kit's collect.sh: writes one file into the folder given (or the current one), nothing else anywhere. */
export function kitScript(probes: readonly Probe[], version: string): string {
  return [
    '#!/bin/sh',
    `# Hygie collection kit ${version}. Usage: sh collect.sh [FOLDER]`,
    '# Reads what this machine runs and writes one text file, HOST-DATE.hygie.txt, into FOLDER (default: the current folder).',
    '# It changes nothing else, uses no network and needs nothing installed. As root it sees more; without root it still works.',
    '# Each probe below is a constant piece of text; "end" lines in the file say how each went.',
    'set -u',
    'folder=${1:-.}',
    'umask 077',
    'M=$(od -An -N16 -tx1 /dev/urandom 2>/dev/null | tr -d " \\n")',
    'case $M in ????????????????????????????????) ;; *) M=$(cat /proc/sys/kernel/random/uuid | tr -d "-");; esac',
    'case $M in ????????????????????????????????) ;; *) echo "Hygie: cannot draw a mark: neither /dev/urandom nor /proc can be read" >&2; exit 4;; esac',
    'host=$(uname -n | tr -c "A-Za-z0-9._-" "_" | head -c 64)',
    'file=$folder/$host-$(date -u +%Y%m%dT%H%M%SZ).hygie.txt',
    '[ -e "$file" ] && { echo "Hygie: $file exists already" >&2; exit 2; }',
    'collect() {',
    ...body(probes, version),
    '}',
    'collect > "$file" || { echo "Hygie: cannot write $file" >&2; exit 4; }',
    'echo "$file"',
    '',
  ].join('\n')
}

function body(probes: readonly Probe[], kitVersion?: string): readonly string[] {
  return [
    'LC_ALL=C LANG=C LANGUAGE=C; export LC_ALL LANG LANGUAGE',
    'PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH',
    'unset ENV BASH_ENV CDPATH 2>/dev/null || :',
    'PAGER=cat SYSTEMD_PAGER=cat SYSTEMD_COLORS=0 NO_COLOR=1; export PAGER SYSTEMD_PAGER SYSTEMD_COLORS NO_COLOR',
    // That of busybox looks once a second whether its command has ended, and holds our pipe as long: 23 probes, 23 s.
    'T=watched; timeout 5 true >/dev/null 2>&1 && case $(timeout --help 2>&1) in *BusyBox*) ;; *) T=timeout;; esac',
    'S=; G=; setsid true >/dev/null 2>&1 && S=setsid G=-', // its own group, so that what it started ends with it
    'watched() {',
    '  t=$1; shift',
    '  $S "$@" & p=$!',
    '  { sleep "$t" & s=$!; trap "kill $s" TERM; wait "$s" && kill -TERM "$G$p"; } </dev/null >/dev/null 2>&1 4>&- 5>&- & w=$!',
    '  wait "$p"; r=$?',
    '  kill "$w" 2>/dev/null',
    '  return "$r"',
    '}',
    'N=; nice -n 10 true >/dev/null 2>&1 && N="nice -n 10"; ionice -c 3 true >/dev/null 2>&1 && N="$N ionice -c 3"',
    'cut_at() { if [ "$(echo ab | head -c 1 2>/dev/null)" = a ]; then head -c "$1"; else cat; fi; }',
    'now() { if [ -r /proc/uptime ]; then IFS=". " read -r s c r < /proc/uptime; c=${c#0}; echo $((s * 1000 + ${c:-0} * 10)); else echo 0; fi; }',
    `P=${quoted(prelude)}`,
    'probe() {', // name, seconds, bytes, script
    '  b=$(now)',
    '  printf "%s begin %s\\n" "$M" "$1"',
    '  { E=$({ { $T "$2" $N sh -c "$P',
    '$4" </dev/null 2>&5 4>&-; echo "rc=$?" >&5; } | cut_at "$(($3 + 1))" >&4; } 5>&1 | tail -c 600); } 4>&1',
    '  R=${E##*rc=}',
    '  printf "\\n%s end %s %s %s %s\\n%s\\n%s done %s\\n" "$M" "$1" "$R" "$(($(now) - b))" "$3" "${E%rc=*}" "$M" "$1"',
    '}',
    `printf "${FORMAT_LINE} %s\\n" "$M"`,
    'printf "%s at %s\\n" "$M" "$(date -u +%Y-%m-%dT%H:%M:%SZ)"',
    'printf "%s host %s\\n" "$M" "$(uname -n)"',
    ...(kitVersion === undefined ? [] : [`printf "%s collector hygie-kit ${kitVersion}\\n" "$M"`]),
    ...lanes(probes),
    'printf "%s finished\\n" "$M"',
  ]
}

/**
 * Probes that wait long for one program run beside the others. Their sections come last and whole: `tail` keeps what they print
 * until they are done (a file would be written, and a pipe alone holds 64 KiB), and `cat` takes it when the first lane is through.
 */
function lanes(probes: readonly Probe[]): readonly string[] {
  const second = probes.filter(({ lane }) => lane === 'second')
  if (second.length === 0) return probes.flatMap(callOf)
  const bytesMax = second.reduce((sum, { outputBytesMax }) => sum + outputBytesMax + SECTION_BYTES, 0)
  return [
    '{',
    ...second.flatMap(callOf),
    `} | tail -c ${bytesMax} | {`,
    ...probes.filter(({ lane }) => lane !== 'second').flatMap(callOf),
    'cat',
    '}',
  ]
}

/** Announcements and the end of the errors. */
const SECTION_BYTES = 4_096

function callOf(probe: Probe): readonly string[] {
  return [
    `# ${probe.name}: ${probe.purpose}`,
    `probe ${probe.name} ${Math.ceil(probe.timeoutMs / 1000)} ${probe.outputBytesMax} ${quoted(probe.script.trim())}`,
  ]
}

/** One word for sh, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
