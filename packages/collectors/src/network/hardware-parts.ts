/**
 * What a network system is built of: stack members, modules, power supplies, each with model and serial number, from the lists
 * that its commands print. One reader for each layout, whoever's system prints it; lines that fit none are left alone.
 */
export type HardwarePart = {
  /** Slot, member or name as printed: `1`, `Chassis`, `Fan 2`; empty when the list names none. */
  readonly place: string
  /** Empty when the list names none. */
  readonly model: string
  readonly serial: string
}

/** A full chassis with its transceivers has some hundred; more than this is no list of hardware. */
const PARTS_MAX = 4_096
const LINE_CHARS_MAX = 400

/** Cost: linear in the text. Order of the text; a layout that prints a part twice has it twice. */
export function hardwareParts(output: string): readonly HardwarePart[] {
  const lines = output.split('\n').map((line) => line.replace(/\r$/, '').slice(0, LINE_CHARS_MAX))
  return [
    ...namedProducts(lines),
    ...manufacturingRecords(lines),
    ...junosItems(lines),
    ...aristaInventory(lines),
    ...moduleTables(lines),
    ...boardSerials(lines),
    ...members(lines),
  ].slice(0, PARTS_MAX)
}

const NAME_LINE = /^NAME: ?"?([^",]{0,120})"?[ \t]*,[ \t]*DESCR: /i
const PID_LINE = /^PID: ?([^,]{0,80})(?:,[ \t]*VID: ?[^,]{0,40})?(?:,[ \t]*SN: ?([^\s,]{0,60}))?/i

/** Cisco `show inventory`: NAME and DESCR on one line, PID, VID and SN on the next. */
function namedProducts(lines: readonly string[]): readonly HardwarePart[] {
  return lines.flatMap((line, index) => {
    const product = PID_LINE.exec(line)
    const name = NAME_LINE.exec(lines[index - 1] ?? '')
    if (product === null || name === null) return []
    return [{ place: text(name[1]), model: text(product[1]), serial: text(product[2]) }]
  })
}

const PLACE_LINE = /^[ \t]{0,4}((?:Slot|Sub ?slot|Fan|Power|Chassis)(?: [\w/]{1,12})?(?: CPU \d{1,3})?)[ \t]{0,4}:?[ \t]*$/i
const FIELD_LINE = /^[ \t]{0,4}(DEVICE_NAME|(?:DEVICE_|MANU )SERIAL[_ ]NUMBER)[ \t]{0,20}:[ \t]*(.*)$/

/** Comware `display device manuinfo`: a place, then fields under it. */
function manufacturingRecords(lines: readonly string[]): readonly HardwarePart[] {
  const parts: HardwarePart[] = []
  let place: string | undefined
  let open: HardwarePart | undefined
  for (const line of lines) {
    const named = PLACE_LINE.exec(line)
    const read = FIELD_LINE.exec(line)
    if (named !== null || (line.trim() === '' && open !== undefined)) {
      if (open !== undefined) parts.push(open)
      open = undefined
      place = named === null ? undefined : text(named[1])
    }
    if (read === null) continue
    const value = text(read[2])
    open ??= { place: place ?? '', model: '', serial: '' }
    open = read[1] === 'DEVICE_NAME' ? { ...open, model: value } : { ...open, serial: value }
  }
  if (open !== undefined) parts.push(open)
  return parts.filter(({ model, serial }) => isNamed(model) || isNamed(serial))
}

/** Comware writes NONE where a part tells nothing. */
function isNamed(value: string): boolean {
  return value !== '' && value.toUpperCase() !== 'NONE'
}

