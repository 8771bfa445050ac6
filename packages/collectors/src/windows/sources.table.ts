/**
 * What is read on a Windows machine, as data: registry keys, WMI classes, commands and files. The kit's scripts carry these
 * rows, the readers know by them what was asked: a value that was asked and is not there is absent, one that was not asked or
 * not granted is unknown.
 *
 * Invariant: reads only. Never `Win32_Product` (its enumeration repairs MSI packages), never a key that holds a secret's value.
 *
 * Source  learn.microsoft.com (registry, WMI, auditpol, secedit); what each row serves stands beside it
 */

/**
 * A key with all its values, and its subkeys to `depth` levels below. In a path `*` stands for each subkey of that place,
 * `Name*` for each whose name begins so; `HKU\*` for each loaded hive of a person (S-1-5-21-…, S-1-12-1-…).
 * `HKLM` is the 64-bit view: a 32-bit process must be started again as a 64-bit one.
 */
export type RegistrySource = {
  readonly path: string
  readonly depth: number
  readonly serves: string
  /** Only these values: keys with thousands of subkeys. All others were not asked. */
  readonly values?: readonly string[]
  /** Values that are never read: only whether they are there, written `{"!":"withheld"}`. */
  readonly withheld?: readonly string[]
}
/** JSON list of objects under the probe `windows.wmi.<class>`; properties that a Windows does not know are left out. */
export type WmiSource = {
  readonly class: string
  readonly namespace: string
  readonly properties: readonly string[]
  readonly where?: string
  /** Takes seconds or may hang: last, each with a limit of its own. */
  readonly slow?: true
}
export type CommandSource = {
  readonly probe: string
  /** Arguments one by one. `{file}` is a temporary file that is read and removed: the command cannot print. */
  readonly command: readonly string[]
  readonly needsAdministrator: boolean
  /** Lowest build number that has the command. */
  readonly fromBuild?: number
}
/** Version of a file, from its numeric fields (`FileMajorPart` …), never the text. Under the probe `windows.files`. */
export type FileSource = { readonly path: string; readonly serves: string }

/** Values below one row; the rest is cut and the row's key marked `{"!":"truncated"}`. */
export const registryValuesMax = 20_000

const CCS = String.raw`HKLM\SYSTEM\CurrentControlSet`
const MS = String.raw`HKLM\SOFTWARE\Microsoft`
const WOW = String.raw`HKLM\SOFTWARE\Wow6432Node`
const CV = String.raw`${MS}\Windows\CurrentVersion`
const POLICIES = String.raw`HKLM\SOFTWARE\Policies\Microsoft`
const PROGRAM = [
  'DisplayName',
  'DisplayVersion',
  'Publisher',
  'InstallDate',
  'InstallLocation',
  'InstallSource',
  'WindowsInstaller',
  'SystemComponent',
  'ParentKeyName',
  'ParentDisplayName',
  'ReleaseType',
  'RegistryLocation',
  'VersionMajor',
  'VersionMinor',
  'BundleVersion',
  'Comments',
] // not the command lines: some hold passwords

const key = (path: string, depth: number, serves: string, more: Partial<RegistrySource> = {}): RegistrySource => ({
  path,
  depth,
  serves,
  ...more,
})

