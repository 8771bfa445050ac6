// Reads a regular expression far enough to see where a back-tracking engine can need exponential time.

type Chars = Uint8Array // one flag per character of SAMPLE
type Atom = { readonly chars: Chars; readonly alternatives: readonly Sequence[]; readonly min: number; readonly max: number }
type Sequence = readonly Atom[]

// ASCII and a few beyond it tell classes apart well enough: what matters is whether two overlap.
const SAMPLE = [...Array.from({ length: 128 }, (_, code) => String.fromCodePoint(code)), 'é', 'ß', 'Ω', '—', '漢', '\u2028']
const MANY = 16 // a bound this large is as good as none

/**
 * Gives the first repeated group whose content repeats as well without a mark between the rounds: `(a+)+`, `(\w*,?)*`.
 * `(?:\.\d+)*` is fine: each round holds a dot, and digits are none.
 */
export function exponentialPart(pattern: string, flags: string): string | undefined {
  let at = 0
  let found: string | undefined

  function alternatives(): Sequence[] {
    const all: Atom[][] = [[]]
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') {
        at += 1
        all.push([])
      } else {
        const atom = quantified()
        if (atom !== undefined) all.at(-1)?.push(atom)
      }
    }
    return all
  }

  function quantified(): Atom | undefined {
    const begin = at
    const bare = atomAt()
    const [, star, low, comma, high] = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(pattern.slice(at)) ?? []
    const text = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(pattern.slice(at))?.[0] ?? ''
    at += text.length
    if (bare === undefined) return undefined
    const min = star === undefined ? Number(low ?? 1) : star === '+' ? 1 : 0
    const max =
      star === undefined ? (comma === undefined ? min : high === '' ? Infinity : Number(high)) : star === '?' ? 1 : Infinity
    if (max > MANY && bare.alternatives.some(ambiguous)) found ??= pattern.slice(begin, at)
    return { ...bare, min, max }
  }

  function atomAt(): Pick<Atom, 'chars' | 'alternatives'> | undefined {
    const rest = pattern.slice(at)
    const group = /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]*:))?/.exec(rest)?.[0]
    if (group !== undefined) {
      at += group.length
      const inner = alternatives()
      at += 1
      return /^\(\?<?[=!]/.test(group) ? undefined : { chars: union(inner.flat().map(({ chars }) => chars)), alternatives: inner }
    }
    const text =
      /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[pP]\{[^}]*\}|k<[^>]*>|c[A-Z]|[\s\S])|[\s\S])/.exec(
        rest,
      )?.[0] ?? ''
    at += Math.max(text.length, 1)
    return /^(?:\^|\$|\\[bB])$/.test(text) ? undefined : { chars: charsOf(text), alternatives: [] }
  }

  function charsOf(text: string): Chars {
    try {
      const one = new RegExp(`^${text}$`, flags.replaceAll(/[gym]/g, ''))
      return Uint8Array.from(SAMPLE, (char) => Number(one.test(char)))
    } catch {
      return new Uint8Array(SAMPLE.length).fill(1) // a reference to a group: anything
    }
  }

  alternatives()
  return found
}

/** One round may be cut in several ways: something in it repeats, and nothing in it marks the round. */
function ambiguous(sequence: Sequence): boolean {
  const repeating = sequence.filter(
    ({ max, alternatives }) => max > MANY || alternatives.some((inner) => inner.some((atom) => atom.max > MANY)),
  )
  if (repeating.length === 0) return false
  return !sequence.some(
    (mark) =>
      mark.min > 0 &&
      mark.max <= MANY &&
      mark.alternatives.length === 0 &&
      sequence.every((other) => other === mark || !overlap(mark.chars, other.chars)),
  )
}

const overlap = (left: Chars, right: Chars): boolean => left.some((flag, index) => flag === 1 && right[index] === 1)

function union(all: readonly Chars[]): Chars {
  return Uint8Array.from(SAMPLE, (_, index) => Number(all.some((chars) => chars[index] === 1)))
}
