/** A Java archive's own statements, and those of the archives inside it, as lines of the `linux.java` probe. Nothing is unpacked to disk. */
import { promisify } from 'node:util'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'

/** One archive read whole: application servers ship some of 200 MiB. */
export const jarBytesMax = 268_435_456
const PROPERTIES_BYTES_MAX = 65_536
const INNER_BYTES_MAX = 67_108_864
const ENTRIES_MAX = 50_000
/** War in ear, jar in war: three is what is built. */
const NESTING_MAX = 3

const open = promisify(fromBuffer as (buffer: Buffer, options: object, done: (error: Error | null, zip: ZipFile) => void) => void)

/**
 * What one archive may cost with all inside it: thousands of entries may name the same 64 MiB, which would unpack to terabytes. Five
 * times the largest archive that is read.
 */
type JarBudget = { bytes: number; entries: number }
const budgetOfOne = (): JarBudget => ({ bytes: 5 * jarBytesMax, entries: 10 * ENTRIES_MAX })

/** Lines in the order of the archive; broken archives give what came before, and `broken`, as do those beyond the budget. Never throws. */
export async function jarLines(bytes: Buffer, depth = 0, budget: JarBudget = budgetOfOne()): Promise<readonly string[]> {
  const lines: string[] = []
  try {
    const zip = await open(bytes, { lazyEntries: true, validateEntrySizes: true })
    let count = 0
    for await (const entry of entriesOf(zip)) {
      count += 1
      budget.entries -= 1
      if (count > ENTRIES_MAX) break
      if (budget.bytes <= 0 || budget.entries < 0) throw new RangeError('the budget is spent')
      if (
        /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/.test(entry.fileName) &&
        entry.uncompressedSize <= PROPERTIES_BYTES_MAX
      ) {
        const text = (await contents(zip, entry, PROPERTIES_BYTES_MAX, budget)).toString('utf8')
        lines.push(...text.split(/\r?\n/).filter((line) => /^(?:groupId|artifactId|version)=/.test(line)))
      } else if (/\.(?:jar|war)$/.test(entry.fileName)) {
        lines.push(`inner ${entry.fileName}`)
        if (depth < NESTING_MAX && entry.uncompressedSize <= INNER_BYTES_MAX) {
          const inner = await jarLines(await contents(zip, entry, INNER_BYTES_MAX, budget), depth + 1, budget)
          lines.push(...inner)
        }
      }
    }
  } catch {
    lines.push('broken')
  }
  return lines
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((done, failed) => {
      const clear = (): void => {
        zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error')
      }
      zip.once('entry', (found: Entry) => {
        clear()
        done(found)
      })
      zip.once('end', () => {
        clear()
        done(undefined)
      })
      zip.once('error', (error: Error) => {
        clear()
        failed(error)
      })
      zip.readEntry()
    })
    if (entry === undefined) return
    yield entry
  }
}

/** The stated size is not believed: reading ends at the limit. */
async function contents(zip: ZipFile, entry: Entry, bytesMax: number, budget: JarBudget): Promise<Buffer> {
  const stream = await promisify(
    zip.openReadStream.bind(zip) as (entry: Entry, done: (error: Error | null, stream: NodeJS.ReadableStream) => void) => void,
  )(entry)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    const piece = Buffer.from(chunk)
    bytes += piece.length
    budget.bytes -= piece.length
    if (bytes > bytesMax) throw new RangeError('entry larger than stated')
    chunks.push(piece)
  }
  return Buffer.concat(chunks)
}
