import assert from 'node:assert/strict'
import { test } from 'node:test'
import { suseLines } from './suse.ts'

for (const [product, expected] of [
  ['SUSE Linux Enterprise Server 15 SP5', 'sles:15.5'],
  ['SUSE Linux Enterprise Server 12', 'sles:12'],
  ['SUSE Linux Enterprise Server 15 SP3-LTSS', 'sles:15.3 only with LTSS support'],
  ['SUSE Linux Enterprise Server 11 SP4 LTSS', 'sles:11.4 only with LTSS support'],
  ['SUSE Linux Enterprise Server 11 SP1-TERADATA', 'sles:11.1 only with TERADATA support'],
  ['SUSE Linux Enterprise Server for SAP Applications 15 SP1', 'sles_sap:15.1'],
  ['SUSE Linux Enterprise Desktop 12 SP1', 'sled:12.1'],
  ['SUSE Linux Enterprise High Performance Computing 15 SP3-ESPOS', 'sle_hpc:15.3 only with ESPOS support'],
  ['SUSE Linux Enterprise Module for Basesystem 15 SP4', 'suse:15.4'],
  ['SUSE Linux Enterprise Module for Web and Scripting 12', 'suse:12 suse:12.1 suse:12.2 suse:12.3 suse:12.4 suse:12.5'],
  ['SUSE Linux Enterprise Workstation Extension 12 SP1', 'suse:12.1'],
  ['SUSE Package Hub 15 SP5', 'suse:15.5'],
  ['SUSE Linux Enterprise Micro 5.3', 'sle-micro:5.3'],
  ['SUSE Linux Micro 6.0', 'sl-micro:6.0'],
  ['openSUSE Leap 15.5', 'opensuse-leap:15.5'],
  ['openSUSE Leap Micro 5.4', 'opensuse-leap-micro:5.4'],
  ['openSUSE Tumbleweed', 'opensuse-tumbleweed:rolling'],
  ['openSUSE 13.2', 'opensuse:13.2'],
  ['SUSE OpenStack Cloud 9', ''],
  ['Container suse/sles/15.5', ''],
  ['SUSE Linux Enterprise Server', ''],
  ['', ''],
] as const)
  test(`${product} is ${expected}`, () => {
    const shown = suseLines(product).map(({ distribution, release, note = '' }) => `${distribution}:${release} ${note}`.trim())
    assert.equal(shown.join(' '), expected)
  })
