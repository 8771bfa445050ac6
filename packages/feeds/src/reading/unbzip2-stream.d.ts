declare module 'unbzip2-stream' {
  /** A stream of the first Node generation: `write` unpacks at once and emits `data` before it returns. */
  type Unbzip2 = {
    write(chunk: Uint8Array): boolean
    end(): void
    on(event: 'data', listener: (chunk: Uint8Array) => void): Unbzip2
    on(event: 'error', listener: (error: Error) => void): Unbzip2
  }
  export default function unbzip2Stream(): Unbzip2
}
