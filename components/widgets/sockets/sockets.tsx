import { runActs } from '@/lib/net/socket-lab/lab'
import { situations } from '@/lib/net/socket-lab/situations'
import { Island } from '../frame/island'
import { SocketsPlayer } from './sockets-player'
import { SocketsTwin } from './sockets-twin'

/**
 * Which socket gets a packet: programs bind, clients send, and the engine's kernel looks. `show` names the situations of
 * lib/net/socket-lab, all of them if it is left out; the reader goes on from the end of any.
 */
export function Sockets({
  title,
  show,
  ask,
}: {
  readonly title: string
  readonly show?: readonly string[]
  readonly ask?: string
}) {
  const names = show ?? situations.map(({ name }) => name)
  const shown = names.map((name) => {
    const found = situations.find((situation) => situation.name === name)
    if (!found) {
      const known = situations.map((situation) => situation.name).join(', ')
      throw new Error(`Sockets: there is no situation ${name}; there are ${known}`)
    }
    return { name, label: found.label, moments: runActs(found.acts) }
  })
  const id = `sockets-${names[0]}`
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="sockets"
        of={SocketsPlayer}
        player={{ id, title, situations: shown }}
        textId={`${id}-text`}
      />
      <figcaption className="cap">
        Every step ran on the course’s engine: three machines on one switch, 0.5 s of their time for each
        step. The table is what its <code>ss -tuan</code> prints on the server: TCP and UDP, all sockets, in
        numbers.
        <SocketsTwin id={`${id}-text`} situations={shown} />
      </figcaption>
    </figure>
  )
}
