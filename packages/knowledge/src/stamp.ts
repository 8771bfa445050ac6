/**
 * Remembers beside a knowledge file that its pages were hashed and matched: `FILE.verified` holds size, inode, times of
 * change and hash. A changed, replaced or copied file has other ones (programs cannot set the time of inode change), and is
 * hashed again. Who may write beside the file can forge the stamp; `kb verify` does not look at it.
 *
 * A file system's clock ticks in milliseconds: a stamp counts only when it is younger than the file's last change, else a
 * change within the same tick would go unseen.
 */
import { readFileSync, statSync, writeFileSync, type BigIntStats } from 'node:fs'

const TICK_MS = 5
const ATTEMPTS_MAX = 5

export function hasStamp(path: string, stats: BigIntStats, hash: string): boolean {
  try {
    const stamp = stampPath(path)
    return statSync(stamp, { bigint: true }).mtimeNs > stats.ctimeNs && readFileSync(stamp, 'utf8') === stampText(stats, hash)
  } catch {
    return false
  }
}

/** For whoever has just computed the hash over this very file. Waits for the clock's next tick where it must. */
export function writeStamp(path: string, hash: string): void {
  try {
    const stats = statSync(path, { bigint: true })
    const stamp = stampPath(path)
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      writeFileSync(stamp, stampText(stats, hash))
      if (statSync(stamp, { bigint: true }).mtimeNs > stats.ctimeNs) return
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TICK_MS)
    }
  } catch {
    // A read-only folder (USB stick, shared volume): the hash is computed at each opening.
  }
}

function stampPath(path: string): string {
  return `${path}.verified`
}

function stampText({ size, ino, dev, mtimeNs, ctimeNs }: BigIntStats, hash: string): string {
  return `${JSON.stringify({ hash, size: `${size}`, inode: `${dev}:${ino}`, modified: `${mtimeNs}`, changed: `${ctimeNs}` })}\n`
}
