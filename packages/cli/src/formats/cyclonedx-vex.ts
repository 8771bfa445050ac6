/** CycloneDX 1.6 VEX: the affected components of all assets and the analysis of each vulnerability on them. */
import { isCertain, type Finding } from '@hygie/core/matching/finding'
import {
  writeCycloneDxVex,
  type CdxMethod,
  type CdxVexComponent,
  type CdxVexFinding,
  type CdxVexRating,
} from '@hygie/standards/cyclonedx/vex'
import { VERSION } from '../engine.ts'
import { adviceOf, entriesOf, identifierOf } from './vex.ts'
import type { AuditHead, MakeWriter } from './writer.ts'

const METHOD: Readonly<Record<string, CdxMethod>> = {
  cvss2: 'CVSSv2',
  'cvss3.0': 'CVSSv3',
  'cvss3.1': 'CVSSv31',
  'cvss4.0': 'CVSSv4',
}

export const cyclonedxVex: MakeWriter = (sink) => {
  let head: AuditHead | undefined
  const components = new Map<string, CdxVexComponent>()
  const findings: CdxVexFinding[] = []
  return {
    begin(given) {
      head = given
    },
    asset(assessment) {
      if (head === undefined) return
      for (const { finding, software } of entriesOf(assessment)) {
        const ref = identifierOf(assessment.inventory.name, software)
        components.set(ref, {
          ref,
          type: 'library',
          name: software.name,
          version: software.version,
          ...(software.purl !== undefined && { purl: software.purl }),
          ...(software.cpe !== undefined && { cpe: software.cpe }),
        })
        findings.push(findingOf(finding, ref, head))
      }
    },
    end() {
      if (head === undefined) return
      const document = writeCycloneDxVex({
        timestamp: new Date(head.at).toISOString(),
        tool: { name: 'Hygie', version: VERSION },
        components: [...components.values()],
        findings,
      })
      sink(`${JSON.stringify(document, undefined, 1)}\n`)
    },
  }
}

function findingOf(finding: Finding, ref: string, head: AuditHead): CdxVexFinding {
  const investigating = !isCertain(finding)
  const response = finding.fixed !== undefined ? 'update' : finding.status === 'willNotFix' ? 'will_not_fix' : undefined
  return {
    id: finding.vulnerability,
    source: { name: finding.verdict.source },
    ratings: finding.scores.filter(({ vector, score }) => vector !== undefined || score !== undefined).map(ratingOf),
    ...(finding.title !== undefined && { description: finding.title }),
    recommendation: adviceOf(finding, head),
    analysis: {
      state: investigating ? 'in_triage' : 'exploitable',
      ...(response !== undefined && { responses: [response] as const }),
    },
    affects: [{ ref, versions: [{ version: finding.installed, status: investigating ? 'unknown' : 'affected' }] }],
  }
}

function ratingOf({ system, score, vector, origin }: Finding['scores'][number]): CdxVexRating {
  return {
    source: { name: origin },
    method: METHOD[system] ?? 'other',
    ...(score !== undefined && { score }),
    ...(vector !== undefined && { vector }),
  }
}
