/** Gemfile.lock (Bundler) and Podfile.lock (CocoaPods): lists by indentation. */
import { linesOf } from '../text/blocks.ts'
import { LockfileList, type LockfileReading } from './lockfile.ts'

/** Four blanks: a gem with its version; six: what it asks for. */
export function readGemfileLock(text: string, path: string): LockfileReading {
  const list = new LockfileList('gem', path)
  let section = ''
  for (const [index, line] of linesOf(text).entries()) {
    if (/^[A-Z]/.test(line)) section = line.trim()
    const match = section === 'GEM' || section === 'GIT' ? /^ {4}([^\s(]+) \(([^)]+)\)$/.exec(line) : null
    // `1.15.0-x86_64-linux`: what follows the first dash is the platform.
    if (match !== null) list.add(match[1] ?? '', (match[2] ?? '').replace(/-.*$/, ''), `line ${index + 1}`)
  }
  return list.done()
}

/** `  - Name/Part (1.2.3):`; a part belongs to its pod. */
export function readPodfileLock(text: string, path: string): LockfileReading {
  const list = new LockfileList('cocoapods', path)
  let section = ''
  for (const [index, line] of linesOf(text).entries()) {
    if (/^[A-Z]/.test(line)) section = line.trim()
    const match = section === 'PODS:' ? /^ {2}- "?([^\s("/]+)[^(]*\(([^)]+)\)"?:?$/.exec(line) : null
    if (match !== null) list.add(match[1] ?? '', match[2] ?? '', `line ${index + 1}`)
  }
  return list.done()
}

/** Elixir: `"phoenix": {:hex, :phoenix, "1.6.13", …}`. */
export function readMixLock(text: string, path: string): LockfileReading {
  const list = new LockfileList('hex', path)
  for (const [index, line] of linesOf(text).entries()) {
    const match = /^\s*"[^"]+":\s*\{:hex,\s*:"?([\w.-]+)"?,\s*"([^"]+)"/.exec(line)
    if (match !== null) list.add(match[1] ?? '', match[2] ?? '', `line ${index + 1}`)
  }
  return list.done()
}
