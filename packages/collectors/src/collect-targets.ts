/**
 * Targets → inventories, many at once: a bounded number in work, results in the order asked, memory flat because nothing is kept.
 *
 * A target that fails is a result with its reason; it never ends the run. Readers are loaded by the kind of target that needs
 * them: all of them are 70 modules, which a cold start on a list of packages does not need.
 */
import { statSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import type { Evidence } from '@hygie/core/evidence/evidence'
import type { Inventory } from '@hygie/core/inventory/inventory'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { evidenceBytesMax, fileBytesMax, problemsMax } from './limits.ts'
import { readApkInstalled } from './linux/apk/read-installed.ts'
import { readDpkgStatus } from './linux/dpkg/read-status.ts'
import { platformOf } from './linux/platform.ts'
import { readRpmListing } from './linux/rpm/read-listing.ts'
import { lockfileReader } from './lockfiles/read-lockfile.ts'
import { mergeParts } from './merge-parts.ts'
import { parseEvidence, unpack } from './parse-evidence.ts'
import { RootFolder } from './rootfs/root-folder.ts'
import { walk } from './rootfs/walk.ts'
import { parseTarget, type Target } from './targets.ts'
import type { Collected } from './transports/local.ts'
import type { SshOptions } from './transports/ssh.ts'

export type CollectOptions = {
  readonly concurrency?: number
  readonly onProgress?: (done: number, known: number) => void
  /** ISO time that files without a time of their own get. */
  readonly collectedAt: string
  readonly version?: string
  /** os-release beside `dpkg:`, `apk:` and `rpm:` files. */
  readonly osReleaseFile?: string
  readonly ssh?: SshOptions
  readonly signal?: AbortSignal
}
export type CollectResult =
  | {
      readonly kind: 'inventory'
      readonly target: string
      readonly inventory: Inventory
      readonly evidence?: Evidence
      readonly problems: readonly Failure[]
    }
  | { readonly kind: 'failure'; readonly target: string; readonly error: Failure }

const CONCURRENCY = 8
const CONCURRENCY_MAX = 64
/** Files below one folder or pattern. */
const FILES_MAX = 1_000_000

/**
 * Results come in the order of the targets, so that two runs print the same. A slow target holds back the results behind it,
 * but not their work: `concurrency` of them are always under way or done.
 */
export async function* collectTargets(
  targets: Iterable<string> | AsyncIterable<string>,
  options: CollectOptions,
): AsyncGenerator<CollectResult> {
  const work = expand(targets)
  const limit = Math.max(1, Math.min(options.concurrency ?? CONCURRENCY, CONCURRENCY_MAX))
  const begun: Promise<readonly CollectResult[]>[] = []
  let done = 0
  let known = 0
  for (;;) {
    while (begun.length < limit && options.signal?.aborted !== true) {
      const next = await work.next()
      if (next.done === true) break
      known += 1
      begun.push(one(next.value, options))
    }
    const first = begun.shift()
    if (first === undefined) return
    const results = await first
    done += 1
    options.onProgress?.(done, known)
    yield* results
  }
}

/** What a folder of evidence or bills of materials may hold; README, checksums and scripts beside them are left alone. */
const FILES_OF: Readonly<Record<string, RegExp>> = {
  evidence: /\.(?:json|hygie\.txt)(?:\.gz)?$/i,
  sbom: /\.(?:json|xml|spdx|jsonld|tag)(?:\.gz)?$/i,
  systeminfo: /systeminfo[^/]*\.(?:txt|log)(?:\.gz)?$/i,
}

/** `evidence:`, `sbom:` and `systeminfo:` may name a folder or a pattern: each file is a target of its own, in the order of their names. */
async function* expand(targets: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of targets) {
    const match = /^(evidence|sbom|systeminfo):(.+)$/.exec(text)
    const [, kind = '', path = ''] = match ?? []
    const folder = match !== null && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    if (match === null || (!folder && !/[*?[{]/.test(path))) {
      yield text
      continue
    }
    const files = await filesOf(folder ? `${path.replace(/\/$/, '')}/**/*` : path)
    const wanted = folder ? files.filter((file) => FILES_OF[kind]?.test(file) === true) : files
    yield* wanted.map((file) => `${kind}:${file}`)
    if (wanted.length === 0) yield text // which then says that nothing is there
  }
}

async function filesOf(pattern: string): Promise<readonly string[]> {
  const files: string[] = []
  for await (const file of glob(pattern)) {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) files.push(file)
    if (files.length === FILES_MAX) break
  }
  return files.toSorted()
}

async function one(text: string, options: CollectOptions): Promise<readonly CollectResult[]> {
  try {
    const target = await parseTarget(text)
    if (!target.ok) return [{ kind: 'failure', target: text, error: target.error }]
    const results = await collectTarget(target.value, options)
    return results.ok ? results.value : [{ kind: 'failure', target: text, error: results.error }]
  } catch (cause) {
    // Files that vanish or may not be read: the system's own words say it best.
    return [
      {
        kind: 'failure',
        target: text,
        error: {
          code: 'target-read',
          message: `Cannot collect "${text}": ${cause instanceof Error ? cause.message.slice(0, 200) : 'unknown cause'}`,
        },
      },
    ]
  }
}

async function collectTarget(target: Target, options: CollectOptions): Promise<Result<readonly CollectResult[]>> {
  const version = options.version === undefined ? {} : { version: options.version }
  const signal = options.signal === undefined ? {} : { signal: options.signal }
  switch (target.kind) {
    case 'local': {
      const { collectLocal } = await import('./transports/local.ts')
      return collected(target.text, await collectLocal({ ...version, ...signal }))
    }
    case 'rootfs': {
      const { collectRootfs } = await import('./transports/rootfs.ts')
      return collected(target.text, await collectRootfs(target.path, { collectedAt: options.collectedAt, ...version }))
    }
    case 'image':
      return images(target.path, target.text, options)
    case 'ssh': {
      if (options.ssh === undefined) return fail('ssh-auth', `Cannot reach ${target.text}: no key, agent or password was given`)
      const { collectSsh } = await import('./transports/ssh.ts') // 60 ms to load: only when it is used
      return collected(target.text, await collectSsh(target.host, { ...options.ssh, ...version, ...signal }))
    }
    case 'evidence': {
      const parsed = parseEvidence(await bytesOf(target.path, evidenceBytesMax))
      if (!parsed.ok) return parsed
      return collected(target.text, ok(parsed.value))
    }
    case 'sbom': {
      const { readSbom } = await import('./sbom/read-sbom.ts')
      const bytes = unpack(await bytesOf(target.path, fileBytesMax))
      const read = bytes.ok ? readSbom(bytes.value, { target: target.text, collectedAt: options.collectedAt }) : bytes
      return read.ok ? ok([{ kind: 'inventory', target: target.text, ...read.value }]) : read
    }
    case 'systeminfo': {
      const { besideSysteminfo, readSysteminfoFiles } = await import('./windows/systeminfo/collect.ts')
      const own = unpack(await bytesOf(target.path, fileBytesMax), fileBytesMax)
      if (!own.ok) return own
      const beside = []
      for (const name of besideSysteminfo(target.path)) {
        const bytes = unpack(await bytesOf(name, fileBytesMax), fileBytesMax)
        if (bytes.ok) beside.push({ name, bytes: bytes.value })
      }
      const read = readSysteminfoFiles(own.value, beside, { target: target.text, collectedAt: options.collectedAt })
      return read.ok ? ok([{ kind: 'inventory', target: target.text, ...read.value }]) : read
    }
    case 'declared': {
      const { readDeclaredFile } = await import('./declared/read-declared.ts')
      const read = await readDeclaredFile(await bytesOf(target.path, fileBytesMax), {
        target: target.text,
        collectedAt: options.collectedAt,
        file: target.path,
      })
      if (!read.ok) return read
      return ok(several(read.value))
    }
    case 'network': {
      const { readNetwork } = await import('./network/read-network.ts')
      const bytes = unpack(await bytesOf(target.path, fileBytesMax), fileBytesMax)
      const read = bytes.ok
        ? readNetwork(bytes.value, { target: target.text, collectedAt: options.collectedAt, file: target.path })
        : bytes
      return read.ok ? ok([{ kind: 'inventory', target: target.text, ...read.value }]) : read
    }
    case 'nmap':
      return scan(target.path, target.text, options)
    case 'purl': {
      const { readPurls } = await import('./purl/read-purls.ts')
      const { inventory, problems } = readPurls(target.purls, { target: target.text, collectedAt: options.collectedAt })
      const [problem] = problems
      if (problem !== undefined && inventory.software.length === 0) return { ok: false, error: problem }
      return ok([{ kind: 'inventory', target: target.text, inventory, problems }])
    }
    case 'dpkg':
    case 'apk':
    case 'rpm':
      return packageList(target.kind, target.path, target.text, options)
    case 'lockfile':
      return ok([await lockfiles([target.path], target.text, options)])
    case 'lockfiles': {
      const root = new RootFolder(target.path)
      const paths = [...walk(root, '/', { depthMax: 12, foldersMax: 50_000 })].filter(
        (path) => !path.includes('/node_modules/') && lockfileReader(path) !== undefined,
      )
      if (paths.length === 0)
        return fail('target-unknown', `Cannot tell what "${target.path}" is: neither a system nor a folder with lock files`)
      return ok([
        await lockfiles(
          paths.map((path) => root.resolve(path) ?? ''),
          target.text,
          options,
        ),
      ])
    }
    default:
      return fail('target-unknown', `Cannot collect a target of the kind "${String(target satisfies never)}"`)
  }
}

async function collected(target: string, result: Result<Collected>): Promise<Result<readonly CollectResult[]>> {
  if (!result.ok) return result
  const { isWindowsProbe, readEvidence } = await import('./read-evidence.ts')
  const { evidence, problems } = result.value
  const hasWindows = evidence.probes.some(({ probe }) => isWindowsProbe(probe))
  const windows = hasWindows ? await import('./windows/read-windows.ts') : undefined
  const reading = readEvidence(evidence, windows?.readWindows)
  return ok([{ kind: 'inventory', target, inventory: reading.inventory, evidence, problems: [...problems, ...reading.problems] }])
}

/** An archive may hold several images. */
async function images(path: string, target: string, options: CollectOptions): Promise<Result<readonly CollectResult[]>> {
  const { collectImages } = await import('./transports/image.ts')
  const { collectedAt, version } = options
  const read = await collectImages(path, { collectedAt, ...(version === undefined ? {} : { version }) })
  if (!read.ok) return read
  const results: CollectResult[] = []
  for (const image of read.value) {
    const result = await collected(read.value.length === 1 ? target : image.evidence.target, ok(image))
    if (!result.ok) return result
    results.push(...result.value)
  }
  return ok(results)
}

async function scan(path: string, target: string, { collectedAt }: CollectOptions): Promise<Result<readonly CollectResult[]>> {
  const { readNmap } = await import('./nmap/read-nmap.ts')
  const bytes = unpack(await bytesOf(path, fileBytesMax), fileBytesMax)
  const read = bytes.ok ? readNmap(bytes.value, { target, collectedAt }) : bytes
  if (!read.ok) return read
  const [problem] = read.value.problems
  if (read.value.inventories.length > 0) return ok(several(read.value))
  return problem === undefined
    ? fail('nmap-empty', `Cannot find an asset in "${path}": no host of the scan answered`)
    : { ok: false, error: problem }
}

/** Problems of the whole file stand with its first asset. */
function several(read: {
  readonly inventories: readonly Inventory[]
  readonly problems: readonly Failure[]
}): readonly CollectResult[] {
  return read.inventories.map((inventory, index): CollectResult => ({
    kind: 'inventory',
    target: inventory.target,
    inventory,
    problems: index === 0 ? read.problems : [],
  }))
}

async function bytesOf(path: string, bytesMax: number): Promise<Uint8Array> {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new Error(/[*?[{]/.test(path) ? `no file matches "${path}"` : `there is no "${path}"`)
  if (stats.isDirectory()) throw new Error(`no file of this kind lies in the folder "${path}"`)
  if (!stats.isFile()) throw new Error(`"${path}" is no file`) // a pipe would wait for its writer, a device never end
  const bytes = stats.size
  if (bytes > bytesMax) throw new RangeError(`"${path}" has ${bytes} bytes, must be at most ${bytesMax}`)
  return readFile(path)
}

async function textOf(path: string): Promise<Result<string>> {
  const bytes = unpack(await bytesOf(path, fileBytesMax), fileBytesMax)
  return bytes.ok ? ok(Buffer.from(bytes.value).toString('utf8')) : bytes
}

/** A package list from a file: its distribution must be told by os-release, or its packages cannot be judged. */
async function packageList(
  kind: 'dpkg' | 'apk' | 'rpm',
  path: string,
  target: string,
  options: CollectOptions,
): Promise<Result<readonly CollectResult[]>> {
  const text = await textOf(path)
  if (!text.ok) return text
  const read =
    kind === 'dpkg' ? readDpkgStatus(text.value) : kind === 'apk' ? readApkInstalled(text.value) : readRpmListing(text.value)
  const release = options.osReleaseFile === undefined ? undefined : await textOf(options.osReleaseFile)
  if (release?.ok === false) return release
  const unknown =
    release === undefined
      ? [{ what: 'platform', why: 'a package list does not name its distribution: give its os-release file too' }]
      : []
  const part = {
    software: read.items,
    unknown,
    ...(release === undefined ? {} : { platform: platformOf({ osRelease: release.value }) }),
  }
  const inventory = mergeParts([part], { target, collectedAt: options.collectedAt, name: path.slice(path.lastIndexOf('/') + 1) })
  return ok([{ kind: 'inventory', target, inventory, problems: read.problems }])
}

async function lockfiles(paths: readonly string[], target: string, options: CollectOptions): Promise<CollectResult> {
  const parts = []
  const problems: Failure[] = []
  for (const path of paths) {
    const reader = lockfileReader(path)
    const text = await textOf(path)
    if (reader === undefined || !text.ok) {
      problems.push(
        text.ok
          ? { code: 'lockfile-kind', message: `Cannot read "${path}": no reader for this name` }
          : { ...text.error, at: path },
      )
      continue
    }
    const read = reader(text.value, path)
    parts.push({ software: read.items, unknown: read.unknown })
    problems.push(...read.problems.slice(0, Math.max(0, problemsMax - problems.length)))
  }
  const inventory = mergeParts([{ platform: { family: 'application' as const } }, ...parts], {
    target,
    collectedAt: options.collectedAt,
    name: target.slice(target.lastIndexOf('/') + 1) || target,
  })
  return { kind: 'inventory', target, inventory, problems }
}