/** In order of weight: what names the system and its updates first. */
export const registrySources: readonly RegistrySource[] = [
  key(String.raw`${MS}\Windows NT\CurrentVersion`, 0, 'release, build, revision, edition', {
    values: [
      'ProductName',
      'CurrentBuild',
      'CurrentBuildNumber',
      'UBR',
      'EditionID',
      'CompositionEditionID',
      'DisplayVersion',
      'ReleaseId',
      'InstallationType',
      'CurrentMajorVersionNumber',
      'CurrentMinorVersionNumber',
      'CurrentVersion',
      'CSDVersion',
      'CSDBuildNumber',
      'BuildBranch',
      'BuildLab',
      'BuildLabEx',
      'InstallDate',
      'ProductId',
    ], // not DigitalProductId: the licence key can be computed from it
  }),
  key(String.raw`${CCS}\Control\ProductOptions`, 0, 'client, server, domain controller'),
  key(String.raw`${CCS}\Control\Session Manager\Environment`, 0, 'architecture', { values: ['PROCESSOR_ARCHITECTURE'] }),
  key(String.raw`${CCS}\Control\ComputerName`, 1, 'name; a change that waits for the restart'),
  key(String.raw`${CCS}\Services\Tcpip\Parameters`, 0, 'host and domain name', {
    values: ['Hostname', 'NV Hostname', 'Domain', 'NV Domain', 'DhcpDomain'],
  }),
  key(String.raw`${CCS}\Control\Nls\CodePage`, 0, 'code page of texts', { values: ['ACP', 'OEMCP'] }),
  key(String.raw`HKLM\SYSTEM\WPA\POSReady`, 0, 'POSReady 2009'),
  key(String.raw`${MS}\Windows Embedded\ProductVersion`, 0, 'embedded editions'),
  key(String.raw`${MS}\Cryptography`, 0, 'identity of the installation', { values: ['MachineGuid'] }),
  key(String.raw`${CCS}\Control\CloudDomainJoin\JoinInfo`, 1, 'Entra join', { values: ['TenantId'] }),
  key(String.raw`${MS}\Windows NT\CurrentVersion\SoftwareProtectionPlatform\ESU`, 0, 'extended security updates'),
  // Updates
  key(String.raw`${CV}\Component Based Servicing`, 0, 'servicing'),
  key(String.raw`${CV}\Component Based Servicing\Packages\Package_for_*`, 0, 'updates, newest cumulative package', {
    values: ['CurrentState', 'Visibility', 'InstallName', 'InstallLocation', 'InstallTimeHigh', 'InstallTimeLow'],
  }),
  key(String.raw`${CV}\Component Based Servicing\RebootPending`, 0, 'restart'),
  key(String.raw`${CV}\WindowsUpdate\Auto Update`, 0, 'automatic updates'),
  key(String.raw`${CV}\WindowsUpdate\Auto Update\RebootRequired`, 0, 'restart'),
  key(String.raw`${CV}\WindowsUpdate\Auto Update\Results`, 1, 'last search and installation'),
  key(String.raw`${CV}\WindowsUpdate\Services\Pending`, 1, 'restart'),
  key(String.raw`${MS}\Updates`, 4, 'updates of XP, 2003 and .NET Framework', {
    values: ['Description', 'Installed', 'Type', 'PackageName', 'ThisVersionInstalled', 'ReleaseType'],
  }),
  key(String.raw`${WOW}\Microsoft\Updates`, 3, 'updates of .NET Framework', {
    values: ['Description', 'Installed', 'Type', 'PackageName', 'ThisVersionInstalled', 'ReleaseType'],
  }),
  key(String.raw`${MS}\Windows NT\CurrentVersion\HotFix`, 1, 'updates of XP, 2003', {
    values: ['Installed', 'Valid', 'Comments'],
  }),
  key(String.raw`${CV}\Installer\UserData\S-1-5-18\Products\*\Patches`, 1, 'patches of MSI programs', {
    values: ['DisplayName', 'State', 'Installed', 'MoreInfoURL'],
  }),
  key(String.raw`${CV}\Installer\UserData\S-1-5-18\Products\*\InstallProperties`, 0, 'owners of MSI patches', {
    values: ['DisplayName', 'DisplayVersion', 'Publisher'],
  }),
  // Programs
  key(String.raw`${CV}\Uninstall`, 1, 'programs', { values: PROGRAM }),
  key(String.raw`${WOW}\Microsoft\Windows\CurrentVersion\Uninstall`, 1, '32-bit programs', { values: PROGRAM }),
  key(String.raw`HKU\*\Software\Microsoft\Windows\CurrentVersion\Uninstall`, 1, 'programs of one person', { values: PROGRAM }),
  key(String.raw`HKU\*\Software\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall`, 1, '32-bit programs of one person', {
    values: PROGRAM,
  }),
  key(String.raw`${CV}\Appx\AppxAllUserStore\Applications`, 1, 'store programs', { values: ['Path'] }),
  key(String.raw`${MS}\Internet Explorer`, 0, 'Internet Explorer'),
  key(String.raw`${MS}\EdgeUpdate\Clients`, 1, 'Edge, WebView2', { values: ['pv', 'name'] }),
  key(String.raw`${WOW}\Microsoft\EdgeUpdate\Clients`, 1, 'Edge, WebView2', { values: ['pv', 'name'] }),
  key(String.raw`HKLM\SOFTWARE\Google\Update\Clients`, 1, 'Chrome', { values: ['pv', 'name'] }),
  key(String.raw`${WOW}\Google\Update\Clients`, 1, 'Chrome', { values: ['pv', 'name'] }),
  key(String.raw`HKLM\SOFTWARE\Mozilla`, 1, 'Firefox, Thunderbird and their ESR', { values: ['CurrentVersion'] }),
  key(String.raw`${WOW}\Mozilla`, 1, 'Firefox, Thunderbird and their ESR', { values: ['CurrentVersion'] }),
  key(String.raw`${MS}\Office\ClickToRun\Configuration`, 0, 'Office Click-to-Run', {
    values: [
      'VersionToReport',
      'UpdateChannel',
      'CDNBaseUrl',
      'AudienceId',
      'ProductReleaseIds',
      'Platform',
      'UpdatesEnabled',
      'ClientCulture',
    ],
  }),
  key(String.raw`${MS}\NET Framework Setup\NDP`, 2, '.NET Framework', { values: ['Install', 'Release', 'SP', 'Version'] }),
  key(String.raw`HKLM\SOFTWARE\dotnet\Setup\InstalledVersions`, 3, '.NET 5 and later'),
  key(String.raw`${WOW}\dotnet\Setup\InstalledVersions`, 3, '.NET 5 and later'),
  key(String.raw`HKLM\SOFTWARE\JavaSoft`, 2, 'Java', { values: ['CurrentVersion', 'JavaHome'] }),
  key(String.raw`${WOW}\JavaSoft`, 2, '32-bit Java', { values: ['CurrentVersion', 'JavaHome'] }),
  key(String.raw`HKLM\SOFTWARE\Python\PythonCore`, 2, 'Python (PEP 514)', { values: ['Version', 'SysVersion', ''] }),
  key(String.raw`HKLM\SOFTWARE\Node.js`, 0, 'Node.js'),
  key(String.raw`${MS}\Microsoft SQL Server\Instance Names\SQL`, 0, 'SQL Server instances'),
  key(String.raw`${MS}\Microsoft SQL Server\*\Setup`, 0, 'SQL Server instances', {
    values: ['Version', 'PatchLevel', 'Edition', 'SP'],
  }),
  key(String.raw`${MS}\Microsoft SQL Server\*\MSSQLServer\CurrentVersion`, 0, 'SQL Server instances', {
    values: ['CurrentVersion'],
  }),
  key(String.raw`${WOW}\Microsoft\Microsoft SQL Server\Instance Names\SQL`, 0, '32-bit SQL Server instances'),
  key(String.raw`${WOW}\Microsoft\Microsoft SQL Server\*\Setup`, 0, '32-bit SQL Server instances', {
    values: ['Version', 'PatchLevel', 'Edition', 'SP'],
  }),
  key(String.raw`${MS}\ExchangeServer\v15\Setup`, 0, 'Exchange', {
    values: ['MsiProductMajor', 'MsiProductMinor', 'MsiBuildMajor', 'MsiBuildMinor', 'MsiInstallPath'],
  }),
  key(String.raw`${MS}\ExchangeServer\v14\Setup`, 0, 'Exchange 2010', {
    values: ['MsiProductMajor', 'MsiProductMinor', 'MsiBuildMajor', 'MsiBuildMinor'],
  }),
  key(String.raw`${MS}\InetStp`, 0, 'IIS', { values: ['VersionString', 'MajorVersion', 'MinorVersion'] }),
  key(String.raw`${MS}\Windows Defender`, 0, 'Defender', {
    values: ['DisableAntiSpyware', 'DisableAntiVirus', 'InstallLocation', 'ProductStatus', 'PassiveMode'],
  }),
  key(String.raw`${MS}\Windows Defender\Signature Updates`, 0, 'Defender signatures'),
  key(String.raw`${MS}\Windows Defender\Real-Time Protection`, 0, 'Defender'),
  key(String.raw`${MS}\Windows Defender\Features`, 0, 'tamper protection'),
  key(String.raw`${MS}\Windows Defender\Windows Defender Exploit Guard\ASR\Rules`, 0, 'attack surface rules'),
  key(String.raw`${POLICIES}\Windows Defender`, 3, 'Defender by policy'),
  // Runtime
  key(String.raw`${CCS}\Services`, 1, 'services and drivers; settings of Kdc, LDAP, Netlogon', {
    values: [
      'ImagePath',
      'Start',
      'Type',
      'ObjectName',
      'DisplayName',
      'DelayedAutostart',
      'StrongCertificateBindingEnforcement',
      'DefaultDomainSupportedEncTypes',
      'LDAPClientIntegrity',
      'JoinDomain',
      'AvoidSpnSet',
    ],
  }),
  // Settings
  key(String.raw`${CCS}\Services\LanmanServer\Parameters`, 0, 'SMB server'),
  key(String.raw`${CCS}\Services\LanmanWorkstation\Parameters`, 0, 'SMB client'),
  key(String.raw`${POLICIES}\Windows\LanmanServer`, 0, 'SMB server by policy'),
  key(String.raw`${POLICIES}\Windows\LanmanWorkstation`, 0, 'SMB client by policy'),
  key(String.raw`${CCS}\Control\Lsa`, 0, 'NTLM, anonymous access, LSA protection, Credential Guard'),
  key(String.raw`${CCS}\Control\Lsa\MSV1_0`, 0, 'NTLM'),
  key(String.raw`${CCS}\Control\Lsa\Kerberos\Parameters`, 0, 'Kerberos', { values: ['SupportedEncryptionTypes'] }),
  key(String.raw`${CV}\Policies\System\Kerberos\Parameters`, 0, 'Kerberos by policy', { values: ['SupportedEncryptionTypes'] }),
  key(String.raw`${CCS}\Services\NTDS\Parameters`, 0, 'LDAP of a domain controller', {
    values: ['LDAPServerIntegrity', 'LdapEnforceChannelBinding'],
  }),
  key(String.raw`${CCS}\Services\Netlogon\Parameters`, 0, 'secure channel; restart', {
    values: ['RequireSignOrSeal', 'RequireStrongKey', 'SealSecureChannel', 'SignSecureChannel', 'FullSecureChannelProtection'],
  }),
  key(String.raw`${CCS}\Control\Terminal Server`, 0, 'Remote Desktop', { values: ['fDenyTSConnections'] }),
  key(String.raw`${CCS}\Control\Terminal Server\WinStations\RDP-Tcp`, 0, 'Remote Desktop', {
    values: ['UserAuthentication', 'SecurityLayer', 'MinEncryptionLevel', 'PortNumber'],
  }),
  key(String.raw`${POLICIES}\Windows NT\Terminal Services`, 0, 'Remote Desktop by policy'),
  key(String.raw`${CCS}\Control\Remote Assistance`, 0, 'Remote Assistance', { values: ['fAllowToGetHelp'] }),
  key(String.raw`${CCS}\Control\SecurityProviders\WDigest`, 0, 'passwords in memory', { values: ['UseLogonCredential'] }),
  key(String.raw`${CCS}\Control\DeviceGuard`, 2, 'virtualisation-based security'),
  key(String.raw`${POLICIES}\Windows\DeviceGuard`, 0, 'virtualisation-based security by policy'),
  key(String.raw`${CCS}\Services\SharedAccess\Parameters\FirewallPolicy\DomainProfile`, 1, 'firewall'),
  key(String.raw`${CCS}\Services\SharedAccess\Parameters\FirewallPolicy\StandardProfile`, 1, 'firewall'),
  key(String.raw`${CCS}\Services\SharedAccess\Parameters\FirewallPolicy\PublicProfile`, 1, 'firewall'),
  key(String.raw`${POLICIES}\WindowsFirewall\DomainProfile`, 1, 'firewall by policy'),
  key(String.raw`${POLICIES}\WindowsFirewall\StandardProfile`, 1, 'firewall by policy (XP, 2003)'),
  key(String.raw`${POLICIES}\WindowsFirewall\PrivateProfile`, 1, 'firewall by policy'),
  key(String.raw`${POLICIES}\WindowsFirewall\PublicProfile`, 1, 'firewall by policy'),
  key(String.raw`${POLICIES}\Windows\PowerShell`, 1, 'PowerShell by policy'),
  key(String.raw`${MS}\PowerShell\1\ShellIds\Microsoft.PowerShell`, 0, 'PowerShell', { values: ['ExecutionPolicy'] }),
  key(String.raw`${CV}\Policies\System`, 0, 'UAC, lock of the screen, texts before logon'),
  key(String.raw`${CV}\Policies\System\Audit`, 0, 'command lines in the log'),
  key(String.raw`${CV}\Policies\Explorer`, 0, 'AutoRun'),
  key(String.raw`${POLICIES}\Windows\Explorer`, 0, 'AutoPlay by policy'),
  key(String.raw`${POLICIES}\Windows NT\DNSClient`, 0, 'LLMNR'),
  key(String.raw`${CCS}\Services\Dnscache\Parameters`, 0, 'mDNS', { values: ['EnableMDNS'] }),
  key(String.raw`${CCS}\Services\NetBT\Parameters`, 0, 'NetBIOS', { values: ['NodeType', 'NoNameReleaseOnDemand'] }),
  key(String.raw`${CCS}\Services\NetBT\Parameters\Interfaces`, 1, 'NetBIOS', { values: ['NetbiosOptions'] }),
  key(String.raw`${CCS}\Control\SecurityProviders\SCHANNEL\Protocols`, 2, 'TLS', { values: ['Enabled', 'DisabledByDefault'] }),
  key(String.raw`${CCS}\Control\SecurityProviders\SCHANNEL\Ciphers`, 1, 'TLS', { values: ['Enabled'] }),
  key(String.raw`${MS}\.NETFramework\v4.0.30319`, 0, 'TLS of .NET Framework', {
    values: ['SchUseStrongCrypto', 'SystemDefaultTlsVersions'],
  }),
  key(String.raw`${MS}\Windows Script Host\Settings`, 0, 'Windows Script Host'),
  key(String.raw`${POLICIES}\Windows NT\Printers`, 1, 'printing'),
  key(String.raw`${CCS}\Control\Print`, 0, 'printing', { values: ['RpcAuthnLevelPrivacyEnabled'] }),
  key(String.raw`${MS}\Policies\LAPS`, 0, 'LAPS'),
  key(String.raw`${CV}\Policies\LAPS`, 0, 'LAPS'),
  key(String.raw`${MS}\Windows\CurrentVersion\LAPS\Config`, 0, 'LAPS'),
  key(String.raw`${POLICIES} Services\AdmPwd`, 0, 'LAPS of old'),
  key(String.raw`${CCS}\Control\SecureBoot\State`, 0, 'Secure Boot', { values: ['UEFISecureBootEnabled'] }),
  key(String.raw`${CCS}\Control\SecureBoot\Servicing`, 0, 'certificates of 2023', {
    values: ['UEFICA2023Status', 'WindowsUEFICA2023Capable'],
  }),
  key(String.raw`${POLICIES}\Windows\WindowsUpdate`, 1, 'WSUS, automatic updates'),
  key(String.raw`${CCS}\Control\Session Manager`, 0, 'restart', {
    values: ['PendingFileRenameOperations', 'PendingFileRenameOperations2', 'SafeDllSearchMode', 'ProtectionMode'],
  }),
  key(String.raw`${CCS}\Control\Session Manager\kernel`, 0, 'mitigations', { values: ['DisableExceptionChainValidation'] }),
  key(String.raw`${CCS}\Control\Session Manager\Memory Management`, 0, 'mitigations', {
    values: ['FeatureSettingsOverride', 'FeatureSettingsOverrideMask'],
  }),
  key(String.raw`${MS}\Cryptography\Wintrust\Config`, 0, 'CVE-2013-3900', { values: ['EnableCertPaddingCheck'] }),
  key(String.raw`${WOW}\Microsoft\Cryptography\Wintrust\Config`, 0, 'CVE-2013-3900', { values: ['EnableCertPaddingCheck'] }),
  key(String.raw`${MS}\Windows NT\CurrentVersion\Winlogon`, 0, 'logon without a person', {
    values: ['AutoAdminLogon', 'DefaultUserName', 'CachedLogonsCount', 'ScreenSaverGracePeriod', 'DefaultPassword'],
    withheld: ['DefaultPassword'],
  }),
  key(String.raw`${POLICIES}\Windows\WinRM\Service`, 0, 'WinRM by policy', {
    values: ['AllowBasic', 'AllowUnencryptedTraffic', 'AllowAutoConfig'],
  }),
  key(String.raw`${POLICIES}\Windows\WinRM\Client`, 0, 'WinRM by policy', {
    values: ['AllowBasic', 'AllowUnencryptedTraffic', 'AllowDigest'],
  }),
  key(String.raw`${CV}\WSMAN\Service`, 0, 'WinRM', { values: ['allow_unencrypted', 'auth_basic'] }),
  key(String.raw`${CV}\WSMAN\Client`, 0, 'WinRM', { values: ['allow_unencrypted', 'auth_basic', 'trusted_hosts'] }),
  key(String.raw`${CCS}\Services\EventLog\Application`, 0, 'size of the logs', { values: ['MaxSize', 'Retention'] }),
  key(String.raw`${CCS}\Services\EventLog\Security`, 0, 'size of the logs', { values: ['MaxSize', 'Retention'] }),
  key(String.raw`${CCS}\Services\EventLog\System`, 0, 'size of the logs', { values: ['MaxSize', 'Retention'] }),
  key(String.raw`${POLICIES}\Windows\EventLog`, 1, 'size of the logs by policy', { values: ['MaxSize', 'Retention'] }),
  key(String.raw`${POLICIES}\Windows\EventLog\EventForwarding\SubscriptionManager`, 0, 'forwarded logs'),
  key(String.raw`${CCS}\Services\W32Time\Parameters`, 0, 'clock', { values: ['Type', 'NtpServer'] }),
  key(String.raw`${POLICIES}\W32Time\Parameters`, 0, 'clock by policy', { values: ['Type', 'NtpServer'] }),
  key(String.raw`${POLICIES}\Windows\RemovableStorageDevices`, 1, 'USB storage by policy', {
    values: ['Deny_All', 'Deny_Read', 'Deny_Write', 'Deny_Execute'],
  }),
  key(String.raw`${POLICIES}\Windows\SrpV2`, 1, 'AppLocker', { values: ['EnforcementMode'] }),
  key(String.raw`${POLICIES}\Windows\Safer\CodeIdentifiers`, 0, 'software restriction', { values: ['DefaultLevel'] }),
  key(String.raw`${POLICIES}\FVE`, 0, 'BitLocker by policy'),
  key(String.raw`${POLICIES}\Windows\System`, 0, 'domain logon, SmartScreen', {
    values: [
      'EnableSmartScreen',
      'DontDisplayNetworkSelectionUI',
      'AllowDomainPINLogon',
      'BlockDomainPicturePassword',
      'DisableHTTPPrinting',
    ],
  }),
  key(String.raw`${POLICIES}\Windows\Personalization`, 0, 'lock of the screen', { values: ['NoLockScreenCamera'] }),
  key(String.raw`${POLICIES}\Windows\Installer`, 0, 'installation with raised rights', {
    values: ['AlwaysInstallElevated', 'EnableUserControl'],
  }),
  key(String.raw`HKU\*\Software\Policies\Microsoft\Windows\Installer`, 0, 'installation with raised rights', {
    values: ['AlwaysInstallElevated'],
  }),
  key(String.raw`HKU\*\Software\Policies\Microsoft\Windows\Control Panel\Desktop`, 0, 'lock of the screen', {
    values: ['ScreenSaveActive', 'ScreenSaverIsSecure', 'ScreenSaveTimeOut'],
  }),
  key(String.raw`HKU\*\Control Panel\Desktop`, 0, 'lock of the screen', {
    values: ['ScreenSaveActive', 'ScreenSaverIsSecure', 'ScreenSaveTimeOut'],
  }),
  key(String.raw`HKU\*\Software\Policies\Microsoft\Office\*\*\Security`, 0, 'Office macros by policy', {
    values: ['VBAWarnings', 'blockcontentexecutionfrominternet'],
  }),
  key(String.raw`HKU\*\Software\Microsoft\Office\*\*\Security`, 0, 'Office macros', {
    values: ['VBAWarnings', 'blockcontentexecutionfrominternet'],
  }),
  key(String.raw`${CCS}\Services\SNMP\Parameters\ValidCommunities`, 0, 'SNMP communities: whether, never which', {
    withheld: ['*'],
  }),
  key(String.raw`${CCS}\Services\SNMP\Parameters\PermittedManagers`, 0, 'SNMP managers'),
  key(String.raw`HKLM\SOFTWARE\OpenSSH`, 0, 'OpenSSH', { values: ['DefaultShell'] }),
]

