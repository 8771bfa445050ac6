/**
 * Writes the kit's `collect.cmd` out of the table of sources: for XP and 2003, and where PowerShell is forbidden or limited. A folder of
 * raw files; the reader does the rest (`read-folder.ts`).
 *
 * A branch is exported (`reg export`: types kept, any letter) only where all of it is asked. Everything else is printed by `reg query`,
 * value by value or held through `findstr` to the names that were asked: a whole export would write passwords to the stick
 * (Winlogon, command lines of Uninstall, parameters of services). What it prints is kept as it is and never parsed here.
 */
import { commandSources, registrySources, wmiSources, type RegistrySource, type WmiSource } from '../sources.table.ts'

/** Classes with properties that XP does not know: a list that names one gives nothing at all. None of them holds a secret. */
const ALL_PROPERTIES: ReadonlySet<string> = new Set(['Win32_OperatingSystem', 'Win32_ComputerSystem'])
/** Walk the whole domain on a domain controller. */
const LOCAL_ONLY: ReadonlySet<string> = new Set(['Win32_UserAccount', 'Win32_GroupUser'])

/** Lines end as Windows ends them; a batch file that does not is misread by cmd. */
export function collectCmd(version: string): string {
  const machine = registrySources.filter(({ path }) => path.startsWith('HKLM\\'))
  const people = registrySources.filter(({ path }) => path.startsWith('HKU\\*\\'))
  const exported = machine.filter(isExported)
  return [
    '@echo off',
    `rem Hygie collection kit ${version}. Windows XP to today, without PowerShell. Usage: collect.cmd [FOLDER]`,
    'rem Reads what this machine runs and writes one folder HOST-DATE into FOLDER (default: where this file lies).',
    'rem It changes nothing else, installs nothing and uses no network. As administrator it sees more.',
    'rem Ends with 0 all seen, 3 part not seen, 4 nothing written.',
    'setlocal',
    'set "BASE=%~1"',
    'if "%BASE%"=="" set "BASE=%~dp0."',
    'set "LANGUAGE=%~2"',
    'set "SYS=%SystemRoot%\\System32"',
    'set "BITS=64"',
    'if /i "%PROCESSOR_ARCHITECTURE%"=="x86" set "BITS=32"',
    'if exist "%SystemRoot%\\Sysnative\\reg.exe" set "SYS=%SystemRoot%\\Sysnative"',
    'if exist "%SystemRoot%\\Sysnative\\reg.exe" set "BITS=64"',
    'set "REG=%SYS%\\reg.exe"',
    'set "WMIC=%SYS%\\wbem\\wmic.exe"',
    'set "STAMP="',
    // The date of cmd is translated; that of WMI is not. It ends in CR CR LF, so the dot ends it.
    'if exist "%WMIC%" for /f "tokens=2 delims==." %%T in (\'%WMIC% os get LocalDateTime /value 2^>nul ^<nul\') do set "STAMP=%%T"',
    'if "%STAMP%"=="" set "STAMP=nodate-%RANDOM%"',
    'set "DIR=%BASE%\\%COMPUTERNAME%-%STAMP%"',
    'if exist "%DIR%" goto :nothing',
    'mkdir "%DIR%"',
    'if not exist "%DIR%" goto :nothing',
    'set "QUERY=%DIR%\\query.txt"',
    'set "MISSED="',
    'set "ELEVATED=true"',
    '"%REG%" query "HKU\\S-1-5-19" >nul 2>&1 || set "ELEVATED=false"',
    'if "%ELEVATED%"=="false" set "MISSED=1"',
    '>"%QUERY%" echo ;hygie reg query',
    'rem A key that is surely not there: its error text is how this language says absent.',
    'call :whole "HKLM\\SOFTWARE\\Hygie No Such Key"',
    ...machine.filter((source) => !isExported(source)).flatMap(machineLines),
    'rem People who are logged on. Only the names of keys are taken from this list; they are in no language.',
    // The one place that reads what reg prints: no value, no default name, no banner has this shape.
    'for /f "tokens=2 delims=\\" %%P in (\'"%REG%" query HKU 2^>nul ^| find "S-1-"\') do call :person "%%P"',
    ...exported.map(({ path }, index) => `call :export "${path}" ${String(index + 1).padStart(3, '0')}`),
    'if not exist "%WMIC%" goto :nowmic',
    'set "CONTROLLER="',
    `"%WMIC%" computersystem get DomainRole /value 2>nul <nul | find "=4" >nul && set "CONTROLLER=1"`,
    `"%WMIC%" computersystem get DomainRole /value 2>nul <nul | find "=5" >nul && set "CONTROLLER=1"`,
    '"%WMIC%" /output:"%DIR%\\qfe.txt" qfe get /value <nul >nul 2>&1 || set "MISSED=1"',
    ...wmiSources.filter(({ slow }) => slow !== true).flatMap(wmiLines),
    ...wmiSources.filter(({ slow }) => slow === true).flatMap(wmiLines),
    'goto :commands',
    ':nowmic',
    'set "MISSED=1"',
    '>>"%QUERY%" echo ;no wmic',
    ':commands',
    ...commandSources.flatMap(({ command, probe, needsAdministrator }) => commandLines(probe, command, needsAdministrator)),
    '>"%DIR%\\hygie-kit.txt" echo format=hygie.kit-folder/1',
    `>>"%DIR%\\hygie-kit.txt" echo version=${version}`,
    '>>"%DIR%\\hygie-kit.txt" echo host=%COMPUTERNAME%',
    '>>"%DIR%\\hygie-kit.txt" echo stamp=%STAMP%',
    '>>"%DIR%\\hygie-kit.txt" echo bits=%BITS%',
    '>>"%DIR%\\hygie-kit.txt" echo elevated=%ELEVATED%',
    '>>"%DIR%\\hygie-kit.txt" echo language=%LANGUAGE%',
    '>>"%DIR%\\hygie-kit.txt" echo controller=%CONTROLLER%',
    'echo %DIR%',
    'if exist "%SYS%\\certutil.exe" for %%F in ("%DIR%\\*") do "%SYS%\\certutil.exe" -hashfile "%%F" SHA256',
    'if defined MISSED exit /b 3',
    'exit /b 0',
    ':nothing',
    'echo Hygie: cannot write "%DIR%"',
    'exit /b 4',
    '',
    'rem One key with all its values, nothing below it.',
    ':whole',
    '>>"%QUERY%" echo ;key %~1',
    '"%REG%" query "%~1" >>"%QUERY%" 2>&1 && >>"%QUERY%" echo ;there',
    'exit /b 0',
    '',
    'rem One key with the values that are named.',
    ':values',
    'set "KEY=%~1"',
    '>>"%QUERY%" echo ;key %KEY%',
    '"%REG%" query "%KEY%" >nul 2>>"%QUERY%" || exit /b 0',
    '>>"%QUERY%" echo ;there',
    ':nextvalue',
    'shift',
    'if "%~1"=="" exit /b 0',
    '"%REG%" query "%KEY%" /v "%~1" >>"%QUERY%" 2>nul || >>"%QUERY%" echo ;without %~1',
    'goto :nextvalue',
    '',
    'rem Whether a value is there; it is not printed.',
    ':withheld',
    '"%REG%" query "%~1" /v "%~2" >nul 2>&1 && >>"%QUERY%" echo ;withheld %~2',
    '"%REG%" query "%~1" /v "%~2" >nul 2>&1 || >>"%QUERY%" echo ;without %~2',
    'exit /b 0',
    '',
    ':export',
    '"%REG%" query "%~1" >nul 2>&1 || goto :whole',
    '"%REG%" export "%~1" "%DIR%\\%~2.reg" <nul >nul 2>&1 || set "MISSED=1"',
    'exit /b 0',
    '',
    ':person',
    `echo %~1| find "_Classes" >nul && exit /b 0`,
    'set "HIVE=HKU\\%~1"',
    `echo %~1| find "S-1-5-21-" >nul && goto :hive`,
    `echo %~1| find "S-1-12-1-" >nul && goto :hive`,
    'exit /b 0',
    ':hive',
    ...people.flatMap((source) => deepLines({ ...source, path: source.path.replace('HKU\\*\\', '%HIVE%\\') })),
    'exit /b 0',
    '',
  ].join('\r\n')
}

