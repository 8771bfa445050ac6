/**
 * Settings of the registry that are facts by themselves, as data: name of the fact, where it stands, what holds when it does not.
 *
 * The first place that holds a value counts, so the policy stands before the preference. A value that is absent in all places
 * means what Windows does without it, which differs by generation: `otherwise` has the value from a build number on. Where a
 * place was not asked or not granted there is no fact: denied is not absent.
 *
 * Source  learn.microsoft.com: Windows security baselines, Group Policy settings reference, [MS-GPAC]; defaults: pages of the
 * settings themselves. A default that could not be read there has no `otherwise`.
 */

/** `on`: other than 0 is true · `off`: other than 0 is false · number: true when equal · `number`, `text`, `list`: as it stands. */
export type Reading = 'on' | 'off' | 'number' | 'text' | 'list' | { readonly is: readonly number[] }
export type Place = { readonly path: string; readonly name: string; readonly as?: Reading }
/** From this build number on; the last that fits counts. The text `unknown`: no fact. */
export type Default = { readonly from: number; readonly value: boolean | number | string }
export type Setting = {
  readonly fact: string
  readonly type: 'boolean' | 'number' | 'text' | 'list'
  readonly meaning: string
  readonly as: Reading
  readonly places: readonly Place[]
  readonly otherwise?: readonly Default[]
}

const CCS = String.raw`HKLM\SYSTEM\CurrentControlSet`
const MS = String.raw`HKLM\SOFTWARE\Microsoft`
const CV = String.raw`${MS}\Windows\CurrentVersion`
const POLICIES = String.raw`HKLM\SOFTWARE\Policies\Microsoft`

const LSA = String.raw`${CCS}\Control\Lsa`
const SERVER = String.raw`${CCS}\Services\LanmanServer\Parameters`
const CLIENT = String.raw`${CCS}\Services\LanmanWorkstation\Parameters`
const CLIENT_POLICY = String.raw`${POLICIES}\Windows\LanmanWorkstation`
const RDP = String.raw`${CCS}\Control\Terminal Server\WinStations\RDP-Tcp`
const RDP_POLICY = String.raw`${POLICIES}\Windows NT\Terminal Services`
const SYSTEM_POLICY = String.raw`${CV}\Policies\System`
const FIREWALL = String.raw`${CCS}\Services\SharedAccess\Parameters\FirewallPolicy`
const FIREWALL_POLICY = String.raw`${POLICIES}\WindowsFirewall`
const UPDATE = String.raw`${POLICIES}\Windows\WindowsUpdate`
const SCHANNEL = String.raw`${CCS}\Control\SecurityProviders\SCHANNEL\Protocols`
const DEFENDER = String.raw`${MS}\Windows Defender`
const DEFENDER_POLICY = String.raw`${POLICIES}\Windows Defender`
const POWERSHELL = String.raw`${POLICIES}\Windows\PowerShell`
const WINRM = String.raw`${POLICIES}\Windows\WinRM`

/** Build numbers at which defaults change. */
const VISTA = 6_000
const SEVEN = 7_600
const EIGHT_1 = 9_600
const TEN = 10_240
const TEN_1607 = 14_393
const TEN_1709 = 16_299
const ELEVEN_24H2 = 26_100

const always = (value: boolean | number | string): readonly Default[] => [{ from: 0, value }]
const since = (from: number, before: boolean | number | string, value: boolean | number | string): readonly Default[] => [
  { from: 0, value: before },
  { from, value },
]
const at = (path: string, name: string, as?: Reading): Place => ({ path, name, ...(as !== undefined && { as }) })

function boolean(fact: string, meaning: string, as: Reading, places: readonly Place[], otherwise?: readonly Default[]): Setting {
  return { fact: `windows.${fact}`, type: 'boolean', meaning, as, places, ...(otherwise !== undefined && { otherwise }) }
}
function number(fact: string, meaning: string, places: readonly Place[], otherwise?: readonly Default[]): Setting {
  return { fact: `windows.${fact}`, type: 'number', meaning, as: 'number', places, ...(otherwise !== undefined && { otherwise }) }
}
function text(fact: string, meaning: string, places: readonly Place[], otherwise?: readonly Default[]): Setting {
  return { fact: `windows.${fact}`, type: 'text', meaning, as: 'text', places, ...(otherwise !== undefined && { otherwise }) }
}