/** Junos `show chassis hardware`: columns under a heading; part numbers and serial numbers may be absent. */
function junosItems(lines: readonly string[]): readonly HardwarePart[] {
  const parts: HardwarePart[] = []
  let columns: { readonly serial: number; readonly description: number } | undefined
  for (const line of lines) {
    if (/^Item\s+Version\s+Part number\s+Serial number\s+Description/.test(line)) {
      columns = { serial: line.indexOf('Serial number'), description: line.indexOf('Description') }
    } else if (columns !== undefined) {
      if (line.trim() === '' || /[#>%]/.test(line)) columns = undefined
      else {
        const description = line.slice(columns.description).trim()
        // `JNP204 [MX204]`: what stands in brackets is the name it is sold under
        const model = /\[([^\]]{1,60})\]$/.exec(description)?.[1] ?? description
        parts.push({
          place: line.slice(0, 17).trim(),
          model,
          serial: line.slice(columns.serial, columns.description).trim(),
        })
      }
    }
  }
  return parts
}

const ARISTA_SECTION = /^System (information$|has \d+ (?:power supply slots|fan modules|transceiver slots|ports|switched))/
const ARISTA_MODEL = /^ {0,3}([A-Z]{3}-\S+)(?: |$)/

/** Arista `show inventory`: the system, then numbered slots. */
function aristaInventory(lines: readonly string[]): readonly HardwarePart[] {
  const parts: HardwarePart[] = []
  let section = ''
  let model = ''
  for (const line of lines) {
    const heading = ARISTA_SECTION.exec(line.trim())
    if (heading !== null) section = text(heading[1]).replace(/^has \d+ /, '')
    else if (section === 'information') {
      const serial = /^ {0,3}\d[\d.]{1,8} +(\S{5,40})(?: |$)/.exec(line)
      if (serial !== null && model !== '') parts.push({ place: '', model, serial: text(serial[1]) })
      model = ARISTA_MODEL.exec(line)?.[1] ?? model
    } else if (/^(?:power|fan|transceiver)/.test(section)) {
      const words = line.trim().split(/\s+/)
      const place = words[0] ?? ''
      if (!/^\d{1,4}$/.test(place) || words.length < 3) continue
      const end = section.startsWith('transceiver') ? words.length - 1 : words.length
      if (end >= 3) parts.push({ place, model: text(words[end - 2]), serial: text(words[end - 1]) })
    }
  }
  return parts
}

type Columns = readonly (readonly [start: number, end: number])[]

/**
 * Tables of modules: a heading, a line of dashes that shows where the columns stand, a row a module. Of these, those that have a
 * model; where the rows do not keep to the columns, the last two words are model and serial number.
 */
function moduleTables(lines: readonly string[]): readonly HardwarePart[] {
  const parts: HardwarePart[] = []
  for (const [index, line] of lines.entries()) {
    if (!isUnderline(line)) continue
    const heading = `${lines[index - 2] ?? ''} ${lines[index - 1] ?? ''}`
    if (!/\b(?:Mod|Module|Name|Xbar)\b/.test(heading) || !/\b(?:Model|Product)\b/.test(heading)) continue
    const dashes = [...line.matchAll(/-{2,}/g)].map((found): [number, number] => [found.index, found.index + found[0].length])
    const read = heading.includes('Module-Type') ? byColumns : /\bProduct\b/.test(heading) ? byProduct : byWords
    for (const row of lines.slice(index + 1)) {
      if (row.trim() === '' || !/^ {0,2}[\w/]{1,8} /.test(row)) break
      const part = read(row, dashes)
      if (part !== undefined) parts.push(part)
      if (parts.length > PARTS_MAX) return parts
    }
  }
  return parts
}

/** Three columns of dashes or more, and nothing else. */
function isUnderline(line: string): boolean {
  const words = line.split(/[ +]/).filter((word) => word !== '')
  return words.length >= 3 && words.every((word) => /^-{2,}\r?$/.test(word))
}

/** NX-OS: place, ports, type, model, status; the heading's dashes may be narrower than a column, so words are kept whole. */
function byColumns(row: string, columns: Columns): HardwarePart | undefined {
  const words = [...row.matchAll(/\S+/g)]
  const place = words[0]?.[0]
  const [start, end] = columns[3] ?? [0, 0]
  const model = words.find(
    ({ index, 0: word }) => index + word.length > start && index < end && word.includes('-') && /[A-Z]/.test(word),
  )
  return place === undefined || model === undefined ? undefined : { place, model: model[0], serial: '' }
}

/** AOS-CX: name, product number, description, serial number, status. */
function byProduct(row: string, columns: Columns): HardwarePart | undefined {
  const [place, model, , serial] = columns.map(([start, end]) => row.slice(start, end).trim())
  return model === undefined || model === '' ? undefined : { place: place ?? '', model, serial: serial ?? '' }
}

function byWords(row: string): HardwarePart | undefined {
  const words = row.trim().split(/\s+/)
  const [place = ''] = words
  const [model, serial] = words.slice(-2)
  if (words.length < 4 || model === undefined || serial === undefined || !/^[A-Z0-9]{5,20}$/.test(serial)) return undefined
  return { place, model, serial }
}

/** FastIron: `UNIT 1: SL 1: MODEL … Module` with `Serial  #:` under it. */
function boardSerials(lines: readonly string[]): readonly HardwarePart[] {
  const parts: HardwarePart[] = []
  for (const line of lines) {
    const board = /^(UNIT \d{1,3}: SL \d{1,3}): (\S{1,60}) /.exec(line)
    const serial = /^\s+Serial {1,2}#: ?(\S{4,40})/.exec(line)
    const last = parts.at(-1)
    if (board !== null) parts.push({ place: text(board[1]), model: text(board[2]), serial: '' })
    else if (serial !== null && last !== undefined) parts.splice(-1, 1, { ...last, serial: text(serial[1]) })
  }
  return parts
}

/** Stacks: blocks of `Model Number` and `System Serial Number` (Cisco), of `VSF-Member` and `Serial Number` (ArubaOS-Switch). */
function members(lines: readonly string[]): readonly HardwarePart[] {
  const parts: HardwarePart[] = []
  let model = ''
  let member: string | undefined
  for (const line of lines) {
    const named = /^Model [Nn]umber\s{0,30}: (\S{1,60})/.exec(line)
    const system = /^System [Ss]erial [Nn]umber\s{0,30}: (\S{1,60})/.exec(line)
    const block = /^\s{0,4}VSF-Member\s{0,4}:\s{0,4}(\d{1,3})/.exec(line)
    const serial = /^\s{1,6}Serial Number\s{0,30}: (\S{1,60})/.exec(line)
    if (named !== null) model = text(named[1])
    if (block !== null) member = text(block[1])
    if (system !== null) parts.push({ place: String(parts.length + 1), model, serial: text(system[1]) })
    else if (serial !== null && member !== undefined) parts.push({ place: member, model: '', serial: text(serial[1]) })
  }
  return parts
}

function text(value: string | undefined): string {
  return value?.trim() ?? ''
}
