'use client'

import { Glyph } from '@/components/ui/glyph'
import { saveFile } from '@/components/ui/save-file'

/** Hands the reader a run as a .pcap, to open in Wireshark. `capture` makes the file's bytes when it is asked for, perhaps with code that is fetched then. */
export function SaveCapture({
  name,
  capture,
}: {
  readonly name: string
  readonly capture: () => Uint8Array | Promise<Uint8Array>
}) {
  return (
    <button
      type="button"
      className="btn sm needs-script"
      onClick={async () => saveFile(`${name}.pcap`, await capture(), 'application/vnd.tcpdump.pcap')}
    >
      <Glyph name="down" size="i" />
      Download .pcap
    </button>
  )
}
