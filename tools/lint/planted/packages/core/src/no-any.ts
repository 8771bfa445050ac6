// Planted: breaks the ban on any, by word and by flow.
export type Anything = any

export function flow(text: string): string {
  const value = JSON.parse(text)
  return value.name
}
