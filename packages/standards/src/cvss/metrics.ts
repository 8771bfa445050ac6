/**
 * The metrics of each CVSS version and their values, in the order in which a vector is written.
 *
 * Source: CVSS v2 guide 2.4 table 13; v3.0 and v3.1 specification section 6 table 15; v4.0 specification section 7 table 23.
 */

export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0'
export type MetricGroup = 'base' | 'temporal' | 'environmental' | 'supplemental'
export type Metric = { readonly name: string; readonly group: MetricGroup; readonly values: readonly string[] }

/** The value that stands for a metric that is not given. */
export const NOT_DEFINED: Readonly<Record<CvssVersion, string>> = { '2.0': 'ND', '3.0': 'X', '3.1': 'X', '4.0': 'X' }

const V2 = table({
  base: 'AV:L,A,N AC:H,M,L Au:M,S,N C:N,P,C I:N,P,C A:N,P,C',
  temporal: 'E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND',
  environmental: 'CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND CR:L,M,H,ND IR:L,M,H,ND AR:L,M,H,ND',
})

const V3 = table({
  base: 'AV:N,A,L,P AC:L,H PR:N,L,H UI:N,R S:U,C C:N,L,H I:N,L,H A:N,L,H',
  temporal: 'E:X,U,P,F,H RL:X,O,T,W,U RC:X,U,R,C',
  environmental:
    'CR:X,L,M,H IR:X,L,M,H AR:X,L,M,H MAV:X,N,A,L,P MAC:X,L,H MPR:X,N,L,H MUI:X,N,R MS:X,U,C MC:X,N,L,H MI:X,N,L,H MA:X,N,L,H',
})

/** What v4.0 calls threat is in the group `temporal`. */
const V4 = table({
  base: 'AV:N,A,L,P AC:L,H AT:N,P PR:N,L,H UI:N,P,A VC:H,L,N VI:H,L,N VA:H,L,N SC:H,L,N SI:H,L,N SA:H,L,N',
  temporal: 'E:X,A,P,U',
  environmental:
    'CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MAT:X,N,P MPR:X,N,L,H MUI:X,N,P,A ' +
    'MVC:X,H,L,N MVI:X,H,L,N MVA:X,H,L,N MSC:X,H,L,N MSI:X,S,H,L,N MSA:X,S,H,L,N',
  supplemental: 'S:X,N,P AU:X,N,Y R:X,A,U,I V:X,D,C RE:X,L,M,H U:X,Clear,Green,Amber,Red',
})

const METRICS: Readonly<Record<CvssVersion, ReadonlyMap<string, Metric>>> = { '2.0': V2, '3.0': V3, '3.1': V3, '4.0': V4 }

/** By name, in the order in which a vector is written. */
export function metricsOf(version: CvssVersion): ReadonlyMap<string, Metric> {
  return METRICS[version]
}

function table(groups: Readonly<Partial<Record<MetricGroup, string>>>): ReadonlyMap<string, Metric> {
  const metrics = new Map<string, Metric>()
  for (const [group, text] of Object.entries(groups) as [MetricGroup, string][]) {
    for (const word of text.split(' ')) {
      const [name = '', values = ''] = word.split(':')
      metrics.set(name, { name, group, values: values.split(',') })
    }
  }
  return metrics
}
