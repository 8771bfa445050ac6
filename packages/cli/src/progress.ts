/** One line on the terminal that is written over; nothing at all where there is no terminal. */
export type Progress = { readonly show: (text: string) => void; readonly clear: () => void }

const INTERVAL_MS = 100 // more often is not seen and costs time

export function progress(quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY) return { show: () => undefined, clear: () => undefined }
  let last = 0
  return {
    show(text) {
      const now = Date.now()
      if (now - last < INTERVAL_MS) return
      last = now
      process.stderr.write(`\r\u001B[K${text.slice(0, (process.stderr.columns || 80) - 1)}`)
    },
    clear: () => void process.stderr.write('\r\u001B[K'),
  }
}
