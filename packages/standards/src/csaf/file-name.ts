/** The name under which a CSAF document must be published. Source: CSAF 2.0 5.1, unchanged in 2.1. */

/** Lower case, each run outside of `+`, `-`, letters and digits becomes one `_`, then `.json`. */
export function csafFileName(trackingId: string): string {
  return `${trackingId.toLowerCase().replaceAll(/[^+\-a-z0-9]+/g, '_')}.json`
}
