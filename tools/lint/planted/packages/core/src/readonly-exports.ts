// Planted: breaks readonly-exports and nothing else.
export type Inventory = { readonly software: string[]; platform: string }
