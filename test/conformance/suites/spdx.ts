/** SPDX documents: every package of them is read; 2.3 and 3.0.1 are judged by their schemas. */

import { parseSpdx } from '@hygie/standards/spdx/json'
import { parseSpdxTagValue } from '@hygie/standards/spdx/tag-value'
import { jsonJudge } from '../../schemas/validator.ts'
import { readDocumentTables, schemasBeside } from '../documents.ts'
import type { Outcome, Suite } from '../suite.ts'
import { outcome } from '../tables.ts'

export const suite: Suite = { name: 'spdx', cases, deviations: [] }

type Json = { readonly [member: string]: unknown }

async function* cases(directory: string): AsyncGenerator<Outcome> {
  const judges = {
    'SPDX-2.3': jsonJudge('spdx-2.3', schemasBeside(directory)),
    '3.0': jsonJudge('spdx-3.0.1', schemasBeside(directory)),
  }
  for (const { rows } of readDocumentTables(directory)) {
    for (const { name, doc, text } of rows) {
      const read = typeof text === 'string' ? parseSpdxTagValue(text) : parseSpdx(doc)
      const expected = typeof text === 'string' ? tagged(text) : packagesIn(doc as Json)
      const got = read.ok ? read.value.document.packages.map((pack) => `${pack.name} ${pack.version ?? ''}`) : read.error.message
      yield outcome(`${name} is read whole`, expected, got)
      if (read.ok)
        yield outcome(
          `${name} leaves nothing out`,
          [],
          read.value.problems.map(({ message, at }) => `${at ?? ''} ${message}`),
        )
      const judge = typeof text === 'string' ? undefined : judgeOf(doc as Json)
      if (judge !== undefined) yield outcome(`${name} is valid`, undefined, judge(doc))
    }
  }

  function judgeOf(document: Json): ((document: unknown) => string | undefined) | undefined {
    if (document['spdxVersion'] === 'SPDX-2.3') return judges['SPDX-2.3']
    return document['@context'] === undefined ? undefined : judges['3.0']
  }
}

/** Name and version of each package, taken from the document by another way than the reader's. */
function packagesIn(document: Json): readonly string[] {
  const graph = document['@graph'] as readonly Json[] | undefined
  const shown = (name: unknown, version: unknown): string =>
    `${String(name)} ${typeof version === 'string' && version !== 'NOASSERTION' ? version : ''}`
  if (graph !== undefined)
    return graph
      .filter((element) => element['type'] === 'software_Package')
      .map((element) => shown(element['name'], element['software_packageVersion']))
  return ((document['packages'] ?? []) as readonly Json[]).map((pack) => shown(pack['name'], pack['versionInfo']))
}

function tagged(text: string): readonly string[] {
  const blocks = text.split(/^PackageName:/m).slice(1)
  return blocks.map((block) => {
    const [own = ''] = block.split(/^(?:FileName|SnippetSPDXID|LicenseID):/m)
    const version = /^PackageVersion:(.*)$/m.exec(own)?.[1]?.trim() ?? ''
    return `${(own.split('\n')[0] ?? '').trim()} ${version === 'NOASSERTION' ? '' : version}`
  })
}
