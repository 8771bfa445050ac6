/** Bounds of what a knowledge file takes in. Texts come from outside: one hostile record must cost a bounded amount. */
export const limits = {
  /** Longest id seen in the mirror has 61 characters. */
  idCharsMax: 256,
  /** Maven coordinates and Go module paths reach 200 characters. */
  keyCharsMax: 1024,
  /** Grades, origins, short words. */
  wordCharsMax: 512,
  /** Titles and notes; longer ones are cut and end in an ellipsis. */
  titleCharsMax: 1024,
  noteCharsMax: 2048,
  /** Descriptions; CNA texts of kernel CVE reach 20,000 characters of call traces that help nobody. */
  descriptionCharsMax: 4096,
  linkCharsMax: 1024,
  /** The record with the most references in NVD 1.1 has 81. */
  linksMax: 100,
  /** One CERT-FR advisory names 1,924 CVE. Claims of an advisory are given to each: the product of both is bounded by this. */
  aliasesMax: 5000,
  /** Long `versions` lists of OSV reach 40 KB; beyond this the claim is refused, never cut. */
  rangeCharsMax: 256 * 1024,
  /** Platforms, identifiers and other lists kept as JSON. */
  jsonCharsMax: 256 * 1024,
  /** Refused records that are kept with place and cause, per feed; all are counted. */
  rejectionsKeptMax: 100,
  /** Deltas are read whole: a day's is some hundred KB. Larger ones are no gain over the whole file. */
  deltaBytesMax: 256 * 1024 * 1024,
  deltaUnpackedBytesMax: 1024 * 1024 * 1024,
  /** Results of one search. */
  searchResultsMax: 500,
} as const
