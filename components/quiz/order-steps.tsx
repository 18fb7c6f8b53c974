import { type DragEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Glyph } from '@/components/ui/glyph'
import type { Checked } from './check-answer'
import { Inline } from './inline'
import { plainText } from './plain-text'
import type { QuestionOf } from './question'

/**
 * Steps to put in order: with the buttons, with the arrow keys on them, or by dragging. A hidden input for each step carries
 * the order into the form.
 */
export function OrderSteps({
  question,
  checked,
  onMove,
}: {
  readonly question: QuestionOf<'order'>
  readonly checked: Checked | null
  readonly onMove: () => void
}) {
  const [order, setOrder] = useState(question.shown)
  const [said, setSaid] = useState('')
  const [dragged, setDragged] = useState<number | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const focused = useRef<HTMLElement | null>(null)

  // a button loses focus when its row is moved in the document
  useLayoutEffect(() => {
    if (order) focused.current?.focus()
    focused.current = null
  }, [order])

  useEffect(() => {
    const form = list.current?.closest('form')
    const startOver = () => setOrder(question.shown)
    form?.addEventListener('reset', startOver)
    return () => form?.removeEventListener('reset', startOver)
  }, [question.shown])

  function move(step: number, to: number) {
    if (to < 0 || to >= order.length || order.indexOf(step) === to) return
    const others = order.filter((one) => one !== step)
    setOrder([...others.slice(0, to), step, ...others.slice(to)])
    setSaid(`${plainText(question.steps[step]?.text ?? '')}: now ${to + 1} of ${order.length}`)
    onMove()
  }

  function press(button: HTMLElement, step: number, by: number) {
    focused.current = button
    move(step, order.indexOf(step) + by)
  }

  function arrow(event: KeyboardEvent<HTMLButtonElement>, step: number) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!by) return
    event.preventDefault()
    press(event.currentTarget, step, by)
  }

  return (
    <>
      <ol className="qorder" ref={list}>
        {order.map((step, at) => {
          const remark = checked?.remarks[at]
          const text = question.steps[step]?.text ?? ''
          const [first, last] = [at === 0, at === order.length - 1]
          return (
            <li
              key={step}
              className={!remark ? 'qstep' : remark.right ? 'qstep good' : 'qstep bad'}
              draggable
              onDragStart={() => setDragged(step)}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => {
                if (dragged === null) return
                event.preventDefault()
                if (fits(event, order.indexOf(dragged), at)) move(dragged, at)
              }}
            >
              <input type="hidden" name="step" value={step} />
              <span className="qltr">{at + 1}</span>
              <span>
                <Inline text={text} />
              </span>
              {remark && !remark.right && <Glyph name="cross" size="s" />}
              {remark?.right && <Glyph name="check" size="s" />}
              <span className="qmoves needs-script">
                <button
                  type="button"
                  className="btn sm sq"
                  aria-label={`Move up: ${plainText(text)}`}
                  aria-disabled={first}
                  onClick={(event) => press(event.currentTarget, step, -1)}
                  onKeyDown={(event) => arrow(event, step)}
                >
                  <Chevron up />
                </button>
                <button
                  type="button"
                  className="btn sm sq"
                  aria-label={`Move down: ${plainText(text)}`}
                  aria-disabled={last}
                  onClick={(event) => press(event.currentTarget, step, 1)}
                  onKeyDown={(event) => arrow(event, step)}
                >
                  <Chevron />
                </button>
              </span>
            </li>
          )
        })}
      </ol>
      <span className="vh" role="status">
        {said}
      </span>
    </>
  )
}

/**
 * Would the dragged row, put where the row under the pointer is, lie under the pointer? Without this question, rows of different
 * heights change places for ever.
 */
function fits({ currentTarget, clientY }: DragEvent<HTMLElement>, from: number, to: number): boolean {
  const { top, bottom } = currentTarget.getBoundingClientRect()
  const { height = 0 } = currentTarget.parentElement?.children[from]?.getBoundingClientRect() ?? {}
  return to < from ? clientY <= top + height : clientY >= bottom - height
}

function Chevron({ up = false }: { readonly up?: boolean }) {
  return (
    <span className={up ? 'up' : undefined}>
      <Glyph name="chevron" size="i" />
    </span>
  )
}
