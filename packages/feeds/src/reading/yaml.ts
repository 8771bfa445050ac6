/** One YAML document of a feed. */
import { parseYaml } from '@hygie/standards/yaml/parse'
import { fail, type Result } from '@hygie/versions/result'
import { readAll, utf8, type Bytes } from './bytes.ts'

/** Aliases may multiply a document; none of the feeds uses any. */
const LIMITS = { aliasesMax: 64, depthMax: 256 }

/**
 * `failsafe` keeps every scalar as the text it was (a version `1.10` stays `1.10`, an absent value is ''); `core`
 * reads numbers, booleans and null.
 */
export async function yamlDocument(
  bytes: Bytes,
  bytesMax: number,
  schema: 'core' | 'failsafe' = 'failsafe',
): Promise<Result<unknown>> {
  const whole = await readAll(bytes, bytesMax)
  if (!whole.ok) return whole
  const text = utf8(whole.value)
  if (text === undefined) return fail('yaml-encoding', 'Cannot read YAML: its bytes are not UTF-8')
  const parsed = parseYaml(text, schema, LIMITS)
  return parsed.ok ? parsed : fail('yaml-syntax', `Cannot read YAML: ${parsed.error.message}`, parsed.error.at)
}
