import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

const HARD = 524288
const SYSTEM = 2466170

/** How many connections a process can hold: its soft RLIMIT_NOFILE less the descriptors that are open (getrlimit(2)). No params. */
export const connectionsThatFit: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const soft = pick(random, [256, 1024, 4096, 8192])
    const files = wholeNumber(random, 2, 20)
    const listeners = wholeNumber(random, 1, 2)
    const open = 3 + files + listeners
    const answer = soft - open
    return {
      given: [
        { name: 'ulimit -Sn', value: String(soft) },
        { name: 'ulimit -Hn', value: String(HARD) },
        { name: 'fs.file-max', value: String(SYSTEM) },
        {
          name: 'open in the process',
          value: `descriptors 0, 1 and 2, ${files} files, ${listeners} listening`,
        },
      ],
      answer,
      working: [
        `The soft limit counts: descriptors 0 to ${soft - 1} may exist, ${soft} of them.`,
        `Open already: 3 + ${files} + ${listeners} = ${open}.`,
        `${soft} − ${open} = ${answer}`,
      ],
      wrong: [
        {
          number: soft,
          misconception: 'Connections alone count against the limit',
          why: 'Every descriptor counts, files and listeners too.',
        },
        {
          number: soft - 3 - files,
          misconception: 'Listening sockets need no descriptor',
          why: 'A listener is a socket, and it takes a descriptor.',
        },
        {
          number: soft - files - listeners,
          misconception: 'Input, output and errors are free',
          why: 'Descriptors 0, 1 and 2 are open as well.',
        },
        {
          number: soft - 1 - open,
          misconception: 'The limit is the largest descriptor',
          why: 'It is one more than the largest descriptor (getrlimit(2)).',
        },
        {
          number: HARD - open,
          misconception: 'The hard limit is the one that applies',
          why: 'The hard limit says how far the process may raise the soft one. Nobody raised it.',
        },
        {
          number: SYSTEM - open,
          misconception: 'fs.file-max is the limit of a process',
          why: 'It is for the whole machine.',
        },
      ],
    }
  },
}
