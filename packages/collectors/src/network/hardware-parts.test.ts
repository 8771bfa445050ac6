import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { hardwareParts } from './hardware-parts.ts'

test('parts are read in each layout with place, model and serial number', () => {
  const named =
    'NAME: "Switch 1", DESCR: "WS-C3850-24T"\nPID: WS-C3850-24T , VID: V07 , SN: FOC1A2B3C4D\n\nNAME: "GigabitEthernet1/0/1", DESCR: "1000BaseSX"\nPID: GLC-SX-MMD\n'
  assert.deepEqual(hardwareParts(named), [
    { place: 'Switch 1', model: 'WS-C3850-24T', serial: 'FOC1A2B3C4D' },
    { place: 'GigabitEthernet1/0/1', model: 'GLC-SX-MMD', serial: '' },
  ])
  const table =
    'Mod Ports Card Type              Model          Serial No.\n---+-----+----------------------+--------------+-----------\n1   48   48-Port UPOE           C9400-LC-48U     JAE22AAAAAA\n4   0    Unknown Module\n\n5 x y z C9400 JAE22AAAAAZ\n'
  assert.deepEqual(hardwareParts(table), [{ place: '1', model: 'C9400-LC-48U', serial: 'JAE22AAAAAA' }])
  const comware = 'Slot 1 CPU 0:\nDEVICE_NAME          : 5130\nDEVICE_SERIAL_NUMBER : CN1\n\nFan 1:\nDEVICE_NAME : NONE\n'
  assert.deepEqual(hardwareParts(comware), [{ place: 'Slot 1 CPU 0', model: '5130', serial: 'CN1' }])
})

test('property: any text is taken, and no part comes of prose', () => {
  fc.assert(fc.property(fc.string(), (text) => void hardwareParts(text)))
  assert.deepEqual(hardwareParts('The module in slot 3 has model X and serial Y\n---\n'), [])
})
