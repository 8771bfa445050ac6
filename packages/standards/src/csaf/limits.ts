/** Bounds of CSAF reading, each with its reason. */

/** CSAF 2.1 allows 30 nested branches; the deepest of 300 real documents has 6. */
export const BRANCH_DEPTH_MAX = 64
/** A Red Hat VEX file defines 60,000 products at most; a tree of branches alone can hold more nodes than products. */
export const BRANCHES_MAX = 1_000_000
/** Product ids after groups are written out, over the whole document: bounds groups × remediations. */
export const EXPANDED_IDS_MAX = 4_000_000
/** Relationships may relate to relationships (a module in a stream on a platform); deeper ones are a cycle. */
export const RELATION_STEPS_MAX = 8
