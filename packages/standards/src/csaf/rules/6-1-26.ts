/**
 * Prohibited document category name. Source: CSAF 2.0 6.1.26: a document of the profile "CSAF Base" must not be named
 * like another profile, by its name or its value, whatever the case and whatever dashes, white space and underscores;
 * the prefix `csaf_` is reserved.
 */

/** The profiles of CSAF 2.0 section 4 by their value; the name is the value without `csaf_`. */
const PROFILES: readonly string[] = [
  'csaf_security_incident_response',
  'csaf_informational_advisory',
  'csaf_security_advisory',
  'csaf_vex',
]

/** Both sides are compared bare. */
const PROHIBITED: ReadonlySet<string> = new Set(PROFILES.flatMap((value) => [bare(value), bare(value.slice('csaf_'.length))]))

/** True when the rule is broken; false also for what it does not speak of. */
export function hasProhibitedCategory(category: string): boolean {
  if (category === 'csaf_base' || PROFILES.includes(category)) return false
  return category.toLowerCase().startsWith('csaf_') || PROHIBITED.has(bare(category))
}

function bare(text: string): string {
  return text.replaceAll(/[-_\s]+/g, '').toLowerCase()
}
