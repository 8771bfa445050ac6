import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/** The name of one RPM package file or installation: name-[epoch:]version-release[.arch]. */
export type Nevra = {
  readonly name: string
  /** Missing when the text names none; it then compares as 0. */
  readonly epoch?: string
  readonly version: string
  readonly release: string
  /** Missing for packages without one (`gpg-pubkey`). */
  readonly arch?: string
}

/**
 * Reads `name-epoch:version-release.arch`, `epoch:name-version-release.arch` (rpm -q --nevra of old yum) and both with
 * `.rpm` behind. The last two "-" divide, because only the name may hold one. What follows the last "." is the
 * architecture only if rpm knows it as one: releases hold dots too.
 *
 * Errors  nevra-malformed
 */
export function parseNevra(text: string): Result<Nevra> {
  if (text.length > CHARS_MAX) return malformed(text.slice(0, 64), `${text.length} characters, at most ${CHARS_MAX} are read`)
  if (!SHAPE.test(text)) return malformed(text, 'should be printable, without white space')
  const label = text.endsWith('.rpm') ? text.slice(0, -'.rpm'.length) : text
  const dot = label.lastIndexOf('.')
  const suffix = label.slice(dot + 1)
  const hasArch = dot !== -1 && ARCHITECTURES.has(suffix)
  const stem = hasArch ? label.slice(0, dot) : label
  const releaseDash = stem.lastIndexOf('-')
  const versionDash = releaseDash === -1 ? -1 : stem.lastIndexOf('-', releaseDash - 1)
  if (versionDash === -1) return malformed(text, 'should be name-[epoch:]version-release.arch')
  const [frontEpoch, name] = splitEpoch(stem.slice(0, versionDash))
  const [innerEpoch, version] = splitEpoch(stem.slice(versionDash + 1, releaseDash))
  const release = stem.slice(releaseDash + 1)
  if (name === '' || version === '' || release === '') return malformed(text, 'name, version and release should not be empty')
  if (frontEpoch !== undefined && innerEpoch !== undefined) return malformed(text, 'should have one epoch')
  const epoch = frontEpoch ?? innerEpoch
  return ok({ name, ...(epoch === undefined ? {} : { epoch }), version, release, ...(hasArch ? { arch: suffix } : {}) })
}

/** The label that the rpm scheme compares. */
export function evrOf(nevra: Nevra): string {
  return `${nevra.epoch ?? '0'}:${nevra.version}-${nevra.release}`
}

const CHARS_MAX = 1_024 // a file name has at most 255 bytes, a label in rpm's database a little more
const SHAPE = /^[^\s\p{Cc}]+$/u
const EPOCH = /^([0-9]+):(.*)$/s

function splitEpoch(text: string): readonly [epoch: string | undefined, rest: string] {
  const match = EPOCH.exec(text)
  return match === null ? [undefined, text] : [match[1], match[2] ?? '']
}

/** arch_canon of rpmrc.in in rpm 4.18 and 4.20, with `src`, `nosrc` and `noarch`. */
const ARCHITECTURES: ReadonlySet<string> = new Set(
  `noarch src nosrc
   x86_64 x86_64_v2 x86_64_v3 x86_64_v4 amd64 ia32e i386 i486 i586 i686 athlon geode pentium3 pentium4 ia64
   aarch64 armv3l armv4b armv4l armv4tl armv5tel armv5tejl armv5tl armv6l armv6hl armv7l armv7hl armv7hnl armv8l armv8hl
   ppc ppc64 ppc64le ppc64p7 ppc64iseries ppc64pseries ppc32dy4 ppciseries ppcpseries ppc8260 ppc8560
   s390 s390x i370 riscv32 riscv64 riscv128 loongarch64 e2k e2kv4 e2kv5 e2kv6
   alpha alphaev5 alphaev56 alphapca56 alphaev6 alphaev67 sparc sparc64 sparcv8 sparcv9 sparcv9v sparc64v
   mips mipsel mips64 mips64el mipsr6 mipsr6el mips64r6 mips64r6el m68k sh sh3 sh4 sh4a`.split(/\s+/),
)

function malformed(text: string, cause: string): Result<never> {
  return fail('nevra-malformed', `Cannot read "${text}" as a package name: ${cause}`)
}