const smb: readonly Setting[] = [
  // The driver decides too where it is optional: `windows.smb.server.smb1` joins both.
  number('smb.server.smb1Setting', 'Value SMB1 of the server: 0 off, 1 on; absent when nothing is set', [at(SERVER, 'SMB1')]),
  boolean('smb.server.signingRequired', 'The SMB server talks to nobody who does not sign', 'on', [
    at(SERVER, 'RequireSecuritySignature'),
  ]),
  boolean(
    'smb.server.signingOffered',
    'The SMB server signs for who asks',
    'on',
    [at(SERVER, 'EnableSecuritySignature')],
    always(false),
  ),
  boolean('smb.client.signingRequired', 'The SMB client talks to no server that does not sign', 'on', [
    at(CLIENT, 'RequireSecuritySignature'),
  ]),
  boolean(
    'smb.client.plainPassword',
    'The SMB client sends its password in clear to servers that ask so',
    'on',
    [at(CLIENT, 'EnablePlainTextPassword')],
    always(false),
  ),
  boolean('smb.server.encryption', 'The SMB server encrypts all shares', 'on', [at(SERVER, 'EncryptData')], always(false)),
  boolean(
    'smb.server.nullSessionsRestricted',
    'Sessions without a name see only the shares and pipes that are listed',
    'on',
    [at(SERVER, 'RestrictNullSessAccess')],
    always(true),
  ),
  boolean(
    'smb.client.insecureGuest',
    'The SMB client accepts a logon as guest',
    'on',
    [at(CLIENT_POLICY, 'AllowInsecureGuestAuth'), at(CLIENT, 'AllowInsecureGuestAuth')],
    since(TEN_1709, true, 'unknown'), // off on Enterprise and servers, on for Home and Pro until 24H2
  ),
]

