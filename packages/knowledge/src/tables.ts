/**
 * The tables of a knowledge file, as data: the build, the reader of deltas and the delta itself go by this list.
 *
 * Every table's rows are distinct and sorted by all columns from first to last (`compareRows`). A table with `ranked` has
 * an `id` that is the row's rank from 1; other tables refer to it by that number (`refers`). Because ids are ranks of
 * sorted content, the same content gives the same numbers on every machine, and two files can be compared by one pass.
 *
 * Derived tables hold nothing of their own: they are made from the others by the writer, after them.
 */

/** Number of the layout; a reader refuses any other. */
export const SCHEMA = 2
/** `HYGI`, in the header of every knowledge file. */
export const APPLICATION_ID = 0x48594749
/** Chosen by measurement: see readme.md. */
export const PAGE_BYTES = 8192

export type Column = { readonly name: string; readonly type: 'integer' | 'text' | 'real' | 'any'; readonly refers?: TableName }
export type Table = {
  readonly name: TableName
  readonly ranked: boolean
  /** Primary key of a table without rank: its first columns. */
  readonly keyColumns?: number
  readonly holds: string
  readonly columns: readonly Column[]
}

export const tableNames = [
  'source',
  'feed',
  'rejection',
  'vulnerability',
  'withdrawal',
  'alias',
  'record',
  'told',
  'product',
  'range',
  'statement',
  'condition',
  'claim',
  'rating',
  'score',
  'exploitation',
  'epss_day',
  'epss',
  'ssvc',
  'technique',
  'weakness',
  'advisory',
  'covers',
  'lifecycle',
  'name',
  'repository',
  'supersedence',
  'device',
] as const
export type TableName = (typeof tableNames)[number]

const text = (name: string): Column => ({ name, type: 'text' })
const integer = (name: string): Column => ({ name, type: 'integer' })
const refers = (name: string, table: TableName): Column => ({ name, type: 'integer', refers: table })

