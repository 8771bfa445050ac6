/**
 * What a state of Ubuntu's tracker claims. Source: ubuntu-cve-tracker, README, "STATUS"; the words in brackets decide
 * more than the state itself: `ignored (end of standard support, was needed)` is affected for ever, never safe.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import { below, EVERY_DEB, isStrictDebVersion } from '../fixed-range.ts'

export type UbuntuSaying = Pick<Claim, 'range' | 'status' | 'note'>

/** 'none': the state claims nothing (the package is not in that release). Undefined: a state that is unknown. */
export function ubuntuSaying(state: string, detail: string): UbuntuSaying | 'none' | undefined {
  const note = detail === '' ? {} : { note: `${state}: ${detail}` }
  switch (state) {
    case 'DNE':
      return 'none'
    case 'released':
      if (isStrictDebVersion(detail)) return { range: below('deb', detail), status: 'affected' }
      // Fixed, but not told where: `released`, `released (v1.2)`, `released (CVE-…)`.
      return { range: EVERY_DEB, status: 'underInvestigation', note: `${state}: ${detail === '' ? 'no version' : detail}` }
    case 'pending':
      // The fix is made, not yet published; the version is the one that will hold it.
      if (isStrictDebVersion(detail)) return { range: below('deb', detail), status: 'affected', note: 'pending' }
      return { range: EVERY_DEB, status: 'affected', note: note.note ?? 'pending' }
    case 'needed':
    case 'active':
    case 'in-progress':
    case 'deferred':
      return { range: EVERY_DEB, status: 'affected', ...(state === 'needed' ? note : { note: note.note ?? state }) }
    case 'needs-triage':
      return { range: EVERY_DEB, status: 'underInvestigation', ...note }
    case 'not-affected':
      return { range: EVERY_DEB, status: 'notAffected', ...note }
    case 'ignored':
      return { range: EVERY_DEB, status: ignoredStatus(detail), note: note.note ?? state }
    default:
      return undefined
  }
}

/** Words before "was" say why nobody looks any more, those after it what was known until then. */
function ignoredStatus(detail: string): Claim['status'] {
  const words = detail.toLowerCase()
  if (words.includes('was needs-triage')) return 'underInvestigation'
  if (words.includes('was not-affected')) return 'notAffected'
  return OVER.test(words) ? 'endOfLife' : 'willNotFix'
}

const OVER =
  /end[- ]of[- ](?:life|standard|esm|kernel|support|legacy|upstream)|end-of-life|out of (?:standard )?support|reached end|\beol\b|superseded|replaced by|no longer supported/
