/** Lines of `rpm -qa` in our format, or plain NEVRA lines of an old listing → software. */
import type { Software } from '@hygie/core/inventory/inventory'
import { evrOf, parseNevra } from '@hygie/versions/nevra'
import type { Failure, Read } from '@hygie/versions/result'
import { problemsMax, softwareMax } from '../../limits.ts'
import { linesOf } from '../../text/blocks.ts'

export type RpmEntry = {
  readonly name: string
  readonly epoch: string
  readonly version: string
  readonly release: string
  readonly architecture: string
  /** `openssl-3.0.7-27.el9.src.rpm` */
  readonly sourceRpm: string
  /** `nodejs:18:9040020240404:rhel9` */
  readonly modularityLabel: string
  readonly vendor: string
}

/** Keys that rpm keeps as packages: they are no software. */
const NO_SOFTWARE = 'gpg-pubkey'

/** Never throws. Cost: linear. */
export function readRpmListing(text: string): Read<Software> {
  const items: Software[] = []
  const problems: Failure[] = []
  for (const [index, line] of linesOf(text).entries()) {
    if (line.trim() === '' || line.startsWith('#') || items.length >= softwareMax) continue
    const entry = line.includes('\t') ? fromFields(line) : fromNevra(line.trim())
    if (entry === undefined) {
      if (problems.length < problemsMax)
        problems.push({
          code: 'rpm-line',
          message: `Cannot read "${line.slice(0, 80)}": must be name, epoch, version, release, architecture …`,
          at: `line ${index + 1}`,
        })
    } else if (entry.name !== NO_SOFTWARE) items.push(rpmSoftware(entry))
  }
  return { items, problems }
}

function fromFields(line: string): RpmEntry | undefined {
  const [
    name = '',
    epoch = '',
    version = '',
    release = '',
    architecture = '',
    sourceRpm = '',
    modularityLabel = '',
    vendor = '',
  ] = line.split('\t').map((field) => (field === '(none)' ? '' : field.trim()))
  if (!/^[^\s/]{1,256}$/.test(name) || version === '' || release === '' || !/^\d{0,15}$/.test(epoch)) return undefined
  return { name, epoch, version, release, architecture, sourceRpm, modularityLabel, vendor }
}

function fromNevra(line: string): RpmEntry | undefined {
  const nevra = parseNevra(line)
  if (!nevra.ok) return undefined
  const { name, epoch = '', version, release, arch = '' } = nevra.value
  return { name, epoch, version, release, architecture: arch, sourceRpm: '', modularityLabel: '', vendor: '' }
}

/** The version is `[epoch:]version-release`, an epoch of 0 left out. */
export function rpmSoftware(entry: RpmEntry): Software {
  const version = evr(entry.epoch, entry.version, entry.release)
  const source = entry.sourceRpm === '' ? undefined : parseNevra(entry.sourceRpm)
  const module = /^([^:]+):([^:]+)/.exec(entry.modularityLabel)
  return {
    key: `rpm:${entry.name}@${version}${entry.architecture === '' ? '' : `:${entry.architecture}`}`,
    name: entry.name,
    version,
    origin: 'rpm',
    ...(entry.architecture === '' ? {} : { architecture: entry.architecture }),
    // A source file's name holds no epoch; binary and source have the same one but in rare packages.
    ...(source?.ok === true
      ? {
          source: {
            name: source.value.name,
            version: evr(source.value.epoch ?? entry.epoch, source.value.version, source.value.release),
          },
        }
      : {}),
    ...(module === null ? {} : { module: `${module[1]}:${module[2]}` }),
    ...(entry.vendor === '' ? {} : { vendor: entry.vendor }),
  }
}

function evr(epoch: string, version: string, release: string): string {
  // Bills of materials sometimes leave the release out.
  const label =
    release === ''
      ? `${epoch === '' ? '0' : epoch}:${version}`
      : evrOf({ name: '', epoch: epoch === '' ? '0' : epoch, version, release })
  return label.startsWith('0:') ? label.slice(2) : label
}