const CIMV2 = String.raw`root\CIMV2`
export const wmiSources: readonly WmiSource[] = [
  {
    class: 'Win32_OperatingSystem',
    namespace: CIMV2,
    properties: [
      'Caption',
      'Version',
      'BuildNumber',
      'CSDVersion',
      'OperatingSystemSKU',
      'ProductType',
      'OSArchitecture',
      'LastBootUpTime',
      'InstallDate',
      'LocalDateTime',
      'CurrentTimeZone',
      'OSLanguage',
      'Locale',
      'CodeSet',
      'DataExecutionPrevention_SupportPolicy',
    ],
  },
  {
    class: 'Win32_ComputerSystem',
    namespace: CIMV2,
    properties: ['Name', 'DNSHostName', 'Domain', 'PartOfDomain', 'DomainRole', 'Manufacturer', 'Model', 'SystemType'],
  },
  { class: 'Win32_ComputerSystemProduct', namespace: CIMV2, properties: ['UUID', 'IdentifyingNumber', 'Vendor', 'Name'] },
  { class: 'Win32_BIOS', namespace: CIMV2, properties: ['SerialNumber', 'SMBIOSBIOSVersion', 'ReleaseDate', 'Manufacturer'] },
  { class: 'Win32_Service', namespace: CIMV2, properties: ['Name', 'State', 'StartMode', 'ProcessId'] },
  { class: 'Win32_Process', namespace: CIMV2, properties: ['ProcessId', 'Name', 'ExecutablePath'] },
  {
    class: 'Win32_UserAccount', // the filter matters: on a domain controller all else walks the domain
    namespace: CIMV2,
    where: 'LocalAccount=true',
    properties: ['Name', 'SID', 'Disabled', 'PasswordRequired', 'PasswordExpires', 'Lockout'],
  },
  {
    class: 'Win32_GroupUser', // the groups of S-1-5-32-544, 551, 555, 578, 580; not asked on a domain controller
    namespace: CIMV2,
    properties: ['GroupSID', 'MemberSID', 'MemberName', 'MemberDomain'],
  },
  { class: 'Win32_Share', namespace: CIMV2, properties: ['Name', 'Path', 'Type'] },
  {
    class: 'Win32_NetworkAdapterConfiguration',
    namespace: CIMV2,
    where: 'IPEnabled=true',
    properties: ['MACAddress', 'IPAddress', 'DNSDomain', 'TcpipNetbiosOptions', 'Description'],
  },
  { class: 'Win32_OptionalFeature', namespace: CIMV2, properties: ['Name', 'InstallState'], slow: true },
  {
    class: 'Win32_LogicalDisk',
    namespace: CIMV2,
    where: 'DriveType=3',
    properties: ['DeviceID', 'FileSystem', 'Size', 'FreeSpace'],
  },
  {
    class: 'Win32_EncryptableVolume',
    namespace: String.raw`root\CIMV2\Security\MicrosoftVolumeEncryption`,
    properties: ['DriveLetter', 'ProtectionStatus', 'ConversionStatus', 'EncryptionMethod', 'VolumeType'],
  },
  {
    class: 'Win32_DeviceGuard',
    namespace: String.raw`root\Microsoft\Windows\DeviceGuard`,
    properties: [
      'VirtualizationBasedSecurityStatus',
      'SecurityServicesConfigured',
      'SecurityServicesRunning',
      'CodeIntegrityPolicyEnforcementStatus',
      'UsermodeCodeIntegrityPolicyEnforcementStatus',
    ],
  },
  {
    class: 'AntiVirusProduct',
    namespace: String.raw`root\SecurityCenter2`,
    properties: ['displayName', 'productState', 'timestamp'],
  },
  {
    class: 'SoftwareLicensingProduct',
    namespace: CIMV2,
    where: "PartialProductKey is not null and Name like '%ESU%'",
    properties: ['ID', 'Name', 'LicenseStatus'],
    slow: true,
  },
  {
    class: 'Win32_PnPSignedDriver',
    namespace: CIMV2,
    properties: ['DeviceName', 'DriverVersion', 'DriverProviderName', 'InfName', 'IsSigned'],
    slow: true,
  },
]

