/** RFC 862: what comes in goes back. */
import type { Dissection, Registration } from './dissect'
import { Field, field, formatFlag, octets, storedField } from './field'
import { destinationPortOf } from './udp'

const REQUEST = storedField('echo.request', formatFlag)
const RESPONSE = storedField('echo.response', formatFlag)
const DATA = field('echo.data', octets)

const ECHO_PORT = 7

export const echo: Registration = {
  dissect: dissectEcho,
  stream: (into, bytes, offset, end) => {
    dissectEcho(into, bytes, offset, end)
    return end - offset
  },
  udpPort: [ECHO_PORT],
  tcpPort: [ECHO_PORT],
}

function dissectEcho(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  const transport = into.layers.at(-1)
  const layer = into.begin('echo', bytes, offset, end - offset)
  const towards = transport && destinationPortOf(transport.bytes, transport.offset) === ECHO_PORT
  layer.fields.push(
    new Field(towards ? REQUEST : RESPONSE, offset, 0, 1),
    new Field(DATA, offset, end - offset, bytes),
  )
}
