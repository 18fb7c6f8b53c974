'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { LayerBadge } from '@/components/ui/layer-badge'
import { formatIpv4, type Ipv4, readIpv4 } from '@/lib/net/addr/ipv4'
import { describeLookup } from '@/lib/net/explain/describe-lookup'
import { explainLookup } from '@/lib/net/node/route-match'
import { ipRoute, routeLine } from '@/lib/net/shell/ip-route'
import { DestinationField } from './destination-field'
import { DestinationBits } from './entry-bits'
import { EntryList } from './entry-list'
import { type Line, machineOf, type RouteTableStart, run } from './machine-of'
import { RouteForm, type Told } from './route-form'
import { RouteTwin } from './route-twin'

export type RouteTablePlayerProps = {
  readonly start: RouteTableStart
  readonly destination: string
  readonly tries: readonly string[]
}

const FIRST_DRAFT: Line = { verb: 'add', words: '10.30.0.0/16 via 192.168.1.2' }

/** A routing table to edit, line by line as `ip route` takes them, and what it says about one destination. */
export function RouteTablePlayer({ start, destination, tries }: RouteTablePlayerProps) {
  const [wrote, setWrote] = useState(destination)
  const [lines, setLines] = useState<readonly Line[]>([])
  const [draft, setDraft] = useState(FIRST_DRAFT)
  const [told, setTold] = useState<Told | null>(null)
  const editor = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  // what was written before this code was here
  useEffect(() => {
    if (field.current && field.current.value !== destination) setWrote(field.current.value)
    if (editor.current && editor.current.value !== FIRST_DRAFT.words)
      setDraft({ verb: 'add', words: editor.current.value })
  }, [destination])

  const machine = useMemo(() => machineOf(start, lines), [start, lines])
  const read = readIpv4(wrote.trim())
  /** the last destination that was one: what is drawn while the field holds a mistake */
  const shown = useRef<Ipv4 | null>(null)
  if (read.ok) shown.current = read.value
  const to = shown.current
  const lookup = to === null ? null : explainLookup(machine, to, 0)

  function apply(line: Line) {
    const outcome = run(machineOf(start, lines), line)
    setTold({ line, text: outcome.text, word: outcome.word })
    if (outcome.text === '') setLines([...lines, line])
  }
  function startOver() {
    setLines([])
    setTold(null)
    setDraft(FIRST_DRAFT)
    setWrote(destination)
  }
  const said = to !== null && lookup ? describeLookup(to, lookup) : ''

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields alone
    <div className="wid rtab" role="group" aria-label="A routing table to edit">
      <div className="hd">
        <h3>Routing table of the laptop</h3>
        <LayerBadge layer={3} />
        <span className="sp" />
        <button type="button" className="btn sm needs-script" onClick={startOver}>
          Start over
        </button>
      </div>
      <DestinationField
        field={field}
        wrote={wrote}
        problem={read.ok ? null : { error: read.error, at: read.at }}
        tries={tries}
        onWrite={setWrote}
      />
      <div className="stage">
        {to !== null && lookup && (
          <>
            <p className="rt-to">
              <span className="lab">{formatIpv4(to)}, in bits</span>
              <DestinationBits address={to} />
            </p>
            <EntryList
              list={list}
              lookup={lookup}
              onDelete={(route) => {
                apply({ verb: 'del', words: routeLine(route, 0).trim() })
                list.current?.focus()
              }}
              onChange={(route) => {
                setDraft({ verb: 'change', words: routeLine(route, 0).trim() })
                editor.current?.focus()
              }}
            />
          </>
        )}
      </div>
      <div className="say" aria-live="polite" aria-atomic="true">
        <span>{said}</span>
      </div>
      <RouteForm
        host={start.name}
        field={editor}
        draft={draft}
        told={told}
        onDraft={setDraft}
        onRun={apply}
      />
      {read.ok && (
        <section className="live rt-get" aria-label="What the tool prints">
          <pre>
            <b>{start.name}</b>$ ip route get {wrote.trim()}
            {'\n'}
            {ipRoute(machine, 0, ['get', wrote.trim()]).text}
          </pre>
        </section>
      )}
      {to !== null && lookup && <RouteTwin id="text-route-table" to={to} lookup={lookup} said={said} />}
    </div>
  )
}
