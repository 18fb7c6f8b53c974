import { expect, test } from 'vitest'
import { matchesRow } from './row-match'

const https = { text: '443 TCP, UDP https Web pages, encrypted', block: null }
const alt = { text: '8080 TCP http-alt Web server of a developer', block: null }
const home = { text: '192.168.0.0/16 Private-Use', block: '192.168.0.0/16' }
const anywhere = { text: '0.0.0.0/8 This network', block: '0.0.0.0/8' }

test.each([
  ['nothing finds everything', '  ', https, true],
  ['a port by its number', '443', https, true],
  ['a number by its beginning', '80', alt, true],
  ['a number not from its middle', '43', https, false],
  ['a part of a number after a dot is not its beginning', '168', home, false],
  ['a word, whatever the case', 'WEB', https, true],
  ['all words, in any order', 'encrypted web', https, true],
  ['one word that is missing', 'web mail', https, false],
  ['an address inside of the block', '192.168.7.9', home, true],
  ['a smaller block inside of it', '192.168.7.0/24', home, true],
  ['an address outside of it', '192.169.0.1', home, false],
  ['an address of another block', '10.0.0.1', anywhere, false],
])('%s', (_, search, row, found) => {
  expect(matchesRow(search, row)).toBe(found)
})
