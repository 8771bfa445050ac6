/**
 * Edition of a client or server out of its name, where the name has it in English; names in other languages give none, but for
 * the marks that are never translated (LTSC, IoT).
 *
 * Source  EditionID of the registry, learn.microsoft.com: GetProductInfo
 */

/** Most exact first. */
const EDITIONS: readonly (readonly [RegExp, string])[] = [
  [/\bIoT\b.*\bLTS[BC]\b/, 'IoTEnterpriseS'],
  [/\bIoT\b/, 'IoTEnterprise'],
  [/\bLTS[BC]\b/, 'EnterpriseS'],
  [/\bHome Single Language\b/, 'CoreSingleLanguage'],
  [/\bHome N\b/, 'CoreN'],
  [/\bHome$/, 'Core'],
  [/\bPro for Workstations\b/, 'ProfessionalWorkstation'],
  [/\bPro Education\b/, 'ProfessionalEducation'],
  [/\bPro N\b/, 'ProfessionalN'],
  [/\b(?:Pro|Professional)$/, 'Professional'],
  [/\bEnterprise (?:multi-session|for Virtual Desktops)\b/, 'ServerRdsh'],
  [/\bEnterprise N\b/, 'EnterpriseN'],
  [/\bServerr? .*\bEnterprise\b/, 'ServerEnterprise'],
  [/\bEnterprise$/, 'Enterprise'],
  [/\bEducation$/, 'Education'],
  [/\bServerr? .*\bStandard\b/, 'ServerStandard'],
  [/\bServerr? .*\bDatacenter\b/, 'ServerDatacenter'],
  [/\bServerr? .*\bEssentials\b/, 'ServerSolution'],
  [/\bServerr? .*\bFoundation\b/, 'ServerFoundation'],
]

export function editionOf(caption: string): string | undefined {
  const name = caption.trim().slice(0, 200)
  return EDITIONS.find(([pattern]) => pattern.test(name))?.[1]
}
