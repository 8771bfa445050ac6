/**
 * Writes the kit's `collect.ps1` out of the table of sources: constant text, the same bytes for the same version. Nothing that a user, a
 * target or a feed says becomes part of it.
 */
import { commandSources, fileSources, registrySources, registryValuesMax, wmiSources } from '../sources.table.ts'
import { powershellBody, powershellHead } from './powershell-body.ts'

/** One probe, one command, one WMI answer; the registry has three of it. */
const SECONDS_MAX = 60
/** Administrators, backup operators, remote desktop users, Hyper-V administrators, remote management users. */
const groupSids = ['S-1-5-32-544', 'S-1-5-32-551', 'S-1-5-32-555', 'S-1-5-32-578', 'S-1-5-32-580'] as const
/** Takes up to a minute: after everything else. */
const SLOW_COMMANDS: ReadonlySet<string> = new Set(['windows.dism'])

/** Lines end as Windows ends them. */
export function collectPs1(version: string): string {
  const lines = [
    `# Hygie collection kit ${version}. PowerShell 2.0 to 7; Windows 7 and 2008 R2 to today.`,
    '# powershell -NoProfile -NonInteractive -ExecutionPolicy Bypass -File collect.ps1 [-Out FOLDER]',
    '# Reads what this machine runs and writes one file, HOST-DATE.hygie.json, into FOLDER (default: where this script lies).',
    '# It changes nothing, installs nothing and uses no network. As administrator it sees more; without it still works.',
    '# secedit and auditpol cannot print: they write one temporary file each, which is removed at once.',
    '# Ends with 0 all seen, 3 part not seen, 4 nothing written.',
    ...powershellHead.trimEnd().split('\n'),
    `$KitVersion = ${quoted(version)}`,
    `$SecondsMax = ${SECONDS_MAX}`,
    `$ValuesMax = ${registryValuesMax}`,
    '# path, levels below, names of values or all, names whose content is never read',
    '$RegistryRows = @(',
    ...separated(
      registrySources.map(({ path, depth, values, withheld }) => row([quoted(path), depth, list(values), list(withheld)])),
    ),
    ')',
    '# class, namespace, properties, filter, slow',
    '$WmiRows = @(',
    ...separated(
      wmiSources.map(({ class: name, namespace, properties, where, slow }) =>
        row([
          quoted(name),
          quoted(namespace),
          list(properties),
          where === undefined ? '$null' : quoted(where),
          truth(slow === true),
        ]),
      ),
    ),
    ')',
    '# probe, command, needs an administrator, lowest build, slow',
    '$CommandRows = @(',
    ...separated(
      commandSources.map(({ probe, command, needsAdministrator, fromBuild }) =>
        row([quoted(probe), list(command), truth(needsAdministrator), fromBuild ?? 0, truth(SLOW_COMMANDS.has(probe))]),
      ),
    ),
    ')',
    `$FilePaths = ${list(fileSources.map(({ path }) => path))}`,
    `$GroupSids = ${list(groupSids)}`,
    ...powershellBody.trimEnd().split('\n'),
    '',
  ]
  return lines.join('\r\n')
}

function row(cells: readonly (string | number)[]): string {
  return `  @(${cells.join(', ')})`
}

function separated(rows: readonly string[]): readonly string[] {
  return rows.map((text, index) => (index === rows.length - 1 ? text : `${text},`))
}

function list(items: readonly string[] | undefined): string {
  return items === undefined ? '$null' : `@(${items.map(quoted).join(', ')})`
}

function truth(value: boolean): string {
  return value ? '$true' : '$false'
}

/** One literal for PowerShell, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
