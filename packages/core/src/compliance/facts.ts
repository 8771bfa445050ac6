/** Settings of an asset that checks look at. A fact that is not in the map is unknown, never false. */

export type FactValue = string | number | boolean | readonly string[]
/** Dotted names: `ssh.permitRootLogin`, `sysctl.kernel.randomize_va_space`. */
export type Facts = ReadonlyMap<string, { readonly value: FactValue; readonly from: string }>
