/** Settings of each person whose hive is loaded: Office macros, lock of the screen. Others are a blind spot, since loading is writing. */
import type { InventoryPart } from '@hygie/core/inventory/inventory'
import { FactList } from '../../linux/fact-list.ts'
import type { RegistryView } from '../registry/view.ts'

const APPS = ['access', 'excel', 'ms project', 'outlook', 'powerpoint', 'publisher', 'visio', 'word']
const PERSON = /^S-1-(?:5-21|12-1)-[\d-]+$/i

export function readPeople(view: RegistryView): InventoryPart {
  const facts = new FactList()
  const people = view.subkeys('HKU').filter((sid) => PERSON.test(sid))
  if (people.length === 0)
    return {
      facts: facts.map,
      unknown: [
        { what: 'settings and programs of people', why: 'nobody was logged on: their part of the registry was not loaded' },
      ],
    }
  macroFacts(view, people, facts)
  const open = people.filter((sid) => isOpen(view, sid))
  const isSeen = people.every((sid) => view.key(`HKU\\${sid}\\Control Panel\\Desktop`) !== 'unseen')
  if (isSeen) facts.list('windows.screenLock.without', open, 'HKU')
  return { facts: facts.map }
}

/** VBAWarnings: 1 all run, 2 asks, 3 signed only, 4 none. */
function macroFacts(view: RegistryView, people: readonly string[], facts: FactList): void {
  const free: string[] = []
  const fromOutside: string[] = []
  const seen: string[] = []
  for (const sid of people) {
    const policy = `HKU\\${sid}\\Software\\Policies\\Microsoft\\Office`
    const own = `HKU\\${sid}\\Software\\Microsoft\\Office`
    const versions = new Set([...view.subkeys(policy), ...view.subkeys(own)].filter((name) => /^\d{2}\.0$/.test(name)))
    for (const version of versions) {
      const apps = new Set(
        [...view.subkeys(`${policy}\\${version}`), ...view.subkeys(`${own}\\${version}`)].map((name) => name.toLowerCase()),
      )
      for (const app of APPS) {
        if (!apps.has(app)) continue
        const at = [policy, own].map((root) => `${root}\\${version}\\${app}\\Security`)
        const name = `${sid} ${version} ${app}`
        seen.push(name)
        const warnings = at.map((path) => view.number(path, 'VBAWarnings')).find((value) => value !== undefined)
        if (warnings === 1) free.push(name)
        if (view.number(at[0] ?? '', 'blockcontentexecutionfrominternet') !== 1) fromOutside.push(name)
      }
    }
  }
  facts.list('windows.office.macros.seen', seen, 'HKU')
  facts.list('windows.office.macros.unrestricted', free, 'HKU')
  facts.list('windows.office.macros.internetAllowed', fromOutside, 'HKU')
}

function isOpen(view: RegistryView, sid: string): boolean {
  const at = [
    `HKU\\${sid}\\Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop`,
    `HKU\\${sid}\\Control Panel\\Desktop`,
  ]
  const first = (name: string): string | undefined => at.map((path) => view.text(path, name)).find((value) => value !== undefined)
  return first('ScreenSaveActive') !== '1' || first('ScreenSaverIsSecure') !== '1'
}
