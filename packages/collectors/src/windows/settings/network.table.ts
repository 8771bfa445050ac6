/** Settings of what others reach and of how this machine proves who it is: SMB, NTLM, Kerberos, LDAP, remote access, firewall, names, TLS. */
import {
  CCS,
  MS,
  CV,
  POLICIES,
  always,
  at,
  boolean,
  builds,
  number,
  since,
  text,
  type Default,
  type Place,
  type Reading,
  type Setting,
} from './setting.ts'

const LSA = String.raw`${CCS}\Control\Lsa`
const SERVER = String.raw`${CCS}\Services\LanmanServer\Parameters`
const CLIENT = String.raw`${CCS}\Services\LanmanWorkstation\Parameters`
const CLIENT_POLICY = String.raw`${POLICIES}\Windows\LanmanWorkstation`
const RDP = String.raw`${CCS}\Control\Terminal Server\WinStations\RDP-Tcp`
const RDP_POLICY = String.raw`${POLICIES}\Windows NT\Terminal Services`
const SYSTEM_POLICY = String.raw`${CV}\Policies\System`
const FIREWALL = String.raw`${CCS}\Services\SharedAccess\Parameters\FirewallPolicy`
const FIREWALL_POLICY = String.raw`${POLICIES}\WindowsFirewall`
const SCHANNEL = String.raw`${CCS}\Control\SecurityProviders\SCHANNEL\Protocols`
const WINRM = String.raw`${POLICIES}\Windows\WinRM`

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
    since(builds.ten1709, true, 'unknown'), // off on Enterprise and servers, on for Home and Pro until 24H2
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
      { from: builds.vista, value: 3 },
    ],
  ),
  boolean(
    'ntlm.lmHashStored',
    'The weak LM hash of each new password is kept',
    'off',
    [at(LSA, 'NoLMHash')],
    since(builds.vista, true, false),
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
    since(builds.seven, 0, 536_870_912),
  ),
  number(
    'ntlm.serverMinimum',
    'NtlmMinServerSec: 537395200 = NTLMv2 session security and 128 bits',
    [at(String.raw`${LSA}\MSV1_0`, 'NtlmMinServerSec')],
    since(builds.seven, 0, 536_870_912),
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
    since(builds.seven, false, true),
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
      since(builds.vista, 'unknown', true),
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

const network: readonly Setting[] = [
  boolean(
    'llmnr.enabled',
    'Names are asked of the neighbours (LLMNR)',
    'on',
    [at(String.raw`${POLICIES}\Windows NT\DNSClient`, 'EnableMulticast')],
    since(builds.vista, false, true),
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
    since(builds.vista, 'unknown', true),
  ),
  boolean(
    'print.warnsOnInstall',
    'A new printer driver is asked about',
    'off',
    [at(String.raw`${POLICIES}\Windows NT\Printers\PointAndPrint`, 'NoWarningNoElevationOnInstall')],
    since(builds.vista, 'unknown', true),
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

/** SCHANNEL: `Enabled` 0 turns a protocol off. What holds without it: SSL 2 ends with Vista, TLS 1.1 and 1.2 are on from 8 on. */
const PROTOCOLS: readonly (readonly [fact: string, key: string, otherwise: readonly Default[]])[] = [
  ['ssl2', 'SSL 2.0', since(builds.ten1607, 'unknown', false)],
  ['ssl3', 'SSL 3.0', since(builds.ten1607, true, false)],
  ['tls10', 'TLS 1.0', since(builds.eleven24h2, true, 'unknown')],
  [
    'tls11',
    'TLS 1.1',
    [
      { from: 0, value: false },
      { from: builds.seven, value: 'unknown' },
      { from: 9_200, value: true },
      { from: builds.eleven24h2, value: 'unknown' },
    ],
  ],
  [
    'tls12',
    'TLS 1.2',
    [
      { from: 0, value: false },
      { from: builds.seven, value: 'unknown' },
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

export const networkSettings: readonly Setting[] = [...smb, ...ntlm, ...remote, ...firewall, ...network, ...tls]
