'use client'

import { freePlay, type Situation, situations } from '@/lib/net/nat-lab/situations'

const ALL: readonly Situation[] = [...situations, ...freePlay]

/** Every situation as a hop list; on a phone as a list to choose from. */
export function SituationList({
  id,
  current,
  seen,
  onChoose,
}: {
  readonly id: string
  readonly current: string
  readonly seen: readonly string[]
  readonly onChoose: (situation: string) => void
}) {
  return (
    <div className="scn">
      <p className="scnh" id={`${id}-situations`}>
        Situations
      </p>
      <select
        className="psel"
        aria-labelledby={`${id}-situations`}
        value={current}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {ALL.map((situation, index) => (
          <option key={situation.id} value={situation.id}>
            {index + 1} of {ALL.length}: {situation.title}
          </option>
        ))}
      </select>
      <ol className="hops">
        {ALL.map((situation, index) => {
          const now = situation.id === current
          const done = seen.includes(situation.id)
          return (
            <li
              key={situation.id}
              className={[
                index === 0 && 'first',
                index === ALL.length - 1 && 'last',
                now ? 'now' : !done && 'todo',
              ]
                .filter(Boolean)
                .join(' ')}
            >
              <span className="dot" />
              <button
                type="button"
                aria-current={now ? 'step' : undefined}
                onClick={() => onChoose(situation.id)}
              >
                {situation.title}
                {done && !now && <span className="vh">, seen</span>}
              </button>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
