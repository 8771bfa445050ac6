/**
 * The constant part of `collect.ps1`: Windows PowerShell 2.0 to PowerShell 7. Only what 2.0 knows (`powershell-2.suite.ts` checks it);
 * no backtick and no dollar before a brace, so that it stands here as it is.
 */

/** Before the tables: guards. A 32-bit process sees half the registry; a limited language cannot read it at all. */
export const powershellHead = String.raw`param([string]$Out = '', [switch]$Again)
$ErrorActionPreference = 'Continue'
$ProgressPreference = 'SilentlyContinue'
$ScriptPath = $MyInvocation.MyCommand.Path
if ($Out -eq '') {
  if ($ScriptPath) { $Out = Split-Path -Parent $ScriptPath } else { $Out = (Get-Location -PSProvider FileSystem).ProviderPath }
}
if ($env:PROCESSOR_ARCHITEW6432 -and -not $Again) {
  $Native = "$env:windir\sysnative\WindowsPowerShell\v1.0\powershell.exe"
  if ($ScriptPath -and (Test-Path -LiteralPath $Native)) {
    & $Native -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $ScriptPath -Out $Out -Again
    exit $LASTEXITCODE
  }
}
$Language = "$($ExecutionContext.SessionState.LanguageMode)"
if ($Language -ne 'FullLanguage') {
  # AppLocker or App Control limits PowerShell here, which is a good sign: collect.cmd reads what it may.
  if ($ScriptPath) { $Other = (Split-Path -Parent $ScriptPath) + '\collect.cmd' } else { $Other = '' }
  if ($Other -and (Test-Path -LiteralPath $Other)) {
    & $env:ComSpec /d /c call $Other $Out $Language
    exit $LASTEXITCODE
  }
  Write-Host "Hygie: PowerShell is limited here ($Language): run collect.cmd"
  exit 4
}
`

