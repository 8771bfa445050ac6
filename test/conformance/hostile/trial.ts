/** One hostile input, made on the spot, and what a reader must do with it. */

/** `run` gives what happened in a word: an error's code, `ok`, or what was seen; `wanted` is that word. */
export type Trial = {
  readonly name: string
  readonly wanted: string | readonly string[]
  readonly run: () => string | Promise<string>
}

/** Of `{ ok }` values the word is `ok` or the code. */
export function word(result: { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }): string {
  return result.ok ? 'ok' : result.error.code
}
