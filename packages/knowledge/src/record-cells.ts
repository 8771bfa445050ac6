/** Records as cells of their tables, texts bounded and cleaned. Sources stand by name; fusion puts their rank. */
import type { Claim } from '@hygie/core/knowledge/claim'
import type {
  AdvisoryRecord,
  DeviceRecord,
  ExploitationRecord,
  LifecycleRecord,
  NameRecord,
  RepositoryRecord,
  ScoreRecord,
  SsvcRecord,
  TechniqueRecord,
  UpdateRecord,
  VulnerabilityRecord,
  WeaknessRecord,
} from '@hygie/core/knowledge/record'
import { limits } from './limits.ts'
import { textCell, type Cell } from './text.ts'

/** Joins the cells of an interned tuple; sorts below every character that a cell may hold. */
export const SEPARATOR = '\0'

export function statementText(claim: Claim, source: string): string {
  return [
    source,
    claim.status,
    textCell(claim.advisory, limits.idCharsMax) ?? '',
    textCell(claim.grade, limits.wordCharsMax) ?? '',
    textCell(claim.note, limits.noteCharsMax) ?? '',
    textCell(claim.statedAt, limits.wordCharsMax) ?? '',
    textCell(claim.reference, limits.linkCharsMax) ?? '',
  ].join(SEPARATOR)
}

export function conditionText({ architectures = [], cpe }: Claim): string {
  if (architectures.length === 0 && cpe === undefined) return ''
  return [
    architectures.length === 0 ? '' : JSON.stringify(architectures.toSorted()),
    textCell(cpe?.criteria, limits.keyCharsMax) ?? '',
    cpe?.runningOn === undefined || cpe.runningOn.length === 0 ? '' : JSON.stringify(cpe.runningOn),
  ].join(SEPARATOR)
}

export function recordCells(record: VulnerabilityRecord, source: string): readonly Cell[] {
  return [
    textCell(record.id, limits.idCharsMax),
    source,
    textCell(record.title, limits.titleCharsMax),
    textCell(record.description, limits.descriptionCharsMax),
    textCell(record.publishedAt, limits.wordCharsMax),
    textCell(record.modifiedAt, limits.wordCharsMax),
    textCell(record.withdrawnAt, limits.wordCharsMax) ?? (record.withdrawnWhy === undefined ? null : 'undated'),
    textCell(record.withdrawnWhy, limits.titleCharsMax),
    listCell(record.weaknesses, limits.linksMax),
    listCell(record.references, limits.linksMax),
    listCell(record.tags, limits.linksMax),
  ]
}

export function exploitationCells(record: ExploitationRecord): readonly Cell[] {
  return [
    textCell(record.vulnerability, limits.idCharsMax),
    '',
    textCell(record.catalogue, limits.wordCharsMax),
    record.level,
    textCell(record.addedAt, limits.wordCharsMax),
    textCell(record.dueAt, limits.wordCharsMax),
    flagCell(record.ransomware),
    flagCell(record.forensicTriage),
    textCell(record.reference, limits.linkCharsMax),
    textCell(record.note, limits.noteCharsMax),
  ]
}

export function ssvcCells(record: SsvcRecord): readonly Cell[] {
  return [
    textCell(record.vulnerability, limits.idCharsMax),
    '',
    textCell(record.origin, limits.wordCharsMax),
    record.exploitation ?? null,
    record.automatable ?? null,
    record.technicalImpact ?? null,
    textCell(record.statedAt, limits.wordCharsMax),
  ]
}

export function advisoryCells(record: AdvisoryRecord, source: string): readonly Cell[] {
  return [
    textCell(record.id, limits.idCharsMax),
    source,
    textCell(record.publisher, limits.wordCharsMax),
    record.category,
    textCell(record.title, limits.titleCharsMax),
    textCell(record.summary, limits.descriptionCharsMax),
    textCell(record.publishedAt, limits.wordCharsMax),
    textCell(record.revisedAt, limits.wordCharsMax),
    textCell(record.closedAt, limits.wordCharsMax),
    textCell(record.language, limits.wordCharsMax),
    jsonCell(record.products),
    textCell(record.reference, limits.linkCharsMax),
  ]
}

