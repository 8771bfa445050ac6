/** Bounds of workbooks. Source: Excel specifications and limits, where a number is Excel's own. */
import type { XmlLimits } from '../xml/reader.ts'

/** Excel's rows; the largest list of a hospital has 100,000. */
export const rowsMax = 1_048_576
/** Columns of one row; Excel has 16,384, lists of hospitals some 60. */
export const columnsMax = 512
/** Excel's own. */
export const cellCharsMax = 32_767
/** Distinct texts: Microsoft's bulletin lists have 60,000. */
export const stringsMax = 2_000_000
export const sheetsMax = 256
export const stylesMax = 65_536
export const mergesMax = 100_000
/** Cells that one merged range may fill: a service over its 10,000 devices. */
export const mergedCellsMax = 1_000_000
/** A sheet of a million rows has some 600 million characters. */
export const sheetXmlLimits: XmlLimits = {
  charsMax: 1_073_741_824,
  depthMax: 64,
  attributesMax: 256,
  nodeCharsMax: 1_048_576,
}
