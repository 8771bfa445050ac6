/** The installed database of apk → software. Source: apk-tools 2 and 3, "installed" database: one letter, colon, value. */
import type { Software } from '@hygie/core/inventory/inventory'
import type { Failure, Read } from '@hygie/versions/result'
import { problemsMax, softwareMax, textCharsMax } from '../../limits.ts'
import { linesOf } from '../../text/blocks.ts'

/** Never throws. Cost: linear. */
export function readApkInstalled(text: string): Read<Software> {
  const items: Software[] = []
  const problems: Failure[] = []
  let fields = new Map<string, string>()
  const finish = (line: number): void => {
    const name = fields.get('P')
    const version = fields.get('V')
    if (name !== undefined && name !== '' && version !== undefined && version !== '') {
      if (items.length < softwareMax)
        items.push(apkSoftware({ name, version, architecture: fields.get('A') ?? '', origin: fields.get('o') ?? '' }))
    } else if (fields.size > 0 && problems.length < problemsMax)
      problems.push({
        code: 'apk-entry',
        message: `Cannot read package "${(name ?? '').slice(0, 80)}": it must have P and V`,
        at: `before line ${line}`,
      })
    fields = new Map()
  }
  const lines = linesOf(text)
  for (const [index, line] of lines.entries()) {
    if (line === '') finish(index + 1)
    else if (line[1] === ':' && 'PVAo'.includes(line[0] ?? ' ')) {
      // Each entry begins with its checksum or its name; a lost empty line must not join two.
      if (line[0] === 'P' && fields.has('P')) finish(index + 1)
      fields.set(line[0] ?? '', line.slice(2, 2 + textCharsMax).trim())
    }
  }
  finish(lines.length)
  return { items, problems }
}

/** Alpine's claims are on the origin, the package it was built from; both have one version. */
export function apkSoftware(entry: {
  readonly name: string
  readonly version: string
  readonly architecture: string
  readonly origin: string
}): Software {
  const { name, version, architecture, origin } = entry
  return {
    key: `apk:${name}@${version}${architecture === '' ? '' : `:${architecture}`}`,
    name,
    version,
    origin: 'apk',
    ...(architecture === '' ? {} : { architecture }),
    source: { name: origin === '' ? name : origin, version },
  }
}