function isExported({ path, depth, values, withheld }: RegistrySource): boolean {
  return depth > 0 && values === undefined && withheld === undefined && !path.includes('*')
}

function machineLines(source: RegistrySource): readonly string[] {
  const { path, depth, values, withheld = [] } = source
  // The names of the values are the secrets: only how many there are.
  if (withheld.includes('*'))
    return [
      `call :values "${path}"`,
      `for /f %%N in ('""%REG%" query "${path}" 2^>nul ^| find /c "REG_""') do >>"%QUERY%" echo ;count %%N`,
    ]
  if (depth > 0 || path.includes('*')) return deepLines(source)
  if (values === undefined) return [`call :whole "${path}"`]
  const named = values.filter((name) => name !== '' && !withheld.includes(name))
  return [
    `call :values "${path}" ${named.map((name) => `"${name}"`).join(' ')}`,
    ...withheld.map((name) => `call :withheld "${path}" "${name}"`),
  ]
}

/** All keys below, and of their values those that were asked. Not through `call`, which doubles carets. */
function deepLines({ path, values = [] }: RegistrySource): readonly string[] {
  const star = path.indexOf('*')
  const base = star === -1 ? path : path.slice(0, path.lastIndexOf('\\', star))
  const patterns = ['^HKEY_', ...values.filter((name) => name !== '').map((name) => `^[ \t]*${escaped(name)}[ \t]*REG_`)]
  return [
    `>>"%QUERY%" echo ;below ${base}`,
    `"%REG%" query "${base}" >nul 2>>"%QUERY%" && >>"%QUERY%" echo ;there`,
    `"%REG%" query "${base}" /s 2>nul | "%SYS%\\findstr.exe" /i /r ${patterns.map((text) => `/c:"${text}"`).join(' ')} >>"%QUERY%"`,
  ]
}

