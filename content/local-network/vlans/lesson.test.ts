import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tellNetwork } from '@/components/widgets/network/network-story'
import { readNetworkFile } from '@/lib/course/network-file'
import { readCapture } from '@/lib/net/wire/pcap'

const here = (file: string) => new URL(file, import.meta.url)

function story(file: string, name: string) {
  const json = JSON.parse(readFileSync(here(`networks/${file}`), 'utf8'))
  const found = tellNetwork(readNetworkFile(json), file).situations.find((each) => each.name === name)
  if (!found) throw new Error(`${file} has no situation ${name}`)
  return found
}

/** "desk > left: no tag" for each frame of an echo request. */
function tagsOnTheWay(name: string) {
  const { steps, frames } = story('trunk.json', name)
  return steps.flatMap(({ flights }) =>
    flights
      .filter(({ frame }) =>
        frames[frame].chips.some(({ fields }) => fields.some(({ value }) => value.includes('echo request'))),
      )
      .map(({ from, to, frame }) => {
        const tag = frames[frame].chips.find(({ protocol }) => protocol === 'vlan')?.fields[0].value
        return `${from.node} > ${to?.node}: ${tag ?? 'no tag'}`
      }),
  )
}

describe('trunk.json', () => {
  it('same VLAN: tagged on the trunk and nowhere else', () => {
    expect(tagsOnTheWay('same')).toEqual([
      'desk > left: no tag',
      'left > right: 10',
      'right > printer: no tag',
    ])
  })

  it('by the router: the ping crosses its cable twice, with tag 10 and with tag 20', () => {
    expect(tagsOnTheWay('routed')).toEqual([
      'desk > left: no tag',
      'left > router: 10',
      'router > left: 20',
      'left > right: 20',
      'right > phone: no tag',
    ])
  })

  it('same network, other VLAN: Phone never hears the question', () => {
    const { steps } = story('trunk.json', 'address-only')
    expect(steps.flatMap(({ flights }) => flights).some(({ to }) => to?.node === 'phone')).toBe(false)
    expect(steps.at(-1)?.sentence).toContain('host unreachable')
  })

  it('trunk without VLAN 10: the right switch is named', () => {
    const end = story('trunk.json', 'pruned').steps.at(-1)
    expect(end?.sentence).toContain('on Right switch, by: VLANs of the switch')
  })
})

describe('hopping.json', () => {
  it('an access port refuses the tag', () => {
    expect(story('hopping.json', 'access').steps.at(-1)?.sentence).toContain(
      'Port p-visitor does not carry the VLAN',
    )
  })

  it('a trunk lets the visitor into VLAN 20', () => {
    expect(story('hopping.json', 'became-trunk').steps.at(-1)?.worked).toBe(true)
  })
})

it('the same ping has 102 bytes on the trunk and 98 on the access port; the tag begins at byte 12', () => {
  const frame = (name: string) =>
    readCapture(readFileSync(here(`../../../public/captures/${name}.pcap`))).frames[2].bytes
  const [trunk, access] = [frame('vlan-trunk'), frame('vlan-access-port')]
  expect([trunk.length, access.length]).toEqual([102, 98])
  expect([...trunk.subarray(12, 16)]).toEqual([0x81, 0x00, 0x00, 10])
  expect([...trunk.subarray(16)]).toEqual([...access.subarray(12)])
})
