/** Rules for passwords, idle shells and umask: login.defs, PAM, pwquality, shell profiles. Only what is stated becomes a fact. */
import { type Block, fileBlock } from '../../text/blocks.ts'
import type { FactList } from '../fact-list.ts'

export function passwordRules(blocks: readonly Block[], facts: FactList): void {
  loginDefs(fileBlock(blocks, '/etc/login.defs'), facts)
  pam(blocks, facts)
  shells(blocks, facts)
}

function loginDefs(file: Block | undefined, facts: FactList): void {
  if (file === undefined) return
  const value = (key: string): string | undefined =>
    file.lines.map((line) => new RegExp(`^\\s*${key}\\s+(\\S+)`).exec(line)?.[1]).findLast((found) => found !== undefined)
  facts.number('password.maxDays', value('PASS_MAX_DAYS'), file.subject)
  facts.number('password.minDays', value('PASS_MIN_DAYS'), file.subject)
  facts.number('password.warnDays', value('PASS_WARN_AGE'), file.subject)
  facts.text('password.encryptMethod', value('ENCRYPT_METHOD'), file.subject)
  facts.text('umask.loginDefs', value('UMASK'), file.subject)
}

type PamLine = { readonly kind: string; readonly module: string; readonly options: ReadonlyMap<string, string> }

function pam(blocks: readonly Block[], facts: FactList): void {
  const files = blocks.filter((block) => block.kind === 'file' && block.subject.startsWith('/etc/pam.d/'))
  if (files.length === 0) return
  const lines = files
    .filter(({ subject }) => !subject.endsWith('/su'))
    .flatMap((file) => file.lines.flatMap((line) => pamLine(line)))
  const from = '/etc/pam.d'
  const module = (...names: readonly string[]): readonly PamLine[] => lines.filter((line) => names.includes(line.module))
  const unix = module('pam_unix', 'pam_unix2').filter(({ kind }) => kind === 'password')
  const quality = module('pam_pwquality', 'pam_cracklib', 'pam_passwdqc')
  const lockout = module('pam_faillock', 'pam_tally2', 'pam_tally')
  const history = module('pam_pwhistory')
  facts.text(
    'password.pamHash',
    ['yescrypt', 'gost_yescrypt', 'sha512', 'sha256', 'blowfish', 'md5', 'bigcrypt'].find((hash) =>
      unix.some(({ options }) => options.has(hash)),
    ),
    from,
  )
  facts.boolean(
    'password.nullok',
    module('pam_unix', 'pam_unix2').some(({ options }) => options.has('nullok')),
    from,
  )
  facts.boolean('password.quality', quality.length > 0, from)
  facts.boolean('password.lockout', lockout.length > 0, from)
  const stated = (list: readonly PamLine[], option: string): string | undefined =>
    list.map(({ options }) => options.get(option)).find((found) => found !== undefined)
  const setting = (file: RegExp, key: string): string | undefined =>
    blocks
      .filter((block) => block.kind === 'file' && file.test(block.subject))
      .flatMap((block) => block.lines)
      .map((line) => new RegExp(`^\\s*${key}\\s*=\\s*(-?\\d+)`).exec(line)?.[1])
      .findLast((found) => found !== undefined)
  // pam_unix knows minlen and remember too; an option on the module's line beats its file.
  facts.number(
    'password.minLength',
    stated(quality, 'minlen') ?? (quality.length > 0 ? setting(/pwquality/, 'minlen') : undefined) ?? stated(unix, 'minlen'),
    from,
  )
  facts.number(
    'password.minClasses',
    stated(quality, 'minclass') ?? (quality.length > 0 ? setting(/pwquality/, 'minclass') : undefined),
    from,
  )
  facts.number(
    'password.remember',
    stated(history, 'remember') ??
      (history.length > 0 ? setting(/pwhistory/, 'remember') : undefined) ??
      stated(unix, 'remember'),
    from,
  )
  facts.number(
    'password.lockoutTries',
    stated(lockout, 'deny') ?? (lockout.length > 0 ? setting(/faillock/, 'deny') : undefined),
    from,
  )
  facts.number(
    'password.lockoutSeconds',
    stated(lockout, 'unlock_time') ?? (lockout.length > 0 ? setting(/faillock/, 'unlock_time') : undefined),
    from,
  )
  const su = fileBlock(blocks, '/etc/pam.d/su')
  if (su !== undefined)
    facts.boolean(
      'password.suRestricted',
      su.lines
        .flatMap((line) => pamLine(line))
        .some(({ kind, module: name, options }) => kind === 'auth' && name === 'pam_wheel' && !options.has('trust')),
      su.subject,
    )
}

/** `password  [success=1 default=ignore]  pam_unix.so obscure yescrypt` */
function pamLine(line: string): readonly PamLine[] {
  const match = /^\s*-?(auth|account|password|session)\s+(?:\[[^\]]*\]|\S+)\s+(?:\S*\/)?(pam_\w+)\.so\b\s*(.*)$/.exec(line)
  if (match === null) return []
  const options = new Map(
    (match[3] ?? '')
      .replace(/#.*$/, '')
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word): [string, string] => {
        const equals = word.indexOf('=')
        return equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)]
      }),
  )
  return [{ kind: match[1] ?? '', module: match[2] ?? '', options }]
}

function shells(blocks: readonly Block[], facts: FactList): void {
  const umask = blocks.find((block) => block.kind === 'umask')
  facts.list(
    'umask.shells',
    umask?.lines.map((line) => line.replace(/:\s*/, ' ')),
    'shell profiles',
  )
  const tmout = blocks
    .find((block) => block.kind === 'tmout')
    ?.lines.map((line) => /TMOUT=(\d+)/.exec(line.replace(/#.*$/, ''))?.[1])
    .findLast((found) => found !== undefined)
  facts.number('shell.timeoutSeconds', tmout, 'shell profiles')
}
