/** Bounds of this room, each with its reason. */

const MIB = 1_048_576

/** One evidence document, unpacked (interfaces.md 4). A host with 4,000 packages and all probes gives 3 MiB. */
export const evidenceBytesMax = 64 * MIB
/** Probes of one document (interfaces.md 4); there are some 25 today. */
export const probesMax = 256
/** All output of one target while it is collected: the sum of what probes may print stays below it. */
export const transportBytesMax = 64 * MIB
/** Software of one inventory: the largest image met has 40,000; above it the rest is refused and said so. */
export const softwareMax = 200_000
/** Problems kept per document: a broken one with a million lines shall not fill memory with complaints. */
export const problemsMax = 500
/** Characters of one name, version or path: the longest path Linux allows is 4,096. */
export const textCharsMax = 4_096
/** One lock file or manifest: the largest package-lock.json met has 9 MB. */
export const lockfileBytesMax = 64 * MIB
/** One outside file of any kind that is read whole. */
export const fileBytesMax = 64 * MIB
/** An rpm database: the largest met (a developer's Fedora) has 300 MB. */
export const rpmDatabaseBytesMax = 1024 * MIB
