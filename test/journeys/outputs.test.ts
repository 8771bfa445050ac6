/** Where results go when the place is awkward or the run is stopped: nothing of the machine is replaced, no half file stays. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { before, test } from 'node:test'
import { hostTarget, newHome, sample } from './cli.ts'

const home = newHome()
before(() => {
  const built = home.hygie('kb', 'build', '--mirror', join(sample, 'mirror'))
  assert.equal(built.status, 0, built.stderr)
})

test('a device as output is written, not replaced by a file', (t) => {
  if (process.platform === 'win32') return t.skip('no device files')
  // In the folder of devices only root could do harm; a link to a device is followed the same way.
  symlinkSync('/dev/null', join(home.path, 'nowhere'))
  assert.equal(home.hygie('audit', ...hostTarget, '--output', join(home.path, 'nowhere')).status, 0)
  assert.ok(lstatSync(join(home.path, 'nowhere')).isSymbolicLink())
  assert.ok(lstatSync('/dev/null').isCharacterDevice())
})

test('a link as output keeps leading where it led', (t) => {
  if (process.platform === 'win32') return t.skip('links need rights')
  writeFileSync(join(home.path, 'real.json'), 'old')
  symlinkSync('real.json', join(home.path, 'link.json'))
  assert.equal(home.hygie('audit', ...hostTarget, '-f', 'json', '-o', join(home.path, 'link.json')).status, 0)
  assert.ok(lstatSync(join(home.path, 'link.json')).isSymbolicLink())
  assert.match(readFileSync(join(home.path, 'real.json'), 'utf8'), /"format": "hygie.audit\/1"/)
})

test('a folder as output is an error that says so', () => {
  const { status, stderr } = home.hygie('audit', ...hostTarget, '--output', home.path)
  assert.equal(status, 4)
  assert.match(stderr, /^hygie: Cannot write ".*": it is a folder; name a file in it\n$/)
  const built = home.hygie('kb', 'build', '--mirror', join(sample, 'mirror'), '--out', home.path)
  assert.equal(built.status, 4)
  assert.match(built.stderr, /there is something that is no file/)
})

test('a mirror without feeds leaves the knowledge that is there as it is', () => {
  const empty = join(home.path, 'empty')
  mkdirSync(empty)
  const kept = readFileSync(join(home.path, 'knowledge.hygie'))
  const { status, stdout, stderr } = home.hygie('kb', 'build', '--mirror', empty)
  assert.equal(status, 4)
  assert.equal(stdout, '')
  assert.match(stderr, /^hygie: Cannot find any feed in .*: nothing was built\n$/)
  assert.ok(readFileSync(join(home.path, 'knowledge.hygie')).equals(kept))
})

test('what a killed build left behind goes away with the next one; what a running one uses stays', () => {
  const dead = join(home.path, 'knowledge.hygie.999999999.stage')
  const living = join(home.path, `knowledge.hygie.${process.pid}.stage`)
  const foreign = join(home.path, 'knowledge.hygie.notes.new')
  for (const file of [dead, living, foreign]) writeFileSync(file, '')
  assert.equal(home.hygie('kb', 'build', '--mirror', join(sample, 'mirror')).status, 0)
  assert.deepEqual(
    [dead, living, foreign].map((file) => existsSync(file)),
    [false, true, true],
  )
})

test('a stopped run ends by its signal and leaves no half file', async (t) => {
  if (process.platform === 'win32') return t.skip('no signals')
  const folder = join(home.path, 'stopped')
  mkdirSync(folder)
  const output = join(dirname(dirname(import.meta.dirname)), 'packages', 'cli', 'src', 'output.ts')
  const program = `
    const { openOutput } = await import(${JSON.stringify(output)})
    openOutput(${JSON.stringify(join(folder, 'report.html'))}).sink('half')
    process.stdout.write('begun')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((done) => child.stdout.once('data', done))
  assert.equal(readdirSync(folder).length, 1)
  child.kill('SIGINT')
  const signal = await new Promise((done) => child.on('exit', (_code, by) => done(by)))
  assert.equal(signal, 'SIGINT')
  assert.deepEqual(readdirSync(folder), [])
})
