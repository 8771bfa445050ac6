// Planted: breaks linear-regex and nothing else.
export const WORDS = /^(?:\w+\s?)+$/
export const EVERY = /a/g
