/** Name and version that evidence, knowledge and reports carry. */
export const VERSION = '0.1.0'
export const ENGINE = `Hygie ${VERSION}`