export const commandSources: readonly CommandSource[] = [
  { probe: 'windows.netstat', command: ['netstat', '-ano'], needsAdministrator: false },
  {
    probe: 'windows.secedit',
    command: ['secedit', '/export', '/cfg', '{file}', '/areas', 'SECURITYPOLICY', 'USER_RIGHTS', '/quiet'],
    needsAdministrator: true,
  },
  // The file of /backup has a last column of numbers; the output of /get is translated all through.
  { probe: 'windows.auditpol', command: ['auditpol', '/backup', '/file:{file}'], needsAdministrator: true, fromBuild: 6_000 },
  {
    probe: 'windows.dism',
    command: ['dism', '/online', '/english', '/get-packages'],
    needsAdministrator: true,
    fromBuild: 7_600,
  },
]

/**
 * Probes that are neither registry, WMI nor a command. `windows.qfe`: Win32_QuickFixEngineering, all properties, as JSON or as
 * `wmic qfe` prints it. `windows.wua`: history of Windows Update, `[{"t":title,"d":UTC time,"op":1|2,"rc":0–5,"id":update id}]`.
 */
export const otherProbes = ['windows.registry', 'windows.qfe', 'windows.wua', 'windows.files', 'windows.kit'] as const

export const fileSources: readonly FileSource[] = [
  { path: String.raw`%windir%\System32\ntoskrnl.exe`, serves: 'revision of the running system where the registry has none' },
  { path: String.raw`%windir%\System32\drivers\srv.sys`, serves: 'SMB 1 server' },
  { path: String.raw`%windir%\System32\drivers\srv2.sys`, serves: 'SMB server' },
  { path: String.raw`%windir%\System32\drivers\mrxsmb10.sys`, serves: 'SMB 1 client' },
  { path: String.raw`%windir%\System32\mshtml.dll`, serves: 'Internet Explorer' },
  { path: String.raw`%windir%\Microsoft.NET\Framework64\v4.0.30319\clr.dll`, serves: '.NET Framework 4' },
  { path: String.raw`%windir%\Microsoft.NET\Framework\v4.0.30319\clr.dll`, serves: '.NET Framework 4' },
  { path: String.raw`%windir%\Microsoft.NET\Framework64\v2.0.50727\mscorwks.dll`, serves: '.NET Framework 2.0–3.5' },
  { path: String.raw`%windir%\Microsoft.NET\Framework\v2.0.50727\mscorwks.dll`, serves: '.NET Framework 2.0–3.5' },
  { path: String.raw`%ExchangeInstallPath%\Bin\ExSetup.exe`, serves: 'security update of Exchange' },
  { path: String.raw`%ProgramFiles%\Windows Defender\MsMpEng.exe`, serves: 'Defender platform' },
  { path: String.raw`%windir%\System32\OpenSSH\sshd.exe`, serves: 'OpenSSH' },
]
