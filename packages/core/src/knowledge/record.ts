/**
 * What feeds yield and the knowledge file keeps: everything that sources say, each with its source, nothing fused.
 * Dates are ISO text (`2026-08-21` or `2026-08-21T10:00:00Z`), as precise as the source gives them.
 */
import type { Failure } from '@hygie/versions/result'
import type { ProductKey } from '../product-key.ts'
import type { Claim } from './claim.ts'

export type VulnerabilityRecord = {
  readonly kind: 'vulnerability'
  readonly id: string
  /** The same vulnerability under other ids. A record that names two or more CVE is an advisory over several: fusion keeps them apart. */
  readonly aliases?: readonly string[]
  readonly title?: string
  readonly description?: string
  readonly publishedAt?: string
  readonly modifiedAt?: string
  /** Withdrawn or rejected at the source, with its reason: the record and its claims must not lead to findings. */
  readonly withdrawnAt?: string
  readonly withdrawnWhy?: string
  /** CWE ids such as `CWE-79`. */
  readonly weaknesses?: readonly string[]
  readonly references?: readonly string[]
  /** Marks of the source: `disputed`, `unsupported-when-assigned`, `informational:unmaintained`. */
  readonly tags?: readonly string[]
}

export type ScoreRecord = {
  readonly kind: 'score'
  readonly vulnerability: string
  /** Who scored: `cna:redhat`, `cisa-adp`, `nvd`, `redhat`, `ghsa`. The feed that carried it is the record's source. */
  readonly origin: string
  readonly system: 'cvss2' | 'cvss3.0' | 'cvss3.1' | 'cvss4.0' | 'words'
  readonly vector?: string
  readonly score?: number
  readonly severity?: string
}

export type ExploitationRecord = {
  readonly kind: 'exploitation'
  readonly vulnerability: string
  /** `known`: seen in attacks (KEV lists, CERT-FR alert); `public`: exploit code is published. */
  readonly level: 'known' | 'public'
  readonly catalogue: string
  readonly addedAt?: string
  readonly dueAt?: string
  readonly ransomware?: boolean
  readonly forensicTriage?: boolean
  readonly reference?: string
  readonly note?: string
}

export type EpssRecord = {
  readonly kind: 'epss'
  readonly vulnerability: string
  /** 0–1; series of different models are never compared. */
  readonly score: number
  /** 0–1; early files have none. */
  readonly percentile?: number
  readonly model?: string
  readonly scoredAt: string
}

export type SsvcRecord = {
  readonly kind: 'ssvc'
  readonly vulnerability: string
  readonly origin: string
  readonly exploitation?: 'none' | 'public poc' | 'active'
  readonly automatable?: 'yes' | 'no'
  readonly technicalImpact?: 'partial' | 'total'
  readonly statedAt?: string
}

export type WeaknessRecord = {
  readonly kind: 'weakness'
  readonly id: string
  readonly name: string
  readonly status: string
  readonly parents: readonly string[]
}

export type TechniqueRecord = {
  readonly kind: 'technique'
  readonly vulnerability: string
  readonly technique: string
  readonly name?: string
  readonly mapping: string
}

/** A date, or what a source says when it gives none: over, not over, or no end known. */
export type LifecycleDate = { readonly on: string } | 'over' | 'not-over'

export type LifecycleRecord = {
  readonly kind: 'lifecycle'
  /** endoflife.date's product name or a distribution's id: `windows`, `debian`, `postgresql`. */
  readonly product: string
  /** `12`, `22.04`, `11-24h2-e-lts`; `package` cycles of a distribution (`debian-security-support`) name the release. */
  readonly cycle: string
  /** Source package of a distribution that loses support before its release does; may be a pattern with `*`. */
  readonly package?: string
  readonly title?: string
  readonly codename?: string
  readonly releasedAt?: string
  readonly phases: readonly LifecyclePhase[]
  readonly latest?: string
  /** CPE prefixes, purls or package names by which software of this product is recognised. */
  readonly identifiers?: readonly string[]
  readonly reference?: string
  readonly note?: string
}

export type LifecyclePhase = {
  /** `active`: all fixes; `security`: security fixes for everybody; `lts`/`elts`/`esm`/`esu`/`extended`: under conditions. */
  readonly phase: 'active' | 'security' | 'lts' | 'elts' | 'esm' | 'esu' | 'extended' | 'limited'
  readonly ends: LifecycleDate
  /** True when the phase must be bought or enabled. */
  readonly conditional: boolean
}

export type AdvisoryRecord = {
  readonly kind: 'advisory'
  readonly id: string
  readonly publisher: string
  readonly category: 'advisory' | 'alert'
  readonly title: string
  readonly summary?: string
  readonly publishedAt?: string
  readonly revisedAt?: string
  readonly closedAt?: string
  readonly language: string
  readonly vulnerabilities: readonly string[]
  readonly products: readonly { readonly vendor?: string; readonly name: string; readonly industrial?: boolean }[]
  readonly reference?: string
}

export type NameRecord = { readonly kind: 'name'; readonly key: string; readonly title: string; readonly deprecated?: boolean }

/** A numbered update of one product: what it replaces and where it leads. Several records on one update add up. */
export type UpdateRecord = {
  readonly kind: 'update'
  /** KB number without `KB`: `5040430`. Only digits; other names of updates are no records. */
  readonly id: string
  /** The product it mends, `msrc:…`. */
  readonly product: ProductKey
  /** KB numbers that it replaces directly. */
  readonly supersedes: readonly string[]
  /** The build that the product has afterwards: `10.0.17763.6054`, for Exchange `15.2.1544.9`. */
  readonly build?: string
  /**
   * `cumulative` holds all that came before it on its product; `security-only` closes its own month alone; `hotpatch` goes on
   * from a baseline without restart and has builds of its own; absent = not told.
   */
  readonly lane?: 'cumulative' | 'security-only' | 'hotpatch'
  readonly releasedAt?: string
}

/** A product of a maker, under the key that claims use, for finding it by a name that is only alike. */
export type DeviceRecord = {
  readonly kind: 'device'
  /** As `deviceKey` writes it. */
  readonly product: ProductKey
  /** As the source writes them. */
  readonly maker: string
  readonly name: string
  /** Model or article numbers, where the source gives them. */
  readonly models?: readonly string[]
}

/** A Red Hat repository and the product CPEs it delivers. */
export type RepositoryRecord = { readonly kind: 'repository'; readonly name: string; readonly cpes: readonly string[] }

export type KnowledgeRecord =
  | VulnerabilityRecord
  | Claim
  | ScoreRecord
  | ExploitationRecord
  | EpssRecord
  | SsvcRecord
  | WeaknessRecord
  | TechniqueRecord
  | LifecycleRecord
  | AdvisoryRecord
  | NameRecord
  | RepositoryRecord
  | UpdateRecord
  | DeviceRecord

/** A record that a reader refused; `error.at` holds file and offset or path. */
export type Rejection = { readonly kind: 'rejection'; readonly error: Failure }
