// Planted: breaks exhaustive-switch, with types and without.
export type Kind = 'a' | 'b' | 'c'

export function open(kind: string): number {
  switch (kind) {
    case 'a':
      return 1
  }
  return 2
}

export function partial(kind: Kind): number {
  switch (kind) {
    case 'a':
      return 1
    default:
      return 2
  }
}
