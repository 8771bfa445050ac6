/** Errors as values, for what a caller can act on; exceptions are left for our own defects. */

declare const brand: unique symbol
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name }

/** `at` says where: a file and offset, a line, a JSON path. */
export type Failure = { readonly code: string; readonly message: string; readonly at?: string }
export type Result<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure }
/** What a reader of outside text could read, and what it could not. */
export type Read<Item> = { readonly items: readonly Item[]; readonly problems: readonly Failure[] }

export function ok<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

/** Message: action, quoted value, colon, what is and what should be; no full stop, no blame. Cut where a quoted value is endless. */
export function fail(code: string, message: string, at?: string): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error: failure(code, message, at) }
}

/** Longer than any message that we write around a quoted value cut by hand; a name from outside may have megabytes. */
const MESSAGE_CHARS_MAX = 600

/** Message and place bounded: they end in reports, logs and the knowledge file. */
export function failure(code: string, message: string, at?: string): Failure {
  return at === undefined ? { code, message: shortened(message) } : { code, message: shortened(message), at: shortened(at) }
}

/** Never between the halves of a character. */
function shortened(text: string): string {
  return text.length <= MESSAGE_CHARS_MAX ? text : `${text.slice(0, MESSAGE_CHARS_MAX).replace(/[\ud800-\udbff]$/, '')}…`
}

export function unreachable(value: never): never {
  throw new Error(`Defect: unhandled case ${JSON.stringify(value)}`)
}
