/** Bounds of reading a mirror. All of it is outside data, also when it came by a USB stick. */

export type ReadingLimits = {
  /** Unpacked bytes of one file or member. */
  readonly memberBytesMax: number
  /** Unpacked bytes of one archive, all members together. */
  readonly archiveBytesMax: number
  /** Unpacked by packed bytes, looked at only above `ratioFloorBytes`. */
  readonly ratioMax: number
  readonly ratioFloorBytes: number
  /** Members of one archive, entries of one folder. */
  readonly countMax: number
  /** An archive inside an archive that needs random access (zip) is held in memory. */
  readonly nestedZipBytesMax: number
}

export const MIB = 1_048_576

export const READING_LIMITS: ReadingLimits = {
  memberBytesMax: 2_048 * MIB, // the biggest single files are CPE dictionary and RHEL OVAL, about 700 MB unpacked
  archiveBytesMax: 65_536 * MIB, // Red Hat's VEX archive unpacks to some 30 GB
  ratioMax: 300, // deflate ends at 1,032; repetitive OVAL and VEX reach about 100
  ratioFloorBytes: 64 * MIB, // below, a bomb does no harm
  countMax: 2_000_000, // the CVE list has 350,000 files
  nestedZipBytesMax: 64 * MIB, // met: 4 MB
}

/** Folders nested deeper are no mirror of ours. */
export const FOLDER_DEPTH_MAX = 24
/** How much of a file is asked for at once. */
export const CHUNK_BYTES = 256 * 1024
