// Planted: exports a default.
export default function one(): number {
  return 1
}