const ntlm: readonly Setting[] = [
  number(
    'ntlm.level',
    'LmCompatibilityLevel: 0–2 answers with LM or NTLM, 3 and 4 with NTLMv2 only, 5 also refuses LM and NTLM',
    [at(LSA, 'LmCompatibilityLevel')],
    [
      { from: 0, value: 0 },
      { from: 3_790, value: 2 },
      { from: VISTA, value: 3 },
    ],
  ),
  boolean(
    'ntlm.lmHashStored',
    'The weak LM hash of each new password is kept',
    'off',
    [at(LSA, 'NoLMHash')],
    since(VISTA, true, false),
  ),
  number(
    'ntlm.outgoing',
    'NTLM to other machines: 0 allowed, 1 logged, 2 refused',
    [at(String.raw`${LSA}\MSV1_0`, 'RestrictSendingNTLMTraffic')],
    always(0),
  ),
  number(
    'ntlm.incoming',
    'NTLM from other machines: 0 allowed, 1 domain accounts refused, 2 refused',
    [at(String.raw`${LSA}\MSV1_0`, 'RestrictReceivingNTLMTraffic')],
    always(0),
  ),
  number(
    'ntlm.auditIncoming',
    'NTLM from other machines is logged: 0 no, 1 domain accounts, 2 all',
    [at(String.raw`${LSA}\MSV1_0`, 'AuditReceivingNTLMTraffic')],
    always(0),
  ),
  number(
    'ntlm.clientMinimum',
    'NtlmMinClientSec: 537395200 = NTLMv2 session security and 128 bits',
    [at(String.raw`${LSA}\MSV1_0`, 'NtlmMinClientSec')],
    since(SEVEN, 0, 536_870_912),
  ),
  number(
    'ntlm.serverMinimum',
    'NtlmMinServerSec: 537395200 = NTLMv2 session security and 128 bits',
    [at(String.raw`${LSA}\MSV1_0`, 'NtlmMinServerSec')],
    since(SEVEN, 0, 536_870_912),
  ),
  boolean(
    'anonymous.restricted',
    'Who has no name sees no shares and accounts',
    'on',
    [at(LSA, 'RestrictAnonymous')],
    always(false),
  ),
  boolean('anonymous.samRestricted', 'Who has no name sees no accounts', 'on', [at(LSA, 'RestrictAnonymousSAM')], always(true)),
  boolean(
    'anonymous.isEveryone',
    'Who has no name counts as Everyone',
    'on',
    [at(LSA, 'EveryoneIncludesAnonymous')],
    always(false),
  ),
  boolean(
    'accounts.blankPasswordsLocalOnly',
    'Accounts without a password log on only at the machine itself',
    'on',
    [at(LSA, 'LimitBlankPasswordUse')],
    always(true),
  ),
  text('accounts.remoteSam', 'Who may list accounts from afar (SDDL)', [at(LSA, 'RestrictRemoteSAM')]),
  number('kerberos.encryptionTypes', 'Kerberos encryption types that are allowed: 1 and 2 DES, 4 RC4, 8 and 16 AES', [
    at(String.raw`${SYSTEM_POLICY}\Kerberos\Parameters`, 'SupportedEncryptionTypes'),
    at(String.raw`${LSA}\Kerberos\Parameters`, 'SupportedEncryptionTypes'),
  ]),
  number('kerberos.certificateBinding', 'Domain controller: certificates must name their account: 0 no, 1 logged, 2 yes', [
    at(String.raw`${CCS}\Services\Kdc`, 'StrongCertificateBindingEnforcement'),
  ]),
  number('ldap.server.signing', 'Domain controller: LDAP must be signed: 0 and 1 no, 2 yes', [
    at(String.raw`${CCS}\Services\NTDS\Parameters`, 'LDAPServerIntegrity'),
  ]),
  number(
    'ldap.server.channelBinding',
    'Domain controller: LDAP over TLS is bound to its channel: 0 never, 1 when supported, 2 always',
    [at(String.raw`${CCS}\Services\NTDS\Parameters`, 'LdapEnforceChannelBinding')],
  ),
  number(
    'ldap.client.signing',
    'LDAP client signs: 0 no, 1 when asked, 2 always',
    [at(String.raw`${CCS}\Services\LDAP`, 'LDAPClientIntegrity')],
    always(1),
  ),
  boolean(
    'netlogon.signedOrSealed',
    'The channel to the domain is signed or encrypted',
    'on',
    [at(String.raw`${CCS}\Services\Netlogon\Parameters`, 'RequireSignOrSeal')],
    always(true),
  ),
  boolean(
    'netlogon.strongKey',
    'The channel to the domain has a strong key',
    'on',
    [at(String.raw`${CCS}\Services\Netlogon\Parameters`, 'RequireStrongKey')],
    since(SEVEN, false, true),
  ),
]