/** After the tables. */
export const powershellBody = String.raw`
$Invariant = [Globalization.CultureInfo]::InvariantCulture
$Ascii = [Text.Encoding]::ASCII
$HasCim = [bool](Get-Command Get-CimInstance -ErrorAction SilentlyContinue)
$Identity = [Security.Principal.WindowsIdentity]::GetCurrent()
$Principal = New-Object Security.Principal.WindowsPrincipal $Identity
$Elevated = $Principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
$Build = [Environment]::OSVersion.Version.Build
$Now = [DateTime]::UtcNow
$Out = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Out)
$CollectedAt = $Now.ToString('yyyy-MM-ddTHH:mm:ssZ', $Invariant)
$HostName = ("$env:COMPUTERNAME" -replace '[^A-Za-z0-9._-]', '_')
$File = [IO.Path]::Combine($Out, $HostName + '-' + $Now.ToString('yyyyMMddTHHmmssZ', $Invariant) + '.hygie.json')
$Part = $File + '.part'
$Seen = 0
$NotSeen = 0
$Comma = ''

# JSON in pure ASCII: no code page can spoil it.
function ConvertTo-HygieText([string]$text) {
  $safe = $text.Replace('\', '\\').Replace('"', '\"')
  if ([regex]::IsMatch($safe, '[^\x20-\x7E]')) {
    $built = New-Object Text.StringBuilder
    foreach ($letter in $safe.ToCharArray()) {
      $number = [int]$letter
      if ($number -ge 32 -and $number -le 126) { [void]$built.Append($letter) }
      else { [void]$built.Append('\u' + $number.ToString('x4', $Invariant)) }
    }
    $safe = $built.ToString()
  }
  return '"' + $safe + '"'
}

function ConvertTo-HygieValue($value) {
  if ($null -eq $value) { return 'null' }
  if ($value -is [string]) { return ConvertTo-HygieText $value }
  if ($value -is [bool]) { if ($value) { return 'true' } else { return 'false' } }
  if ($value -is [DateTime]) { return '"' + $value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', $Invariant) + '"' }
  if ($value -is [array]) {
    $items = New-Object Collections.ArrayList
    foreach ($item in $value) { [void]$items.Add((ConvertTo-HygieValue $item)) }
    return '[' + [string]::Join(',', [string[]]$items.ToArray()) + ']'
  }
  if ($value -is [byte] -or $value -is [int16] -or $value -is [uint16] -or $value -is [int] -or $value -is [uint32] -or $value -is [long] -or $value -is [uint64]) {
    $digits = $value.ToString($Invariant)
    if ($digits.Length -gt 15) { return '"' + $digits + '"' }
    return $digits
  }
  return ConvertTo-HygieText ([string]$value)
}

function New-Outcome($status, $output, $encoding, $problem) {
  return New-Object PSObject -Property @{ Status = $status; Output = $output; Encoding = $encoding; Problem = $problem }
}

function Write-Outcome($probe, $outcome, $milliseconds) {
  $json = '{"probe":' + (ConvertTo-HygieText $probe) + ',"status":"' + $outcome.Status + '","durationMs":' + ([long]$milliseconds).ToString($Invariant)
  if ($null -ne $outcome.Output) { $json += ',"output":' + (ConvertTo-HygieText $outcome.Output) }
  if ($outcome.Encoding) { $json += ',"encoding":"' + $outcome.Encoding + '"' }
  if ($outcome.Problem) { $json += ',"error":' + (ConvertTo-HygieText $outcome.Problem) }
  [IO.File]::AppendAllText($Part, $script:Comma + $json + '}', $Ascii)
  $script:Comma = ",$([char]10)"
  if ($outcome.Status -eq 'ok') { $script:Seen++ } elseif ($outcome.Status -ne 'absent') { $script:NotSeen++ }
}

# denied and absent differ: what was denied proves nothing.
function Get-Outcome($problem) {
  $cause = $problem.Exception
  $words = $cause.Message
  for ($depth = 0; $depth -lt 5 -and $null -ne $cause; $depth++) {
    $code = "$($cause.ErrorCode) $($cause.NativeErrorCode)"
    if ($cause -is [UnauthorizedAccessException] -or $cause -is [Security.SecurityException] -or $code -match 'AccessDenied') {
      return New-Outcome 'denied' $null $null $words
    }
    if ($code -match 'InvalidClass|InvalidNamespace') { return New-Outcome 'absent' $null $null $words }
    if ($cause -is [TimeoutException]) { return New-Outcome 'timedOut' $null $null $words }
    $cause = $cause.InnerException
  }
  return New-Outcome 'failed' $null $null $words
}

function Invoke-Probe($probe, $block) {
  $watch = [Diagnostics.Stopwatch]::StartNew()
  try { $outcome = @(& $block)[-1] } catch { $outcome = Get-Outcome $_ }
  if ($null -eq $outcome) { $outcome = New-Outcome 'failed' $null $null 'no outcome' }
  Write-Outcome $probe $outcome $watch.ElapsedMilliseconds
}

# Registry
function Open-Key([string]$path) {
  $at = $path.IndexOf('\')
  if ($at -lt 0) { $root = $path; $rest = '' } else { $root = $path.Substring(0, $at); $rest = $path.Substring($at + 1) }
  if ($root -eq 'HKLM') { $hive = [Microsoft.Win32.Registry]::LocalMachine } else { $hive = [Microsoft.Win32.Registry]::Users }
  if ($rest -eq '') { return $hive }
  return $hive.OpenSubKey($rest)
}

function ConvertTo-HygieData($key, $name) {
  $data = $key.GetValue($name, $null, [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
  if ($data -is [string]) {
    if ("$($key.GetValueKind($name))" -eq 'ExpandString') { return '["EXPAND_SZ",' + (ConvertTo-HygieText $data) + ']' }
    return '["SZ",' + (ConvertTo-HygieText $data) + ']'
  }
  if ($data -is [int]) {
    if ($data -lt 0) { $data = [long]$data + 4294967296 }
    return '["DWORD",' + $data.ToString($Invariant) + ']'
  }
  if ($data -is [long]) { return '["QWORD","' + $data.ToString('D', $Invariant) + '"]' }
  if ($data -is [string[]]) { return '["MULTI_SZ",' + (ConvertTo-HygieValue $data) + ']' }
  if ($data -is [byte[]]) { return '["BINARY","' + [Convert]::ToBase64String($data) + '"]' }
  return '["NONE",""]'
}

# The same key may belong to two rows: then a new record begins, since a name stands once in an object.
function Add-Entry([string]$path, [string]$entry) {
  if ($script:Paths.ContainsKey($path) -or $script:Text.Length -gt 4000000) { Write-Registry 'ok' }
  $script:Paths[$path] = 1
  if ($script:Text.Length -gt 0) { [void]$script:Text.Append(',') }
  [void]$script:Text.Append((ConvertTo-HygieText $path) + ':' + $entry)
}

function Write-Registry($status) {
  if ($script:Text.Length -eq 0) { return }
  Write-Outcome 'windows.registry' (New-Outcome $status ('{' + $script:Text.ToString() + '}') $null $null) $script:Watch.ElapsedMilliseconds
  $script:Text = New-Object Text.StringBuilder
  $script:Paths = @{}
}

# Gives what stands in the key, or what stands for it.
function Read-Key([string]$path, $names, $withheld) {
  try { $key = Open-Key $path } catch { return '{"!":"denied"}' }
  if ($null -eq $key) { return 'null' }
  try {
    $there = $key.GetValueNames()
    $parts = New-Object Collections.ArrayList
    if ($withheld -contains '*') {
      # Here the names themselves are the secrets.
      for ($count = 1; $count -le $there.Length; $count++) { [void]$parts.Add('"' + $count.ToString($Invariant) + '":{"!":"withheld"}') }
    }
    else {
      if ($null -eq $names) { $wanted = $there } else { $wanted = $names }
      foreach ($name in $wanted) {
        if ($script:Left -le 0) { $script:Cut = $true; break }
        if ($there -notcontains $name) { [void]$parts.Add((ConvertTo-HygieText $name) + ':null'); continue }
        $script:Left--
        if ($withheld -contains $name) { $data = '{"!":"withheld"}' }
        else { try { $data = ConvertTo-HygieData $key $name } catch { $data = '{"!":"denied"}' } }
        [void]$parts.Add((ConvertTo-HygieText $name) + ':' + $data)
      }
    }
    return '{' + [string]::Join(',', [string[]]$parts.ToArray()) + '}'
  }
  catch { return '{"!":"denied"}' }
  finally { $key.Close() }
}

function Get-Subkey([string]$path) {
  try { $key = Open-Key $path } catch { return }
  if ($null -eq $key) { return }
  try { $key.GetSubKeyNames() } catch { } finally { $key.Close() }
}

function Read-Below([string]$path, [int]$depth, $names, $withheld) {
  if ($depth -le 0) { return }
  foreach ($name in @(Get-Subkey $path)) {
    if ($script:Left -le 0 -or [DateTime]::UtcNow -gt $script:Deadline) { $script:Cut = $true; return }
    $below = $path + '\' + $name
    Add-Entry $below (Read-Key $below $names $withheld)
    Read-Below $below ($depth - 1) $names $withheld
  }
}

# Keys that fit the path; a part that ends with a star stands for subkeys.
function Expand-Path([string]$path) {
  $found = New-Object Collections.ArrayList
  [void]$found.Add('')
  foreach ($part in $path.Split('\')) {
    $next = New-Object Collections.ArrayList
    foreach ($base in $found) {
      if (-not $part.EndsWith('*')) { if ($base -eq '') { [void]$next.Add($part) } else { [void]$next.Add($base + '\' + $part) } ; continue }
      $start = $part.Substring(0, $part.Length - 1)
      foreach ($name in @(Get-Subkey $base)) {
        if (-not $name.StartsWith($start, [StringComparison]::OrdinalIgnoreCase)) { continue }
        if ($base -eq 'HKU' -and $name -notmatch '^S-1-(5-21|12-1)-[0-9-]+$') { continue }
        [void]$next.Add($base + '\' + $name)
      }
    }
    $found = $next
  }
  return $found.ToArray()
}

# Never unrolls: a row without a star has its root first, and the mark of what was cut stands in it.
function Read-Row($row) {
  $path = $row[0]; $depth = $row[1]; $names = $row[2]; $withheld = $row[3]
  $script:Left = $ValuesMax
  $script:Cut = $false
  $star = $path.IndexOf('*')
  if ($star -lt 0) {
    $entry = Read-Key $path $names $withheld
    if ($entry.StartsWith('{') -and -not $entry.StartsWith('{"!":"denied"')) { Read-Below $path $depth $names $withheld }
    if ($script:Cut -and $entry -ne 'null') { if ($entry -eq '{}') { $entry = '{"!":"truncated"}' } else { $entry = '{"!":"truncated",' + $entry.Substring(1) } }
    Add-Entry $path $entry
    return
  }
  $fixed = $path.Substring(0, $path.LastIndexOf('\', $star))
  if ($fixed -ne 'HKU') {
    try { $key = Open-Key $fixed } catch { Add-Entry $fixed '{"!":"denied"}'; return }
    if ($null -eq $key) { Add-Entry $fixed 'null'; return }
    $key.Close()
  }
  foreach ($found in @(Expand-Path $path)) {
    if ($script:Left -le 0 -or [DateTime]::UtcNow -gt $script:Deadline) { $script:Cut = $true; break }
    Add-Entry $found (Read-Key $found $names $withheld)
    Read-Below $found $depth $names $withheld
  }
  if ($script:Cut) { Add-Entry $fixed '{"!":"truncated"}' }
}

function Read-Registry {
  $script:Watch = [Diagnostics.Stopwatch]::StartNew()
  $script:Text = New-Object Text.StringBuilder
  $script:Paths = @{}
  $script:Deadline = [DateTime]::UtcNow.AddSeconds($SecondsMax * 3)
  $status = 'ok'
  foreach ($row in $RegistryRows) {
    if ([DateTime]::UtcNow -gt $script:Deadline) { $status = 'timedOut'; break }
    try { Read-Row $row } catch { $script:NotSeen++ }
  }
  if ($status -ne 'ok') { Add-Entry 'truncated' 'true' }
  Write-Registry $status
}

# WMI
function Get-HygieObject($class, $namespace, $filter, $query) {
  if ($HasCim) {
    $asked = @{ Namespace = $namespace; OperationTimeoutSec = $SecondsMax; ErrorAction = 'Stop' }
    if ($query) { $asked['Query'] = $query } else { $asked['ClassName'] = $class; if ($filter) { $asked['Filter'] = $filter } }
    Get-CimInstance @asked
    return
  }
  $asked = @{ Namespace = $namespace; AsJob = $true; ErrorAction = 'Stop' }
  if ($query) { $asked['Query'] = $query } else { $asked['Class'] = $class; if ($filter) { $asked['Filter'] = $filter } }
  $job = Get-WmiObject @asked
  # A provider may hang for ever: its job is left behind and ends with this process.
  if ($null -eq (Wait-Job -Job $job -Timeout $SecondsMax)) { throw (New-Object TimeoutException 'WMI gave no answer') }
  $reason = $job.ChildJobs[0].JobStateInfo.Reason
  if ($null -ne $reason) { throw $reason }
  Receive-Job -Job $job -ErrorAction Stop
}

function Get-HygieProperty($object, $name) {
  try {
    if ($HasCim) { $property = $object.CimInstanceProperties[$name] } else { $property = $object.psbase.Properties[$name] }
    if ($null -ne $property) { return New-Object PSObject -Property @{ Value = $property.Value } }
  }
  catch { }
  return $null
}

function ConvertTo-HygieRow($object, $names) {
  $parts = New-Object Collections.ArrayList
  foreach ($name in $names) {
    $property = Get-HygieProperty $object $name
    if ($null -ne $property) { [void]$parts.Add((ConvertTo-HygieText $name) + ':' + (ConvertTo-HygieValue $property.Value)) }
  }
  return '{' + [string]::Join(',', [string[]]$parts.ToArray()) + '}'
}

function Read-Class($class, $namespace, $names, $filter) {
  $parts = New-Object Collections.ArrayList
  foreach ($object in @(Get-HygieObject $class $namespace $filter $null)) {
    if ($null -ne $object -and $parts.Count -lt $ValuesMax) { [void]$parts.Add((ConvertTo-HygieRow $object $names)) }
  }
  return New-Outcome 'ok' ('[' + [string]::Join(',', [string[]]$parts.ToArray()) + ']') $null $null
}

# On a domain controller these classes walk the whole domain.
function Test-DomainController {
  foreach ($object in @(Get-HygieObject 'Win32_ComputerSystem' 'root\CIMV2' $null $null)) {
    if ($null -ne $object) { return ($object.DomainRole -ge 4) }
  }
  return $true
}

function Read-Group {
  $parts = New-Object Collections.ArrayList
  foreach ($sid in $GroupSids) {
    foreach ($group in @(Get-HygieObject 'Win32_Group' 'root\CIMV2' "LocalAccount=true and SID='$sid'" $null)) {
      if ($null -eq $group) { continue }
      $domain = ([string]$group.Domain).Replace('\', '\\').Replace("'", "\'")
      $name = ([string]$group.Name).Replace('\', '\\').Replace("'", "\'")
      $query = "ASSOCIATORS OF {Win32_Group.Domain='$domain',Name='$name'} WHERE AssocClass=Win32_GroupUser Role=GroupComponent ResultRole=PartComponent"
      foreach ($member in @(Get-HygieObject $null 'root\CIMV2' $null $query)) {
        if ($null -eq $member) { continue }
        [void]$parts.Add('{"GroupSID":"' + $sid + '","MemberSID":' + (ConvertTo-HygieText $member.SID) + ',"MemberName":' + (ConvertTo-HygieText $member.Name) + ',"MemberDomain":' + (ConvertTo-HygieText $member.Domain) + '}')
      }
    }
  }
  return New-Outcome 'ok' ('[' + [string]::Join(',', [string[]]$parts.ToArray()) + ']') $null $null
}

# Commands
function Invoke-Native($arguments, $path) {
  $info = New-Object Diagnostics.ProcessStartInfo
  $info.FileName = [IO.Path]::Combine([Environment]::SystemDirectory, $arguments[0] + '.exe')
  if (-not [IO.File]::Exists($info.FileName)) { return New-Outcome 'absent' $null $null 'no such command' }
  $words = New-Object Collections.ArrayList
  for ($count = 1; $count -lt $arguments.Length; $count++) {
    $word = $arguments[$count].Replace('{file}', $path)
    if ($word.IndexOf(' ') -ge 0) { $word = '"' + $word + '"' }
    [void]$words.Add($word)
  }
  $info.Arguments = [string]::Join(' ', [string[]]$words.ToArray())
  $info.UseShellExecute = $false
  $info.RedirectStandardOutput = $true
  $info.CreateNoWindow = $true
  $process = [Diagnostics.Process]::Start($info)
  $read = New-Object IO.MemoryStream
  $buffer = New-Object byte[] 65536
  $end = [DateTime]::UtcNow.AddSeconds($SecondsMax)
  $late = $false
  while ($true) {
    $wait = $process.StandardOutput.BaseStream.BeginRead($buffer, 0, $buffer.Length, $null, $null)
    $left = ($end - [DateTime]::UtcNow).TotalMilliseconds
    if ($left -le 0 -or -not $wait.AsyncWaitHandle.WaitOne([int]$left, $false)) { $late = $true; break }
    $count = $process.StandardOutput.BaseStream.EndRead($wait)
    if ($count -eq 0) { break }
    if ($read.Length -lt 16777216) { $read.Write($buffer, 0, $count) }
  }
  if ($late -or -not $process.WaitForExit(5000)) { try { $process.Kill() } catch { } ; return New-Outcome 'timedOut' $null $null 'ended after its time' }
  if ($process.ExitCode -ne 0) { return New-Outcome 'failed' $null $null ('exit ' + $process.ExitCode.ToString($Invariant)) }
  return New-Outcome 'ok' ([Convert]::ToBase64String($read.ToArray())) 'base64' $null
}

function Read-Command($row) {
  $arguments = $row[1]
  if ($Build -lt $row[3]) { return New-Outcome 'absent' $null $null 'this Windows has no such command' }
  if ($row[2] -and -not $Elevated) { return New-Outcome 'denied' $null $null 'needs an administrator' }
  if (-not ($arguments -match '\{file\}')) { return Invoke-Native $arguments '' }
  $path = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'hygie-' + [Guid]::NewGuid().ToString('N') + '.tmp')
  try {
    $outcome = Invoke-Native $arguments $path
    if ($outcome.Status -ne 'ok') { return $outcome }
    return New-Outcome 'ok' ([Convert]::ToBase64String([IO.File]::ReadAllBytes($path))) 'base64' $null
  }
  finally { if ([IO.File]::Exists($path)) { [IO.File]::Delete($path) } }
}

# Numeric fields: the text of a version holds words.
function Read-FileVersion {
  $parts = New-Object Collections.ArrayList
  foreach ($name in $FilePaths) {
    $path = [Environment]::ExpandEnvironmentVariables($name)
    if ($path.IndexOf('%') -ge 0 -or -not [IO.File]::Exists($path)) { continue }
    $info = [Diagnostics.FileVersionInfo]::GetVersionInfo($path)
    $numbers = @($info.FileMajorPart, $info.FileMinorPart, $info.FileBuildPart, $info.FilePrivatePart)
    [void]$parts.Add('{"p":' + (ConvertTo-HygieText $name) + ',"v":"' + [string]::Join('.', [string[]]$numbers) + '"}')
  }
  return New-Outcome 'ok' ('[' + [string]::Join(',', [string[]]$parts.ToArray()) + ']') $null $null
}

# History of Windows Update. Reads only: nothing is searched, loaded or installed.
function Read-History {
  $session = New-Object -ComObject Microsoft.Update.Session
  $searcher = $session.CreateUpdateSearcher()
  $total = $searcher.GetTotalHistoryCount()
  $parts = New-Object Collections.ArrayList
  if ($total -gt 0) {
    foreach ($entry in @($searcher.QueryHistory(0, [Math]::Min($total, $ValuesMax)))) {
      if ($null -eq $entry) { continue }
      try {
        $at = ([DateTime]$entry.Date).ToString('yyyy-MM-ddTHH:mm:ssZ', $Invariant)
        [void]$parts.Add('{"t":' + (ConvertTo-HygieText $entry.Title) + ',"d":"' + $at + '","op":' + ([int]$entry.Operation).ToString($Invariant) + ',"rc":' + ([int]$entry.ResultCode).ToString($Invariant) + ',"id":' + (ConvertTo-HygieText $entry.UpdateIdentity.UpdateID) + '}')
      }
      catch { }
    }
  }
  return New-Outcome 'ok' ('[' + [string]::Join(',', [string[]]$parts.ToArray()) + ']') $null $null
}

function Get-Seal($path) {
  try {
    $hash = [Security.Cryptography.HashAlgorithm]::Create('SHA256')
    $stream = [IO.File]::OpenRead($path)
    try { return [BitConverter]::ToString($hash.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() } finally { $stream.Close() }
  }
  catch { return 'cannot be computed here' }
}

$About = '"ps":' + (ConvertTo-HygieText "$($PSVersionTable.PSVersion)") + ',"clr":' + (ConvertTo-HygieText "$([Environment]::Version)")
$About += ',"language":"' + $Language + '","elevated":' + (ConvertTo-HygieValue $Elevated) + ',"sysnative":' + (ConvertTo-HygieValue ([bool]$Again))
$About += ',"bits":' + ([IntPtr]::Size * 8).ToString($Invariant) + ',"user":' + (ConvertTo-HygieText $Identity.User.Value)
$About += ',"locale":' + (ConvertTo-HygieText ([Globalization.CultureInfo]::CurrentCulture.Name))
$About += ',"oemcp":' + ([Globalization.CultureInfo]::CurrentCulture.TextInfo.OEMCodePage).ToString($Invariant)
$About += ',"ansicp":' + ([Globalization.CultureInfo]::CurrentCulture.TextInfo.ANSICodePage).ToString($Invariant)
$About += ',"utcOffsetMinutes":' + ([int][TimeZone]::CurrentTimeZone.GetUtcOffset([DateTime]::Now).TotalMinutes).ToString($Invariant)
try {
  if ([IO.File]::Exists($File) -or [IO.File]::Exists($Part)) { throw "$File exists already" }
  [IO.File]::WriteAllText($Part, '{"format":"hygie.evidence/1","collectedAt":"' + $CollectedAt + '","collector":{"name":"collect.ps1","version":' + (ConvertTo-HygieText $KitVersion) + ',' + $About + '},"target":' + (ConvertTo-HygieText ('kit:' + $HostName)) + ',"probes":[', $Ascii)
}
catch {
  Write-Host "Hygie: cannot write $File"
  exit 4
}
Invoke-Probe 'windows.kit' { New-Outcome 'ok' ('{' + $About + ',"clock":"' + $CollectedAt + '"}') $null $null }
Read-Registry
Invoke-Probe 'windows.qfe' { Read-Class 'Win32_QuickFixEngineering' 'root\CIMV2' @('HotFixID', 'Description', 'InstalledOn', 'InstalledBy', 'ServicePackInEffect', 'FixComments', 'Caption') $null }
$IsController = $true
try { $IsController = Test-DomainController } catch { }
function Read-Wmi($row) {
  $class = $row[0]
  if ($IsController -and ($class -eq 'Win32_UserAccount' -or $class -eq 'Win32_GroupUser')) {
    Write-Outcome ('windows.wmi.' + $class) (New-Outcome 'absent' $null $null 'not asked on a domain controller') 0
  }
  elseif ($class -eq 'Win32_GroupUser') { Invoke-Probe ('windows.wmi.' + $class) { Read-Group } }
  else { Invoke-Probe ('windows.wmi.' + $class) { Read-Class $row[0] $row[1] $row[2] $row[3] } }
}
foreach ($row in $WmiRows) { if (-not $row[4]) { Read-Wmi $row } }
Invoke-Probe 'windows.files' { Read-FileVersion }
foreach ($row in $CommandRows) { if (-not $row[4]) { Invoke-Probe $row[0] { Read-Command $row } } }
foreach ($row in $WmiRows) { if ($row[4]) { Read-Wmi $row } }
foreach ($row in $CommandRows) { if ($row[4]) { Invoke-Probe $row[0] { Read-Command $row } } }
Invoke-Probe 'windows.wua' { Read-History }
try {
  [IO.File]::AppendAllText($Part, ']}', $Ascii)
  [IO.File]::Move($Part, $File)
}
catch {
  Write-Host "Hygie: cannot finish $File"
  exit 4
}
Write-Host $File
Write-Host ('SHA-256 ' + (Get-Seal $File))
if ($Seen -eq 0) { exit 4 }
if ($NotSeen -gt 0) { Write-Host 'Hygie: some parts were not seen; the file says which. As administrator it sees more.'; exit 3 }
exit 0
`
