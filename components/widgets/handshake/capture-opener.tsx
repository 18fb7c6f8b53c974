'use client'

import { type DragEvent, useEffect, useRef, useState } from 'react'
import { describeStep } from '@/lib/net/explain/describe-step'
import { describeVantage } from '@/lib/net/explain/describe-vantage'
import { countOf } from '@/lib/net/explain/quantity'
import { type Flow, flowConversation } from '@/lib/net/trace/flows'
import type { Conversation } from '@/lib/net/trace/tcp-conversation'
import { type Address, readAddress } from './capture-address'
import { ConversationPlayer } from './conversation-player'
import { FlowTable } from './flow-table'
import { type Opened, openedText, openFile, refuseSize } from './open-file'

type Loaded = Opened & { readonly name: string }

/** Opens a capture of the reader's own, lists its flows and plays the TCP ones. Nothing leaves the browser. */
export function CaptureOpener() {
  const field = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [playing, setPlaying] = useState<{ flow: Flow; conversation: Conversation } | null>(null)
  const problems = refused ? [refused] : (loaded?.problems ?? [])

  // a capture of the course that a link names, unless a file was chosen before this code was here
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on arrival
  useEffect(() => {
    const named = readAddress(window.location.search)
    if (named && !field.current?.files?.length) void fetchNamed(named)
  }, [])

  async function fetchNamed({ name, flow }: Address) {
    const answer = await fetch(`/captures/${name}.pcap`).catch(() => null)
    if (!answer?.ok) return setRefused(`There is no capture called ${name} here. Choose a file instead.`)
    show(`${name}.pcap`, new Uint8Array(await answer.arrayBuffer()), flow)
  }
  function show(name: string, bytes: Uint8Array, index = 0) {
    const opened = openFile(bytes)
    setLoaded({ ...opened, name })
    const flow = opened.flows.filter(({ playable }) => playable)[index]
    if (flow) play(flow, opened)
  }

  async function take(file: File | undefined) {
    if (!file) return
    setPlaying(null)
    const tooLarge = refuseSize(file.size)
    setRefused(tooLarge)
    if (tooLarge) return setLoaded(null)
    try {
      show(file.name, new Uint8Array(await file.arrayBuffer()))
    } catch {
      setRefused(
        'The browser could not read this file. Choose it again, or copy it to a folder that you may read.',
      )
      setLoaded(null)
    }
  }
  function play(flow: Flow, { capture }: Opened) {
    const conversation = flowConversation(capture, flow)
    if (conversation) setPlaying({ flow, conversation })
  }
  function onDrop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }

  return (
    <div className="opener">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the pointer's short cut for the file field inside */}
      <div
        className={`dropzone${over ? ' over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <label className="lab" htmlFor="capture-file">
          Open a capture of your own
        </label>
        <input
          ref={field}
          id="capture-file"
          type="file"
          accept=".pcap,.pcapng,.cap"
          aria-describedby="capture-note capture-problem"
          aria-invalid={problems.length > 0}
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
        <p className="muted" id="capture-note">
          Choose a .pcap or .pcapng file of up to 20 MB, or drop it here. It is read in this browser and sent
          nowhere.
        </p>
        <div id="capture-problem" role="alert">
          {problems.map((problem) => (
            <p className="problem" key={problem}>
              {problem}
            </p>
          ))}
        </div>
      </div>
      <p className="vh" role="status">
        {loaded && openedText(loaded.name, loaded, playing !== null)}
      </p>
      {loaded && loaded.flows.length > 0 && (
        <>
          <h2>
            {loaded.name}: {countOf(loaded.capture.frames.length, 'frame')},{' '}
            {countOf(loaded.flows.length, 'flow')}
          </h2>
          <FlowTable
            flows={loaded.flows}
            playing={playing?.flow.index ?? null}
            onPlay={(flow) => play(flow, loaded)}
          />
        </>
      )}
      {loaded && playing && (
        <figure className="figw">
          <ConversationPlayer
            key={`${loaded.name} ${playing.flow.index}`}
            title={`${playing.flow.ends[0].address} to ${playing.flow.ends[1].address}, port ${playing.flow.ends[1].port}`}
            heading="h2"
            capture={loaded.capture}
            flow={playing.flow}
            conversation={playing.conversation}
            shown={[0, playing.conversation.steps.length]}
          />
          <figcaption className="cap">
            {describeVantage(playing.conversation)}
            <StepsAsText conversation={playing.conversation} />
          </figcaption>
        </figure>
      )}
    </div>
  )
}

const AT_FIRST = 100

function StepsAsText({ conversation }: { readonly conversation: Conversation }) {
  const [open, setOpen] = useState(false)
  const [most, setMost] = useState(AT_FIRST)
  const { steps } = conversation
  return (
    <details className="twin" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Read these steps as text</summary>
      {open && (
        <ol>
          {steps.slice(0, most).map((step) => (
            <li key={step.number}>{describeStep(step, conversation)}</li>
          ))}
        </ol>
      )}
      {open && steps.length > most && (
        <button type="button" className="btn sm" onClick={() => setMost(most + 500)}>
          Show {Math.min(500, steps.length - most)} more of {steps.length} steps
        </button>
      )}
    </details>
  )
}