const remote: readonly Setting[] = [
  boolean('rdp.enabled', 'Remote Desktop is open', 'off', [
    at(RDP_POLICY, 'fDenyTSConnections'),
    at(String.raw`${CCS}\Control\Terminal Server`, 'fDenyTSConnections'),
  ]),
  boolean('rdp.networkLevelAuthentication', 'Remote Desktop asks who it is before it shows a screen', 'on', [
    at(RDP_POLICY, 'UserAuthentication'),
    at(RDP, 'UserAuthentication'),
  ]),
  number('rdp.securityLayer', 'Remote Desktop: 0 its own old way, 1 negotiated, 2 TLS', [
    at(RDP_POLICY, 'SecurityLayer'),
    at(RDP, 'SecurityLayer'),
  ]),
  number('rdp.encryptionLevel', 'Remote Desktop: 1 low, 2 as the client can, 3 high, 4 FIPS', [
    at(RDP_POLICY, 'MinEncryptionLevel'),
    at(RDP, 'MinEncryptionLevel'),
  ]),
  number('rdp.port', 'Port of Remote Desktop', [at(RDP, 'PortNumber')]),
  boolean(
    'rdp.passwordAlwaysAsked',
    'Remote Desktop asks for the password each time',
    'on',
    [at(RDP_POLICY, 'fPromptForPassword')],
    always(false),
  ),
  boolean(
    'rdp.passwordsSaved',
    'Passwords of Remote Desktop may be kept',
    'off',
    [at(RDP_POLICY, 'DisablePasswordSaving')],
    always(true),
  ),
  boolean('rdp.drivesRedirected', 'The drives of who connects may be used', 'off', [at(RDP_POLICY, 'fDisableCdm')], always(true)),
  number('rdp.idleTimeout', 'Milliseconds until an idle session ends; 0 = never', [at(RDP_POLICY, 'MaxIdleTime')], always(0)),
  boolean('remoteAssistance.enabled', 'Somebody may be asked to help from afar', 'on', [
    at(RDP_POLICY, 'fAllowToGetHelp'),
    at(String.raw`${CCS}\Control\Remote Assistance`, 'fAllowToGetHelp'),
  ]),
  boolean(
    'winrm.server.basic',
    'WinRM takes passwords in clear',
    'on',
    [at(String.raw`${WINRM}\Service`, 'AllowBasic'), at(String.raw`${CV}\WSMAN\Service`, 'auth_basic')],
    always(false),
  ),
  boolean(
    'winrm.server.unencrypted',
    'WinRM talks without encryption',
    'on',
    [at(String.raw`${WINRM}\Service`, 'AllowUnencryptedTraffic'), at(String.raw`${CV}\WSMAN\Service`, 'allow_unencrypted')],
    always(false),
  ),
  boolean(
    'winrm.client.unencrypted',
    'The WinRM client talks without encryption',
    'on',
    [at(String.raw`${WINRM}\Client`, 'AllowUnencryptedTraffic'), at(String.raw`${CV}\WSMAN\Client`, 'allow_unencrypted')],
    always(false),
  ),
]

const memory: readonly Setting[] = [
  number(
    'lsa.protection',
    'RunAsPPL: 0 none, 1 locked in firmware, 2 without the lock',
    [at(LSA, 'RunAsPPL')],
    [
      { from: 0, value: 0 },
      { from: 22_621, value: 'unknown' }, // on by itself for new installations from 11 22H2 on
    ],
  ),
  boolean(
    'wdigest.passwordKept',
    'Passwords lie readable in memory (WDigest)',
    'on',
    [at(String.raw`${CCS}\Control\SecurityProviders\WDigest`, 'UseLogonCredential')],
    since(EIGHT_1, 'unknown', false),
  ),
  boolean('vbs.configured', 'Virtualisation-based security is asked for', 'on', [
    at(String.raw`${POLICIES}\Windows\DeviceGuard`, 'EnableVirtualizationBasedSecurity'),
    at(String.raw`${CCS}\Control\DeviceGuard`, 'EnableVirtualizationBasedSecurity'),
  ]),
  number('credentialGuard.configured', 'Credential Guard is asked for: 0 no, 1 locked in firmware, 2 without the lock', [
    at(String.raw`${POLICIES}\Windows\DeviceGuard`, 'LsaCfgFlags'),
    at(LSA, 'LsaCfgFlags'),
  ]),
  boolean(
    'mitigation.certificatePadding',
    'Signed files with something added are refused (CVE-2013-3900)',
    'on',
    [at(String.raw`${MS}\Cryptography\Wintrust\Config`, 'EnableCertPaddingCheck')],
    always(false),
  ),
  number('mitigation.cpuOverride', 'FeatureSettingsOverride: which mitigations of processor flaws are turned', [
    at(String.raw`${CCS}\Control\Session Manager\Memory Management`, 'FeatureSettingsOverride'),
  ]),
  number('mitigation.cpuOverrideMask', 'FeatureSettingsOverrideMask: 3 makes the override count', [
    at(String.raw`${CCS}\Control\Session Manager\Memory Management`, 'FeatureSettingsOverrideMask'),
  ]),
  boolean(
    'mitigation.safeDllSearch',
    'Libraries are searched in system folders before the current one',
    'on',
    [at(String.raw`${CCS}\Control\Session Manager`, 'SafeDllSearchMode')],
    always(true),
  ),
  boolean('mitigation.sehop', 'Exception handlers cannot be overwritten (SEHOP)', 'off', [
    at(String.raw`${CCS}\Control\Session Manager\kernel`, 'DisableExceptionChainValidation'),
  ]),
]

