// A house rule that reads a file as text, for what syntax does not show: comments, lengths, words, documents.

export type Report = { readonly rule: string; readonly path: string; readonly line: number; readonly message: string }
export type TextRule = {
  readonly name: string
  readonly appliesTo: (path: string) => boolean
  readonly check: (text: string, path: string) => readonly Report[]
}

export const isCode = (path: string): boolean => /\.(?:[cm]?[jt]s|tsx)$/.test(path) && !path.includes('.generated.')

/** One report per line in which the finder finds something; it gives the message, or nothing. */
export function checkLines(
  rule: string,
  path: string,
  text: string,
  find: (line: string) => string | undefined,
): readonly Report[] {
  return text.split('\n').flatMap((line, index) => {
    const message = find(line)
    return message === undefined ? [] : [{ rule, path, line: index + 1, message }]
  })
}