export function lifecycleCells(record: LifecycleRecord, source: string): readonly Cell[] {
  return [
    textCell(record.product, limits.keyCharsMax),
    textCell(record.cycle, limits.keyCharsMax),
    textCell(record.package, limits.keyCharsMax),
    source,
    textCell(record.title, limits.titleCharsMax),
    textCell(record.codename, limits.titleCharsMax),
    textCell(record.releasedAt, limits.wordCharsMax),
    jsonCell(record.phases),
    textCell(record.latest, limits.wordCharsMax),
    listCell(record.identifiers, limits.aliasesMax),
    textCell(record.reference, limits.linkCharsMax),
    textCell(record.note, limits.noteCharsMax),
  ]
}

export function ratingCells(record: ScoreRecord, source: string): readonly Cell[] {
  return [
    source,
    textCell(record.origin, limits.wordCharsMax) ?? 'unknown',
    record.system,
    textCell(record.vector, limits.wordCharsMax),
    finite(record.score),
    textCell(record.severity, limits.wordCharsMax),
  ]
}

export function techniqueCells(record: TechniqueRecord): readonly Cell[] {
  return [
    textCell(record.vulnerability, limits.idCharsMax),
    '',
    textCell(record.technique, limits.idCharsMax),
    textCell(record.mapping, limits.wordCharsMax),
    textCell(record.name, limits.titleCharsMax),
  ]
}

export function weaknessCells(record: WeaknessRecord, source: string): readonly Cell[] {
  return [
    textCell(record.id, limits.idCharsMax),
    source,
    textCell(record.name, limits.titleCharsMax),
    textCell(record.status, limits.wordCharsMax),
    jsonCell(record.parents),
  ]
}

export function nameCells(record: NameRecord, source: string): readonly Cell[] {
  return [
    textCell(record.key, limits.keyCharsMax),
    textCell(record.title, limits.titleCharsMax),
    record.deprecated === true ? 1 : 0,
    source,
  ]
}

export function repositoryCells(record: RepositoryRecord, source: string): readonly Cell[] {
  return [textCell(record.name, limits.keyCharsMax), source, jsonCell(record.cpes.toSorted())]
}

export function updateCells(record: UpdateRecord, source: string): readonly Cell[] {
  return [
    textCell(record.product, limits.keyCharsMax),
    textCell(record.id, limits.idCharsMax),
    source,
    record.lane ?? '',
    textCell(record.build, limits.wordCharsMax) ?? '',
    textCell(record.releasedAt, limits.wordCharsMax) ?? '',
    listCell(record.supersedes.toSorted(), limits.aliasesMax) ?? '',
  ]
}

export function deviceCells(record: DeviceRecord, source: string): readonly Cell[] {
  return [
    record.product.split(':')[1] ?? '',
    textCell(record.product, limits.keyCharsMax),
    source,
    textCell(record.maker, limits.titleCharsMax) ?? '',
    textCell(record.name, limits.titleCharsMax) ?? '',
    listCell(record.models, limits.aliasesMax) ?? '',
  ]
}

function listCell(list: readonly string[] | undefined, entriesMax: number): string | null {
  if (list === undefined || list.length === 0) return null
  const entries = list.filter((entry) => entry.length <= limits.linkCharsMax).slice(0, entriesMax)
  return jsonCell([...new Set(entries)])
}

function jsonCell(value: readonly unknown[]): string | null {
  // JSON escapes NUL and lone surrogates by itself; a cut would break it.
  return value.length === 0 ? null : JSON.stringify(value)
}

function flagCell(flag: boolean | undefined): number | null {
  return flag === undefined ? null : Number(flag)
}

export function finite(number: number | undefined): number | null {
  return number !== undefined && Number.isFinite(number) ? number : null
}
