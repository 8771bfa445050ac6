/** Whether a file begins as an archive of container images does: a cheap look at its first bytes. */
import { looksLikeTar } from './tar-header.ts'
import { tarReader } from './tar-reader.ts'

/** Names at the root of what `docker save`, OCI layouts and their makers write. */
const NAMES =
  /^(?:\.\/)?(?:manifest\.json|index\.json|oci-layout|repositories|blobs\/.*|(?:sha256:)?[0-9a-f]{64}(?:\.json|\.tar|\.tar\.gz|\/.*)?)$/

/** `head` is unpacked already. Nothing but such names, as far as the head shows them. */
export function looksLikeImage(head: Buffer): boolean {
  if (!looksLikeTar(head)) return false
  const names: string[] = []
  const reader = tarReader({
    entry({ name }) {
      if (name !== './') names.push(name)
      return false
    },
  })
  reader.write(head)
  return names.length > 0 && names.every((name) => NAMES.test(name))
}