const PROFILES = [
  ['domain', 'DomainProfile', 'DomainProfile'],
  ['private', 'StandardProfile', 'PrivateProfile'],
  ['public', 'PublicProfile', 'PublicProfile'],
] as const
const firewall: readonly Setting[] = PROFILES.flatMap(([profile, own, policy]) => {
  const places = (name: string, as?: Reading): readonly Place[] => [
    at(`${FIREWALL_POLICY}\\${policy}`, name, as),
    ...(policy === 'PrivateProfile' ? [at(String.raw`${FIREWALL_POLICY}\StandardProfile`, name, as)] : []),
    at(`${FIREWALL}\\${own}`, name, as),
  ]
  return [
    boolean(`firewall.${profile}.enabled`, `The firewall is on in ${profile} networks`, 'on', places('EnableFirewall')),
    boolean(
      `firewall.${profile}.blocksIncoming`,
      `What no rule allows to come in is refused in ${profile} networks`,
      { is: [1] },
      places('DefaultInboundAction'),
      since(VISTA, 'unknown', true),
    ),
    boolean(
      `firewall.${profile}.logsDropped`,
      `Refused packets are logged in ${profile} networks`,
      'on',
      [
        at(`${FIREWALL_POLICY}\\${policy}\\Logging`, 'LogDroppedPackets'),
        at(`${FIREWALL}\\${own}\\Logging`, 'LogDroppedPackets'),
      ],
      always(false),
    ),
  ]
})

const defender: readonly Setting[] = [
  boolean('defender.disabled', 'Defender is turned off', 'on', [
    at(DEFENDER_POLICY, 'DisableAntiSpyware'),
    at(DEFENDER, 'DisableAntiSpyware'),
  ]),
  boolean(
    'defender.realTime',
    'Defender watches as files are opened',
    'off',
    [
      at(String.raw`${DEFENDER_POLICY}\Real-Time Protection`, 'DisableRealtimeMonitoring'),
      at(String.raw`${DEFENDER}\Real-Time Protection`, 'DisableRealtimeMonitoring'),
    ],
    since(TEN, 'unknown', true),
  ),
  boolean('defender.tamperProtection', 'Defender cannot be turned off by programs', { is: [1, 5] }, [
    at(String.raw`${DEFENDER}\Features`, 'TamperProtection'),
  ]),
  text('defender.engine', 'Version of the engine of Defender', [at(String.raw`${DEFENDER}\Signature Updates`, 'EngineVersion')]),
  text('defender.signatures', 'Version of the signatures of Defender', [
    at(String.raw`${DEFENDER}\Signature Updates`, 'AVSignatureVersion'),
  ]),
]

