/** One YAML document. Source: YAML 1.2.2; by `yaml`. */
import { parse } from 'yaml'
import { fail, ok, type Result } from '@hygie/versions/result'
import { causeOf, readAll, utf8, type Bytes } from './bytes.ts'

/** Aliases may multiply a document; none of the feeds uses any. */
const ALIASES_MAX = 64

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
  try {
    return ok(
      parse(text, { schema, maxAliasCount: ALIASES_MAX, logLevel: 'error', uniqueKeys: false, prettyErrors: false }) as unknown,
    )
  } catch (thrown) {
    return fail('yaml-syntax', `Cannot read YAML: ${causeOf(thrown)}`)
  }
}
