/** Bounds of one image, each with its reason. Tests give smaller ones. */

export type ImageLimits = {
  /** Overlay file systems stack at most 500 layers, Docker builds at most 127. */
  readonly layersMax: number
  /** Members of all layers together: some 250 bytes of memory each; the largest images hold 300,000. */
  readonly entriesMax: number
  /** All layers unpacked; read past, never kept. The largest images in use (GPU libraries) have 30 GB. */
  readonly unpackedBytesMax: number
  /** Contents held in memory at one time. */
  readonly keptBytesMax: number
  /** manifest.json, an index or a config. OCI distribution 1.1 lets a registry refuse manifests above 4 MiB. */
  readonly documentBytesMax: number
  /** Images in one archive: `docker save` takes any number. */
  readonly imagesMax: number
}

export const imageLimits: ImageLimits = {
  layersMax: 500,
  entriesMax: 1_000_000,
  unpackedBytesMax: 68_719_476_736,
  keptBytesMax: 536_870_912,
  documentBytesMax: 4_194_304,
  imagesMax: 64,
}

/** Members of the outer archive of an image: three for each layer in the old layout. */
export const archiveEntriesMax = 100_000