const scripts: readonly Setting[] = [
  boolean(
    'powershell.scriptBlockLogging',
    'PowerShell logs what it runs',
    'on',
    [at(String.raw`${POWERSHELL}\ScriptBlockLogging`, 'EnableScriptBlockLogging')],
    always(false),
  ),
  boolean(
    'powershell.moduleLogging',
    'PowerShell logs the calls of modules',
    'on',
    [at(String.raw`${POWERSHELL}\ModuleLogging`, 'EnableModuleLogging')],
    always(false),
  ),
  boolean(
    'powershell.transcription',
    'PowerShell writes down each session',
    'on',
    [at(String.raw`${POWERSHELL}\Transcription`, 'EnableTranscripting')],
    always(false),
  ),
  text('powershell.executionPolicy', 'Which scripts run', [
    at(POWERSHELL, 'ExecutionPolicy'),
    at(String.raw`${MS}\PowerShell\1\ShellIds\Microsoft.PowerShell`, 'ExecutionPolicy'),
  ]),
  boolean(
    'scriptHost.enabled',
    'Script files run on a double click (Windows Script Host)',
    'on',
    [at(String.raw`${MS}\Windows Script Host\Settings`, 'Enabled')],
    always(true),
  ),
  number(
    'autorun.disabledDrives',
    'NoDriveTypeAutoRun: 255 = AutoRun is off on all drives',
    [at(String.raw`${CV}\Policies\Explorer`, 'NoDriveTypeAutoRun')],
    always(145),
  ),
  boolean(
    'autorun.commandsIgnored',
    'Commands of autorun.inf are not run',
    'on',
    [at(String.raw`${CV}\Policies\Explorer`, 'NoAutorun')],
    since(SEVEN, 'unknown', false),
  ),
  boolean(
    'installer.alwaysElevated',
    'Anybody installs with the rights of the system (half of it: the machine)',
    'on',
    [at(String.raw`${POLICIES}\Windows\Installer`, 'AlwaysInstallElevated')],
    always(false),
  ),
  boolean('smartScreen.enabled', 'Unknown programs from outside are held back', 'on', [
    at(String.raw`${POLICIES}\Windows\System`, 'EnableSmartScreen'),
  ]),
]

const logon: readonly Setting[] = [
  boolean(
    'uac.enabled',
    'Administrators work without their rights until they confirm',
    'on',
    [at(SYSTEM_POLICY, 'EnableLUA')],
    since(VISTA, 'unknown', true),
  ),
  number(
    'uac.adminPrompt',
    'What an administrator is asked: 0 nothing, 1 and 3 password, 2 and 4 consent, 5 consent for other programs',
    [at(SYSTEM_POLICY, 'ConsentPromptBehaviorAdmin')],
    since(SEVEN, 'unknown', 5),
  ),
  number(
    'uac.userPrompt',
    'What others are asked: 0 refused, 1 password on the safe screen, 3 password',
    [at(SYSTEM_POLICY, 'ConsentPromptBehaviorUser')],
    since(SEVEN, 'unknown', 3),
  ),
  boolean(
    'uac.safeScreen',
    'The question stands on a screen of its own',
    'on',
    [at(SYSTEM_POLICY, 'PromptOnSecureDesktop')],
    since(VISTA, 'unknown', true),
  ),
  boolean(
    'uac.builtinFiltered',
    'The built-in administrator too has to confirm',
    'on',
    [at(SYSTEM_POLICY, 'FilterAdministratorToken')],
    since(VISTA, 'unknown', false),
  ),
  boolean(
    'uac.remoteUnfiltered',
    'Local administrators have all rights from afar',
    'on',
    [at(SYSTEM_POLICY, 'LocalAccountTokenFilterPolicy')],
    since(VISTA, 'unknown', false),
  ),
  boolean(
    'logon.lastNameHidden',
    'The name of who was there last is not shown',
    'on',
    [at(SYSTEM_POLICY, 'DontDisplayLastUserName')],
    always(false),
  ),
  number(
    'logon.inactivitySeconds',
    'Seconds until the screen locks itself; 0 = never',
    [at(SYSTEM_POLICY, 'InactivityTimeoutSecs')],
    always(0),
  ),
  text('logon.notice', 'Text before logon', [at(SYSTEM_POLICY, 'legalnoticetext')]),
  text(
    'logon.cached',
    'How many logons are kept for when the domain is away',
    [at(String.raw`${MS}\Windows NT\CurrentVersion\Winlogon`, 'CachedLogonsCount')],
    always('10'),
  ),
  text(
    'logon.automatic',
    'Who logs on without being asked: `1` = somebody',
    [at(String.raw`${MS}\Windows NT\CurrentVersion\Winlogon`, 'AutoAdminLogon')],
    always('0'),
  ),
  boolean(
    'audit.commandLines',
    'The log of new processes holds their command line',
    'on',
    [at(String.raw`${SYSTEM_POLICY}\Audit`, 'ProcessCreationIncludeCmdLine_Enabled')],
    always(false),
  ),
  boolean('audit.subcategoriesForced', 'Subcategories of the audit policy beat the old categories', 'on', [
    at(LSA, 'SCENoApplyLegacyAuditPolicy'),
  ]),
]