/** For findstr: only the letters of value names occur. */
function escaped(name: string): string {
  return name.replaceAll('.', '\\.')
}

function wmiLines({ class: name, namespace, properties, where }: WmiSource): readonly string[] {
  const file = `"%DIR%\\wmi.${name}.txt"`
  const get = ALL_PROPERTIES.has(name) ? 'get' : `get ${properties.join(',')}`
  const filter = where === undefined ? '' : ` where "${where.replaceAll('%', '%%')}"`
  const guard = LOCAL_ONLY.has(name) ? 'if not defined CONTROLLER ' : ''
  const call = (path: string, rest: string, out = file): string =>
    `${guard}"%WMIC%" /namespace:"\\\\${namespace}" /output:${out} path ${path}${rest} /value <nul >nul 2>&1 || set "MISSED=1"`
  // The SIDs of groups and members stand in other classes; the reader joins them.
  if (name === 'Win32_GroupUser')
    return [
      call('Win32_Group', ' where "LocalAccount=true" get Name,Domain,SID', '"%DIR%\\wmi.Win32_Group.txt"'),
      call(name, ' get GroupComponent,PartComponent'),
    ]
  return [call(name, `${filter} ${get}`)]
}

function commandLines(probe: string, command: readonly string[], needsAdministrator: boolean): readonly string[] {
  const [name = '', ...words] = command
  const file = `"%DIR%\\${probe.replace('windows.', '')}.txt"`
  const isToFile = words.some((word) => word.includes('{file}'))
  const text = words.map((word) => (word.includes('{file}') ? word.replace('{file}', file) : word)).join(' ')
  const guard = needsAdministrator ? 'if "%ELEVATED%"=="true" ' : ''
  return [
    `${guard}if exist "%SYS%\\${name}.exe" "%SYS%\\${name}.exe" ${text} <nul ${isToFile ? '>nul' : `>${file}`} 2>nul || set "MISSED=1"`,
  ]
}