/** In the order of writing: a table comes after those it refers to. */
export const tables: readonly Table[] = [
  // What changes with every build stands apart from what others refer to: else a delta would carry all that refers to it.
  { name: 'source', ranked: true, holds: 'the name of a feed', columns: [text('name')] },
  {
    name: 'feed',
    ranked: false,
    keyColumns: 1,
    holds: 'what a feed states of its age, and how much of it was read and refused',
    columns: [
      refers('source', 'source'),
      text('licence'),
      text('stated'),
      integer('records'),
      integer('rejected'),
      integer('files'),
      text('failure'),
    ],
  },
  {
    name: 'rejection',
    ranked: true,
    holds: 'records that a reader refused, the first of each feed, with place and cause; feed.rejected counts all',
    columns: [refers('source', 'source'), text('file'), text('place'), text('code'), text('cause')],
  },
  { name: 'vulnerability', ranked: true, holds: 'the preferred id of a group of aliases', columns: [text('name')] },
  {
    name: 'withdrawal',
    ranked: false,
    keyColumns: 1,
    holds: 'vulnerabilities that are withdrawn as a whole, by whom and why',
    columns: [refers('vulnerability', 'vulnerability'), refers('source', 'source'), text('why')],
  },
  {
    name: 'alias',
    ranked: false,
    keyColumns: 2,
    holds: 'other ids of the group, and ids of advisories over several that name it (`several` = 1)',
    columns: [refers('vulnerability', 'vulnerability'), text('name'), integer('several')],
  },
  {
    name: 'record',
    ranked: true,
    holds: 'what one source says of one id; lists are JSON',
    columns: [
      text('name'),
      refers('source', 'source'),
      text('title'),
      text('description'),
      text('published'),
      text('modified'),
      text('withdrawn'),
      text('withdrawn_why'),
      text('weaknesses'),
      text('links'),
      text('tags'),
    ],
  },
  {
    name: 'told',
    ranked: false,
    keyColumns: 2,
    holds: 'which records speak of a vulnerability: an advisory over several speaks of each',
    columns: [refers('vulnerability', 'vulnerability'), refers('record', 'record')],
  },
  { name: 'product', ranked: true, holds: 'product keys that claims speak of', columns: [text('key')] },
  {
    name: 'range',
    ranked: true,
    holds: 'versions that claims speak of: scheme, body (see range-text.ts) and versions with the fix beside it',
    columns: [text('scheme'), text('body'), text('fixed')],
  },
  {
    name: 'statement',
    ranked: true,
    holds: 'who says it, in which advisory, with which grade: one row serves all claims of an advisory',
    columns: [
      refers('source', 'source'),
      text('status'),
      text('advisory'),
      text('grade'),
      text('note'),
      text('stated'),
      text('reference'),
    ],
  },
  {
    name: 'condition',
    ranked: true,
    holds: 'when the claim counts: CPU architectures; the rest of a CPE name and the platforms it runs on; lists are JSON',
    columns: [text('architectures'), text('criteria'), text('running_on')],
  },
  {
    name: 'claim',
    ranked: true,
    holds: '"source S says: product P in range R has status X for vulnerability V"; sorted by product, found by `place`',
    columns: [
      refers('product', 'product'),
      refers('vulnerability', 'vulnerability'),
      refers('statement', 'statement'),
      refers('range', 'range'),
      refers('condition', 'condition'),
    ],
  },
  {
    name: 'rating',
    ranked: true,
    holds: 'a score as some source gives it; the same vector stands for thousands of vulnerabilities',
    columns: [
      refers('source', 'source'),
      text('origin'),
      text('system'),
      text('vector'),
      { name: 'score', type: 'real' },
      text('severity'),
    ],
  },
  {
    name: 'score',
    ranked: false,
    keyColumns: 2,
    holds: 'all ratings of a vulnerability, nothing fused',
    columns: [refers('vulnerability', 'vulnerability'), refers('rating', 'rating')],
  },
  {
    name: 'exploitation',
    ranked: true,
    holds: 'seen in attacks (`known`) or exploit code published (`public`), by catalogue; flags are 0, 1 or null',
    columns: [
      refers('vulnerability', 'vulnerability'),
      refers('source', 'source'),
      text('catalogue'),
      text('level'),
      text('added'),
      text('due'),
      integer('ransomware'),
      integer('forensic_triage'),
      text('reference'),
      text('note'),
    ],
  },
  {
    name: 'epss_day',
    ranked: true,
    holds: 'a model (null: the file names none) and a day of its scores',
    columns: [text('day'), text('model'), refers('source', 'source')],
  },
  {
    name: 'epss',
    ranked: false,
    keyColumns: 2,
    holds: 'the newest day of each model; models are never compared',
    columns: [
      refers('vulnerability', 'vulnerability'),
      refers('epss_day', 'epss_day'),
      { name: 'score', type: 'real' },
      { name: 'percentile', type: 'real' },
    ],
  },
  {
    name: 'ssvc',
    ranked: true,
    holds: 'decision points as stated, the newest of each source and origin',
    columns: [
      refers('vulnerability', 'vulnerability'),
      refers('source', 'source'),
      text('origin'),
      text('exploitation'),
      text('automatable'),
      text('technical_impact'),
      text('stated'),
    ],
  },
  {
    name: 'technique',
    ranked: true,
    holds: 'ATT&CK techniques mapped to a vulnerability',
    columns: [
      refers('vulnerability', 'vulnerability'),
      refers('source', 'source'),
      text('technique'),
      text('mapping'),
      text('name'),
    ],
  },
  {
    name: 'weakness',
    ranked: true,
    holds: 'CWE names and parents (JSON)',
    columns: [text('name'), refers('source', 'source'), text('title'), text('status'), text('parents')],
  },
  {
    name: 'advisory',
    ranked: true,
    holds: 'advisories and alerts of CERT and makers; products are JSON',
    columns: [
      text('name'),
      refers('source', 'source'),
      text('publisher'),
      text('category'),
      text('title'),
      text('summary'),
      text('published'),
      text('revised'),
      text('closed'),
      text('language'),
      text('products'),
      text('reference'),
    ],
  },
  {
    name: 'covers',
    ranked: false,
    keyColumns: 2,
    holds: 'vulnerabilities that an advisory names',
    columns: [refers('vulnerability', 'vulnerability'), refers('advisory', 'advisory')],
  },
  {
    name: 'lifecycle',
    ranked: true,
    holds: 'support phases of a release or of one of its packages; phases and identifiers are JSON',
    columns: [
      text('product'),
      text('cycle'),
      text('package'),
      refers('source', 'source'),
      text('title'),
      text('codename'),
      text('released'),
      text('phases'),
      text('latest'),
      text('identifiers'),
      text('reference'),
      text('note'),
    ],
  },
  {
    name: 'name',
    ranked: true,
    holds: 'what a product key is called, for search',
    columns: [text('key'), text('title'), integer('deprecated'), refers('source', 'source')],
  },
  {
    name: 'repository',
    ranked: true,
    holds: 'Red Hat repositories and the product CPE they deliver (JSON)',
    columns: [text('name'), refers('source', 'source'), text('cpes')],
  },
  {
    name: 'supersedence',
    ranked: false,
    keyColumns: 7,
    holds: 'numbered updates of a product: what they replace (JSON), the build they lead to; empty text where nothing is told',
    columns: [
      text('product'),
      text('update_name'),
      refers('source', 'source'),
      text('lane'),
      text('build'),
      text('released'),
      text('supersedes'),
    ],
  },
  {
    name: 'device',
    ranked: false,
    keyColumns: 6,
    holds: 'products of makers, by the maker’s folded name, as sources write them; models (JSON) or empty text',
    columns: [text('maker'), text('product'), refers('source', 'source'), text('maker_name'), text('name'), text('models')],
  },
]

export function tableOf(name: TableName): Table {
  const table = tables.find((candidate) => candidate.name === name)
  if (table === undefined) throw new Error(`Defect: no table ${name}`)
  return table
}

export function createStatement(table: Table): string {
  const columns = table.columns.map((column) => `"${column.name}" ${column.type === 'any' ? '' : column.type}`)
  if (table.ranked) return `create table "${table.name}" (id integer primary key, ${columns.join(', ')})`
  const key = table.columns.slice(0, table.keyColumns).map((column) => `"${column.name}"`)
  return `create table "${table.name}" (${columns.join(', ')}, primary key (${key.join(', ')})) without rowid`
}

/** Made last, from the tables above: how things are found. */
export const derivedStatements: readonly string[] = [
  // Claims of one product are neighbours: two numbers per product instead of an index over all claims.
  'create table place (product integer primary key, first integer not null, claims integer not null)',
  // Which sources make claims for a lineage (`debian:12`) or an ecosystem (`pypi`, `cpe`).
  'create table lineage (name text, source integer, primary key (name, source)) without rowid',
  // Every id that leads to a vulnerability: 0 preferred, 1 alias, 2 advisory.
  'create table identifier (name text, vulnerability integer, kind integer, primary key (name, vulnerability)) without rowid',
  'create table lifecycle_identifier (identifier text, lifecycle integer, primary key (identifier, lifecycle)) without rowid',
  // Format, engine, newest date, counts.
  'create table meta (key text primary key, value text) without rowid',
]