const network: readonly Setting[] = [
  boolean(
    'llmnr.enabled',
    'Names are asked of the neighbours (LLMNR)',
    'on',
    [at(String.raw`${POLICIES}\Windows NT\DNSClient`, 'EnableMulticast')],
    since(VISTA, false, true),
  ),
  boolean(
    'mdns.enabled',
    'Names are asked of the neighbours (mDNS)',
    'on',
    [at(String.raw`${CCS}\Services\Dnscache\Parameters`, 'EnableMDNS')],
    since(17_763, 'unknown', true),
  ),
  boolean('dotnet.strongCrypto', '.NET Framework takes strong TLS only', 'on', [
    at(String.raw`${MS}\.NETFramework\v4.0.30319`, 'SchUseStrongCrypto'),
  ]),
  boolean('print.driversByAdminsOnly', 'Only administrators install printer drivers', 'on', [
    at(String.raw`${POLICIES}\Windows NT\Printers\PointAndPrint`, 'RestrictDriverInstallationToAdministrators'),
  ]),
  boolean(
    'print.remoteConnections',
    'The spooler takes jobs from other machines',
    { is: [1] },
    [at(String.raw`${POLICIES}\Windows NT\Printers`, 'RegisterSpoolerRemoteRpcEndPoint')],
    since(VISTA, 'unknown', true),
  ),
  boolean(
    'print.warnsOnInstall',
    'A new printer driver is asked about',
    'off',
    [at(String.raw`${POLICIES}\Windows NT\Printers\PointAndPrint`, 'NoWarningNoElevationOnInstall')],
    since(VISTA, 'unknown', true),
  ),
  boolean(
    'secureBoot.enabled',
    'Secure Boot is on',
    'on',
    [at(String.raw`${CCS}\Control\SecureBoot\State`, 'UEFISecureBootEnabled')],
    always(false),
  ),
  text('secureBoot.certificates2023', 'How far the certificates of 2023 are: `NotStarted`, `InProgress`, `Updated`', [
    at(String.raw`${CCS}\Control\SecureBoot\Servicing`, 'UEFICA2023Status'),
  ]),
  boolean(
    'laps.old',
    'The old LAPS sets the password of the local administrator',
    'on',
    [at(String.raw`${POLICIES} Services\AdmPwd`, 'AdmPwdEnabled')],
    always(false),
  ),
  number(
    'laps.backup',
    'LAPS keeps the password of the local administrator: 0 nowhere, 1 Entra, 2 Active Directory',
    [
      at(String.raw`${MS}\Policies\LAPS`, 'BackupDirectory'),
      at(String.raw`${CV}\Policies\LAPS`, 'BackupDirectory'),
      at(String.raw`${CV}\LAPS\Config`, 'BackupDirectory'),
    ],
    always(0),
  ),
  text('time.source', 'Where the clock comes from: `NT5DS` domain, `NTP` a server, `NoSync` nowhere', [
    at(String.raw`${POLICIES}\W32Time\Parameters`, 'Type'),
    at(String.raw`${CCS}\Services\W32Time\Parameters`, 'Type'),
  ]),
  text('time.server', 'Server of the clock', [
    at(String.raw`${POLICIES}\W32Time\Parameters`, 'NtpServer'),
    at(String.raw`${CCS}\Services\W32Time\Parameters`, 'NtpServer'),
  ]),
  boolean(
    'usbStorage.denied',
    'Removable media are refused by policy',
    'on',
    [at(String.raw`${POLICIES}\Windows\RemovableStorageDevices`, 'Deny_All')],
    always(false),
  ),
  ...['Application', 'Security', 'System'].map((log) =>
    number(`log.${log.toLowerCase()}.bytesMax`, `Size of the log ${log} in bytes; by policy in KiB × 1024`, [
      at(`${CCS}\\Services\\EventLog\\${log}`, 'MaxSize'),
    ]),
  ),
]

