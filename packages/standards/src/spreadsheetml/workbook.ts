/**
 * Which sheets a workbook holds and where they lie. Source: ECMA-376, Part 1, 18.2 (workbook), Part 2, 9.3 (relationships).
 */
import { ok, type Result } from '@hygie/versions/result'
import { readXml } from '../xml/reader.ts'
import { sheetsMax } from './limits.ts'

/** `path` inside the archive: `xl/worksheets/sheet1.xml`. */
export type SheetPlace = { readonly name: string; readonly path: string; readonly hidden: boolean }
export type Workbook = {
  /** In the order of their tabs. */
  readonly sheets: readonly SheetPlace[]
  /** Days are counted from 1904 (old Macintosh) instead of 1900. */
  readonly from1904: boolean
}

export const workbookPath = 'xl/workbook.xml'
export const relationsPath = 'xl/_rels/workbook.xml.rels'
export const stringsPath = 'xl/sharedStrings.xml'
export const stylesPath = 'xl/styles.xml'

/** Errors: those of XML. A sheet whose place is not told is left out. Cost: linear. */
export function parseWorkbook(workbook: string, relations: string): Result<Workbook> {
  const targets = new Map<string, string>()
  const related = readXml(relations, {
    ...silent,
    open({ local, attributes }) {
      const [id, target] = [attributes.get('Id'), attributes.get('Target')]
      if (local === 'Relationship' && id !== undefined && target !== undefined && targets.size < 10 * sheetsMax)
        targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`)
    },
  })
  if (!related.ok) return related
  const sheets: SheetPlace[] = []
  let from1904 = false
  const read = readXml(workbook, {
    ...silent,
    open({ local, attributes }) {
      if (local === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes.get('date1904') ?? '')
      if (local !== 'sheet' || sheets.length >= sheetsMax) return
      const path = targets.get([...attributes].find(([name]) => /^[^:]+:id$/.test(name))?.[1] ?? '')
      const state = attributes.get('state') ?? 'visible'
      if (path !== undefined) sheets.push({ name: attributes.get('name') ?? '', path, hidden: state !== 'visible' })
    },
  })
  return read.ok ? ok({ sheets, from1904 }) : read
}

const silent = { text: (): void => undefined, close: (): void => undefined }
