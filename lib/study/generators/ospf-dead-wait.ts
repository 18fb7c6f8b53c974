import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** RFC 2328, 10.3: the inactivity timer runs for RouterDeadInterval from the last hello that was heard. */
export const ospfDeadWait: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const hello = pick(random, [5, 10, 15, 30])
    const dead = hello * 4
    const since = wholeNumber(random, 1, hello - 1)
    const answer = dead - since
    const wrong = [
      {
        number: dead,
        misconception: 'The dead interval begins with the cut',
        why: `It runs since the last hello, and that came ${since} s before the cut.`,
      },
      {
        number: dead + since,
        misconception: 'The time since the last hello is added',
        why: 'That part of the dead interval was over when the cut came.',
      },
      {
        number: hello - since,
        misconception: 'One missing hello is enough',
        why: 'That is when the first hello is missing. The neighbour is given up after the whole dead interval.',
      },
      {
        number: hello,
        misconception: 'The hello interval is the time of detection',
        why: 'Hellos may get lost one by one; the dead interval allows for several.',
      },
    ]
    return {
      given: [
        { name: 'hello interval', value: `${hello} s` },
        { name: 'dead interval', value: `${dead} s` },
        { name: 'last hello heard', value: `${since} s before the cut` },
        { name: 'carrier', value: 'stays' },
      ],
      answer,
      unit: 's',
      working: [
        `The neighbour is given up ${dead} s after its last hello.`,
        `${since} s of them were over at the cut: ${dead} − ${since} = ${answer}`,
      ],
      wrong: wrong.filter(
        ({ number }, index) =>
          number !== answer && wrong.findIndex((each) => each.number === number) === index,
      ),
    }
  },
}
