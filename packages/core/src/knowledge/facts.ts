/** What the knowledge file answers about a vulnerability: the fused view, every part with its source. */
import type { Claim } from './claim.ts'
import type {
  AdvisoryRecord,
  EpssRecord,
  ExploitationRecord,
  LifecycleRecord,
  ScoreRecord,
  SsvcRecord,
  DeviceRecord,
  TechniqueRecord,
  UpdateRecord,
} from './record.ts'

type Sourced<Item> = Item & { readonly source: string }
/** A claim as found in the knowledge file, under the group's preferred id. */
export type SourcedClaim = Sourced<Claim>
export type SourcedLifecycle = Sourced<LifecycleRecord>
export type SourcedUpdate = Sourced<UpdateRecord>
export type SourcedDevice = Sourced<DeviceRecord>

export type VulnerabilityFacts = {
  /** Preferred id: the smallest CVE of the group, else the smallest id. */
  readonly id: string
  readonly aliases: readonly string[]
  readonly title?: string
  readonly description?: string
  readonly publishedAt?: string
  readonly modifiedAt?: string
  /** Set when the vulnerability as a whole is withdrawn or rejected. */
  readonly withdrawn?: { readonly source: string; readonly why?: string }
  readonly weaknesses: readonly string[]
  readonly tags: readonly string[]
  readonly references: readonly string[]
  readonly scores: readonly Sourced<ScoreRecord>[]
  readonly exploitation: readonly Sourced<ExploitationRecord>[]
  readonly epss?: Sourced<EpssRecord>
  readonly ssvc: readonly Sourced<SsvcRecord>[]
  readonly techniques: readonly Sourced<TechniqueRecord>[]
  readonly advisories: readonly Pick<
    Sourced<AdvisoryRecord>,
    'id' | 'publisher' | 'category' | 'title' | 'publishedAt' | 'closedAt' | 'reference' | 'source'
  >[]
}

export type FeedState = {
  readonly name: string
  /** Newest date that the feed's own files state; undefined when they state none. */
  readonly stated?: string
  readonly licence: string
  readonly records: number
  readonly rejected: number
  readonly files: number
  /** Set when the feed broke as a whole. */
  readonly failure?: string
}

export type KnowledgeInfo = {
  readonly hash: string
  readonly schema: number
  readonly engine: string
  /** Newest date stated by any feed: what the file can know about. */
  readonly builtFrom?: string
  readonly feeds: readonly FeedState[]
  readonly counts: Readonly<Record<string, number>>
}

/** The answers that the pure core needs; the knowledge room's file handle implements it. All are batches, all results are ordered. */
export type KnowledgeReader = {
  readonly info: () => KnowledgeInfo
  /** Claims by product key, withdrawn vulnerabilities' claims included (facts tell). Keys without claims are absent. */
  readonly claims: (keys: readonly string[]) => ReadonlyMap<string, readonly SourcedClaim[]>
  readonly facts: (ids: readonly string[]) => ReadonlyMap<string, VulnerabilityFacts>
  /** Lifecycles of the named products (`debian`, `postgresql`). */
  readonly lifecycles: (products: readonly string[]) => readonly SourcedLifecycle[]
  /** Lifecycles whose identifiers hold one of these (purl without version, `cpe:a:vendor:product` key, package name). */
  readonly lifecyclesByIdentifier: (identifiers: readonly string[]) => readonly SourcedLifecycle[]
  /** Sources that make claims for this lineage (`debian:12`), so that "no claims" can be told from "no knowledge". */
  readonly sourcesOf: (lineageOrEcosystem: string) => readonly string[]
  /** Red Hat repository name → CPEs. */
  readonly repositories: (names: readonly string[]) => ReadonlyMap<string, readonly string[]>
  /** Numbered updates of the named products (`msrc:…`), all sources; products without any are absent. */
  readonly updates: (products: readonly string[]) => ReadonlyMap<string, readonly SourcedUpdate[]>
  /** Products of the makers, by the maker as `makerOf` writes it. */
  readonly devices: (makers: readonly string[]) => ReadonlyMap<string, readonly SourcedDevice[]>
  /** Preferred id of a group by any alias or advisory id. */
  readonly resolve: (id: string) => readonly string[]
}
