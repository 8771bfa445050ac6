/** Bounds of this room. */

/** The longest version in the 61,000 published comparisons has 92 characters; a longer text is no version. */
export const versionCharsMax = 512

/** Parsed versions kept by text, per scheme: some 4 MiB where all are taken. A power of two, as slots are chosen by bits. */
export const parsedVersionsMax = 16_384

/** Constraints of one range text (VERS, npm): the longest of the published ones has 60. */
export const constraintsMax = 1_024

/** Characters of one range text. */
export const rangeCharsMax = 16_384
