/** Vendor branches that name several makers, as CISA writes them (218 documents), each with the makers it means. */
export const makersTogether: Readonly<Record<string, readonly string[]>> = {
  'Aethon, ST Engineering': ['Aethon', 'ST Engineering'], // ICSA-22-102-05, TUG hospital robots
  'BMC Medical, 3B Medical': ['BMC Medical', '3B Medical'], // ICSMA-17-227-01, Luna CPAP: made by one, sold by the other
  'Sensormatic Electronics, LLC, Johnson Controls Inc.': ['Sensormatic Electronics, LLC', 'Johnson Controls Inc.'], // ICSA-20-142-01 …
  'Siemens Healthineers, Siemens': ['Siemens Healthineers', 'Siemens'],
  'Silex Technology and GE Healthcare': ['Silex Technology', 'GE Healthcare'], // ICSMA-18-128-01, wireless bridge in MobileLink
  'ENEA, Green Hills Software, ITRON, IP Infusion, and Wind River': [
    'ENEA',
    'Green Hills Software',
    'ITRON',
    'IP Infusion',
    'Wind River',
  ], // ICSMA-19-274-01, URGENT/11: operating systems of five makers
}
