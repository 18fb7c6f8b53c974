import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

const PORTS = 65536

/** How many connections some client addresses can have to one server port: ephemeral ports times addresses (ip(7)). No params. */
export const clientPorts: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const low = pick(random, [32768, 40000, 49152, 50000])
    const count = wholeNumber(random, 2, 10) * 1000
    const high = low + count - 1
    const clients = wholeNumber(random, 2, 6)
    const answer = count * clients
    return {
      given: [
        { name: 'ip_local_port_range of each client', value: `${low} ${high}` },
        { name: 'client addresses', value: String(clients) },
        { name: 'server', value: '192.0.2.80, TCP 443' },
      ],
      answer,
      working: [
        `Both ends of the range count: ${high} − ${low} + 1 = ${count} ports for each address.`,
        `${count} × ${clients} addresses = ${answer}`,
      ],
      wrong: [
        {
          number: (count - 1) * clients,
          misconception: 'The number of ports is the difference of the ends',
          why: 'Both ends belong to the range, so it is one more.',
        },
        {
          number: count,
          misconception: 'A client port can be used once in all the world',
          why: 'Another address may use the same port: the pair differs.',
        },
        {
          number: PORTS,
          misconception: 'The server needs a port for each connection',
          why: 'Its port is 443 in all of them.',
        },
        {
          number: PORTS - 1,
          misconception: 'The server needs a port for each connection',
          why: 'Its port is 443 in all of them.',
        },
        {
          number: 1,
          misconception: 'One port means one connection',
          why: 'The listener stays free. Each connection is a socket of its own.',
        },
      ],
    }
  },
}
