/** Whether the knowledge file was built from the mirror as it stands: by names, sizes and times, in milliseconds for thousands of files. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { feedNames } from '@hygie/feeds/all.generated'
import { ENGINE } from '../engine.ts'

const FILES_MAX = 1_000_000

export function mirrorFingerprint(mirror: string): string {
  const hash = createHash('sha256').update(`${ENGINE}\n${feedNames.join(' ')}\n`)
  // `.hygie` is the fetcher's memory: it changes with every question, though no feed did
  const names = readdirSync(mirror, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.hygie'))
    .toSorted()
  if (names.length > FILES_MAX) throw new Error(`more than ${FILES_MAX} files in ${mirror}`)
  for (const name of names) {
    const facts = statSync(join(mirror, name), { throwIfNoEntry: false })
    if (facts?.isFile() === true) hash.update(`${name}\0${facts.size}\0${facts.mtimeMs}\n`)
  }
  return hash.digest('hex')
}

export function isBuiltFrom(knowledge: string, fingerprint: string): boolean {
  const stamp = `${knowledge}.built`
  return existsSync(knowledge) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint
}

export function rememberBuilt(knowledge: string, fingerprint: string): void {
  writeFileSync(`${knowledge}.built`, fingerprint)
}
