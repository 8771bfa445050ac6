/**
 * An image's config: what it runs on, when and how it was made. Source: OCI image configuration 1.1; Docker image
 * specification 1.2, whose config has the same members.
 */
import { isObject, own, type JsonObject } from '@hygie/standards/json/fields'
import { parseJsonBytes } from '@hygie/standards/json/parse'
import { ok, type Result } from '@hygie/versions/result'

export type ImageConfig = {
  readonly architecture: string
  readonly variant: string
  readonly os: string
  readonly created: string
  readonly user: string
  readonly ports: readonly string[]
  readonly labels: readonly string[]
  /** Commands that made the layers, the lowest first; values that look like secrets are left out. */
  readonly history: readonly string[]
  /** Digests of the unpacked layers, the lowest first. */
  readonly diffIds: readonly string[]
}

const TEXT_CHARS_MAX = 512
const ITEMS_MAX = 500

/** Errors: those of parseJsonBytes. What is absent or of another type is empty. */
export function parseImageConfig(bytes: Uint8Array): Result<ImageConfig> {
  const parsed = parseJsonBytes(bytes)
  return parsed.ok ? ok(configOf(isObject(parsed.value) ? parsed.value : {})) : parsed
}

export function configOf(config: JsonObject): ImageConfig {
  const inner = objectIn(config, 'config')
  return {
    architecture: textIn(config, 'architecture'),
    variant: textIn(config, 'variant'),
    os: textIn(config, 'os'),
    created: textIn(config, 'created'),
    user: textIn(inner, 'User'),
    ports: Object.keys(objectIn(inner, 'ExposedPorts')).slice(0, ITEMS_MAX).map(short).toSorted(),
    labels: Object.entries(objectIn(inner, 'Labels'))
      .flatMap(([name, value]) => (typeof value === 'string' ? [short(`${name}=${value}`)] : []))
      .slice(0, ITEMS_MAX)
      .toSorted(),
    history: listIn(config, 'history').flatMap((item) => (isObject(item) ? [withoutSecrets(textIn(item, 'created_by'))] : [])),
    diffIds: listIn(objectIn(config, 'rootfs'), 'diff_ids').filter((item) => typeof item === 'string'),
  }
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = own(object, name)
  return isObject(value) ? value : {}
}

function listIn(object: JsonObject, name: string): readonly unknown[] {
  const value = own(object, name)
  return Array.isArray(value) ? value.slice(0, ITEMS_MAX) : []
}

function textIn(object: JsonObject, name: string): string {
  const value = own(object, name)
  return typeof value === 'string' ? short(value) : ''
}

function short(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ').slice(0, TEXT_CHARS_MAX)
}

/** Build arguments stand in the history, and some builds pass passwords that way. */
function withoutSecrets(command: string): string {
  return command.replaceAll(/\b(\w{0,40}(?:token|passw|secret|key|credential)\w{0,40})=("[^"]*"|'[^']*'|\S+)/gi, '$1=…')
}
