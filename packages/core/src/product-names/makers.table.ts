/** Spellings of one maker → its name, all as `makerOf` writes them without this table. Sorted by name. */
export const makerAliases: Readonly<Record<string, readonly string[]>> = {
  'b braun': ['b.braun', 'b braun melsungen', 'b. braun', 'b braun medical'],
  bd: ['becton dickinson and', 'becton dickinson', 'becton dickinson and company', 'carefusion', 'carefusion bd'],
  'ge healthcare': ['general electric', 'ge', 'ge medical systems', 'ge health care', 'general electric healthcare'],
  philips: ['phillips', 'philips healthcare', 'philips medical systems', 'koninklijke philips'],
  'siemens healthineers': ['siemens healthcare', 'siemens medical solutions', 'siemens healthcare diagnostics'],
}