const updates: readonly Setting[] = [
  text('updates.server', 'Server of updates (WSUS)', [at(UPDATE, 'WUServer')]),
  boolean(
    'updates.usesServer',
    'Updates come from the server of updates',
    'on',
    [at(String.raw`${UPDATE}\AU`, 'UseWUServer')],
    always(false),
  ),
  number(
    'updates.automatic',
    'AUOptions: 2 asks before loading, 3 before installing, 4 installs by plan, 5 the administrator chooses',
    [at(String.raw`${UPDATE}\AU`, 'AUOptions'), at(String.raw`${CV}\WindowsUpdate\Auto Update`, 'AUOptions')],
  ),
  boolean(
    'updates.off',
    'Automatic updates are turned off by policy',
    'on',
    [at(String.raw`${UPDATE}\AU`, 'NoAutoUpdate')],
    always(false),
  ),
  boolean(
    'updates.noRestartWhileLoggedOn',
    'No restart while somebody is logged on',
    'on',
    [at(String.raw`${UPDATE}\AU`, 'NoAutoRebootWithLoggedOnUsers')],
    always(false),
  ),
  boolean(
    'updates.internetBlocked',
    'Windows Update on the internet is not used',
    'on',
    [at(UPDATE, 'DoNotConnectToWindowsUpdateInternetLocations')],
    always(false),
  ),
  number(
    'updates.deferQualityDays',
    'Days that updates are held back',
    [at(UPDATE, 'DeferQualityUpdatesPeriodInDays')],
    always(0),
  ),
  text('updates.lastSearch', 'Last successful search for updates (UTC), 7 to 8.1', [
    at(String.raw`${CV}\WindowsUpdate\Auto Update\Results\Detect`, 'LastSuccessTime'),
  ]),
  text('updates.lastInstall', 'Last successful installation of updates (UTC), 7 to 8.1', [
    at(String.raw`${CV}\WindowsUpdate\Auto Update\Results\Install`, 'LastSuccessTime'),
  ]),
]

/** SCHANNEL: `Enabled` 0 turns a protocol off. What holds without it: SSL 2 ends with Vista, TLS 1.1 and 1.2 are on from 8 on. */
const PROTOCOLS: readonly (readonly [fact: string, key: string, otherwise: readonly Default[]])[] = [
  ['ssl2', 'SSL 2.0', since(TEN_1607, 'unknown', false)],
  ['ssl3', 'SSL 3.0', since(TEN_1607, true, false)],
  ['tls10', 'TLS 1.0', since(ELEVEN_24H2, true, 'unknown')],
  [
    'tls11',
    'TLS 1.1',
    [
      { from: 0, value: false },
      { from: SEVEN, value: 'unknown' },
      { from: 9_200, value: true },
      { from: ELEVEN_24H2, value: 'unknown' },
    ],
  ],
  [
    'tls12',
    'TLS 1.2',
    [
      { from: 0, value: false },
      { from: SEVEN, value: 'unknown' },
      { from: 9_200, value: true },
    ],
  ],
  ['tls13', 'TLS 1.3', since(20_348, false, true)],
]
const tls: readonly Setting[] = PROTOCOLS.flatMap(([fact, name, otherwise]) =>
  (['Server', 'Client'] as const).map((side) =>
    boolean(
      `tls.${fact}.${side.toLowerCase()}`,
      `${name} is open on the ${side.toLowerCase()} side`,
      'on',
      [at(`${SCHANNEL}\\${name}\\${side}`, 'Enabled')],
      otherwise,
    ),
  ),
)

export const settings: readonly Setting[] = [
  ...smb,
  ...ntlm,
  ...remote,
  ...memory,
  ...firewall,
  ...defender,
  ...scripts,
  ...logon,
  ...network,
  ...updates,
  ...tls,
]
