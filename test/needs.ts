// What the tests need of the machine beyond npm packages. `npm test` installs it when it runs as root on a Debian-like
// system; elsewhere the tests that need it say why they are skipped.

export type Need = { readonly debianPackage: string; readonly program: string; readonly why: string }

export const needs: readonly Need[] = [
  {
    debianPackage: 'openssh-server',
    program: '/usr/sbin/sshd',
    why: 'the SSH transport is tested against a real server on the loopback',
  },
  {
    debianPackage: 'chromium',
    program: '/usr/bin/chromium',
    why: 'the HTML report is looked at in a real browser',
  },
  {
    debianPackage: 'openssl',
    program: '/usr/bin/openssl',
    why: 'fetching is tested against servers with certificates made for the test',
  },
]
