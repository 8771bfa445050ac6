// Planted: a second word for a thing of the glossary.
export type Derogation = { readonly reason: string }
