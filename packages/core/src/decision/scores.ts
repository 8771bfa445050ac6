/**
 * Scores of several origins stay side by side; this says only which is shown first.
 *
 * Source  NVD no longer scores every CVE (2026-04): the maker's own number (CNA), then CISA's, then NVD, then others
 */
import type { ScoreRecord } from '../knowledge/record.ts'

const SYSTEMS: readonly ScoreRecord['system'][] = ['cvss4.0', 'cvss3.1', 'cvss3.0', 'cvss2', 'words']

function originRank(origin: string): number {
  if (origin.startsWith('cna')) return 0
  if (origin === 'cisa-adp') return 1
  if (origin === 'nvd') return 2
  return 3
}

/** Origin before system: a maker's v3.1 tells more of this product than a stranger's v4.0. Words and scoreless vectors come last. */
export function preferredScores<Score extends Pick<ScoreRecord, 'origin' | 'system' | 'score'>>(
  scores: readonly Score[],
): readonly Score[] {
  return scores.toSorted(
    (left, right) =>
      Number(left.score === undefined) - Number(right.score === undefined) ||
      Number(left.system === 'words') - Number(right.system === 'words') ||
      originRank(left.origin) - originRank(right.origin) ||
      SYSTEMS.indexOf(left.system) - SYSTEMS.indexOf(right.system) ||
      (left.origin < right.origin ? -1 : left.origin > right.origin ? 1 : 0),
  )
}
